import type { Bounds, DrawableId } from '../ports.ts';
import { wrapText } from './bubble-text.ts';
import { NO_EFFECTS } from './effects.ts';
import { STAGE_BOUNDS } from './geometry.ts';
import type { PaintItem } from './painter.ts';
import { Picture } from './picture.ts';

type BubbleKind = 'say' | 'think';

interface Bubble {
  kind: BubbleKind;
  text: string;
  /** Which side of its sprite it is on; kept while there is room, so that it does not flicker from side to side. */
  onRight: boolean;
  drawn: { picture: Picture; scale: number; onRight: boolean; width: number; height: number } | null;
}

/** Stage units, Scratch's: bubbles are as large as there, and text is cut where it is there. */
const FONT_SIZE = 14;
const LINE_HEIGHT = 16;
const MAX_TEXT_WIDTH = 170;
const MIN_TEXT_WIDTH = 50;
const PADDING = 10;
const RADIUS = 16;
const TAIL = 12;
const EDGE = 2;
const MAX_CHARACTERS = 330;
const FONT = `${FONT_SIZE}px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif`;

/** Speech and thought bubbles, drawn at the resolution of the screen. Newest is in front. */
export class Bubbles {
  readonly shown = new Map<DrawableId, Bubble>();
  readonly #forget: (picture: Picture) => void;

  constructor(forget: (picture: Picture) => void) {
    this.#forget = forget;
  }

  show(id: DrawableId, kind: BubbleKind, text: string): void {
    const shortened = [...text].slice(0, MAX_CHARACTERS).join('');
    const before = this.shown.get(id);
    if (before?.kind === kind && before.text === shortened) return;
    this.hide(id);
    this.shown.set(id, { kind, text: shortened, onRight: before?.onRight ?? true, drawn: null });
  }

  /** Whether there was one. */
  hide(id: DrawableId): boolean {
    const bubble = this.shown.get(id);
    if (bubble?.drawn) this.#forget(bubble.drawn.picture);
    return this.shown.delete(id);
  }

  /** The bubble of a sprite whose head has these bounds, kept on the stage. */
  item(id: DrawableId, sprite: Bounds, scale: number): PaintItem {
    const bubble = this.shown.get(id)!;
    const { width, height } = bubble.drawn ?? this.#draw(bubble, scale);
    const fitsRight = sprite.right + width <= STAGE_BOUNDS.right;
    const fitsLeft = sprite.left - width >= STAGE_BOUNDS.left;
    if (bubble.onRight ? !fitsRight && fitsLeft : !fitsLeft && fitsRight) bubble.onRight = !bubble.onRight;
    const stale = bubble.drawn?.scale !== scale || bubble.drawn.onRight !== bubble.onRight;
    const drawn = stale || !bubble.drawn ? this.#draw(bubble, scale) : bubble.drawn;
    const wishedLeft = bubble.onRight ? sprite.right : sprite.left - width;
    const left = snap(clamp(wishedLeft, STAGE_BOUNDS.left, STAGE_BOUNDS.right - width), scale);
    const top = snap(clamp(sprite.bottom + height, STAGE_BOUNDS.bottom + height, STAGE_BOUNDS.top), scale);
    return {
      picture: drawn.picture,
      matrix: [width, 0, 0, -height, left, top],
      effects: NO_EFFECTS,
      width,
      height,
      smooth: true,
    };
  }

  #draw(bubble: Bubble, scale: number): NonNullable<Bubble['drawn']> {
    if (bubble.drawn) this.#forget(bubble.drawn.picture);
    const { canvas, width, height } = drawBubble(bubble.kind, bubble.text, bubble.onRight, scale);
    bubble.drawn = { picture: new Picture(canvas, scale, false, null), scale, onRight: bubble.onRight, width, height };
    return bubble.drawn;
  }
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
/** To whole device pixels, so that text stays crisp. */
const snap = (value: number, scale: number): number => Math.round(value * scale) / scale;

function drawBubble(
  kind: BubbleKind,
  text: string,
  onRight: boolean,
  scale: number,
): { canvas: OffscreenCanvas; width: number; height: number } {
  const measuring = new OffscreenCanvas(1, 1).getContext('2d')!;
  measuring.font = FONT;
  const lines = wrapText(text, MAX_TEXT_WIDTH, (line) => measuring.measureText(line).width);
  const textWidth = Math.max(MIN_TEXT_WIDTH, ...lines.map((line) => measuring.measureText(line).width));
  const pixels = (units: number): number => Math.ceil(units * scale);
  const width = pixels(textWidth + 2 * (PADDING + EDGE)) / scale;
  const body = lines.length * LINE_HEIGHT + 2 * (PADDING + EDGE);
  const height = pixels(body + TAIL) / scale;

  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  context.save();
  if (!onRight) {
    context.translate(width, 0);
    context.scale(-1, 1);
  }
  context.fillStyle = '#fff';
  context.strokeStyle = '#8a93a6';
  context.lineWidth = EDGE;
  context.lineJoin = 'round';
  traceBubble(context, kind, width, body);
  context.restore();

  context.font = FONT;
  context.fillStyle = '#1e2330';
  context.textBaseline = 'middle';
  lines.forEach((line, i) => context.fillText(line, PADDING + EDGE, PADDING + EDGE + (i + 0.5) * LINE_HEIGHT));
  return { canvas, width, height };
}

/** The outline with its tail at the lower left. */
function traceBubble(
  context: OffscreenCanvasRenderingContext2D,
  kind: BubbleKind,
  width: number,
  height: number,
): void {
  const [left, top, right, bottom] = [EDGE, EDGE, width - EDGE, height - EDGE];
  const shape = (draw: () => void): void => {
    context.beginPath();
    draw();
    context.closePath();
    context.fill();
    context.stroke();
  };
  if (kind === 'think') {
    shape(() => context.roundRect(left, top, right - left, bottom - top, RADIUS));
    shape(() => context.ellipse(left + 14, bottom + 4, 5, 3.5, 0, 0, 2 * Math.PI));
    shape(() => context.ellipse(left + 6, bottom + 9, 3, 2, 0, 0, 2 * Math.PI));
    return;
  }
  shape(() => {
    context.moveTo(left + RADIUS, top);
    context.arcTo(right, top, right, bottom, RADIUS);
    context.arcTo(right, bottom, left, bottom, RADIUS);
    context.lineTo(left + 26, bottom);
    context.quadraticCurveTo(left + 16, bottom + TAIL - EDGE, left + 4, bottom + TAIL - EDGE);
    context.quadraticCurveTo(left + 12, bottom + 6, left + RADIUS - 2, bottom);
    context.arcTo(left, bottom, left, top, RADIUS);
    context.arcTo(left, top, right, top, RADIUS);
  });
}
