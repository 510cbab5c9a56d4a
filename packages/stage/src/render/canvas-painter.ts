import { distort, distorts, NO_EFFECTS, tint, tints, type EffectValues } from './effects.ts';
import { STAGE_HEIGHT, STAGE_WIDTH } from './geometry.ts';
import { PEN_SCALE, type PaintItem, type Painter, type PenLine } from './painter.ts';
import { readPixels, type Picture, type PictureSource, type Pixels } from './picture.ts';

const MAX_CACHED_EFFECTS = 64;

/** For machines without WebGL2: a 2D canvas. Effects are worked out by the processor and kept while they last. */
export class CanvasPainter implements Painter {
  readonly kind = 'canvas2d';
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #pen = new OffscreenCanvas(STAGE_WIDTH * PEN_SCALE, STAGE_HEIGHT * PEN_SCALE);
  readonly #penContext: OffscreenCanvasRenderingContext2D;
  readonly #changed = new Map<string, OffscreenCanvas>();
  #scale = 1;

  static create(canvas: OffscreenCanvas): CanvasPainter | null {
    const context = canvas.getContext('2d', { alpha: false });
    return context && new CanvasPainter(canvas, context);
  }

  private constructor(canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D) {
    this.#canvas = canvas;
    this.#context = context;
    this.#penContext = this.#pen.getContext('2d', { willReadFrequently: true })!;
  }

  /** A 2D canvas slows down who draws too fast by itself. */
  isReady(): boolean {
    return true;
  }

  resize(scale: number): void {
    this.#scale = scale;
    this.#canvas.width = Math.round(STAGE_WIDTH * scale);
    this.#canvas.height = Math.round(STAGE_HEIGHT * scale);
  }

  paint(behind: readonly PaintItem[], front: readonly PaintItem[]): void {
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    for (const item of behind) this.#draw(context, this.#scale, item);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.imageSmoothingEnabled = true;
    context.drawImage(this.#pen, 0, 0, this.#canvas.width, this.#canvas.height);
    for (const item of front) this.#draw(context, this.#scale, item);
  }

  penClear(): void {
    this.#penContext.setTransform(1, 0, 0, 1, 0, 0);
    this.#penContext.clearRect(0, 0, this.#pen.width, this.#pen.height);
  }

  penLine({ x0, y0, x1, y1, width, rgba: [r, g, b, a] }: PenLine): void {
    const context = this.#penContext;
    context.setTransform(PEN_SCALE, 0, 0, -PEN_SCALE, this.#pen.width / 2, this.#pen.height / 2);
    context.globalAlpha = 1;
    context.lineCap = 'round';
    context.lineWidth = width;
    context.strokeStyle = `rgba(${r * 255} ${g * 255} ${b * 255} / ${a})`;
    context.beginPath();
    context.moveTo(x0, y0);
    // A line of no length draws nothing in some browsers, although its ends are round.
    context.lineTo(x1 === x0 && y1 === y0 ? x1 + 1e-3 : x1, y1);
    context.stroke();
  }

  penStamp(item: PaintItem): void {
    this.#draw(this.#penContext, PEN_SCALE, item);
  }

  penPixels(): Uint8ClampedArray {
    const { data } = this.#penContext.getImageData(0, 0, this.#pen.width, this.#pen.height);
    for (let i = 0; i < data.length; i += 4) {
      const alpha = data[i + 3]! / 255;
      for (let c = 0; c < 3; c++) data[i + c] = data[i + c]! * alpha;
    }
    return data;
  }

  forget(picture: Picture): void {
    for (const key of this.#changed.keys()) {
      if (key.startsWith(`${picture.key} `)) this.#changed.delete(key);
    }
  }

  #draw(context: OffscreenCanvasRenderingContext2D, scale: number, item: PaintItem): void {
    const source = this.#withEffects(item);
    if (!source) return;
    const [a, b, c, d, e, f] = item.matrix;
    const toPixels = scale;
    context.setTransform(
      a * toPixels,
      -b * toPixels,
      c * toPixels,
      -d * toPixels,
      (e + STAGE_WIDTH / 2) * toPixels,
      (STAGE_HEIGHT / 2 - f) * toPixels,
    );
    context.globalAlpha = item.effects.opacity;
    context.imageSmoothingEnabled = item.smooth;
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, 1, 1);
  }

  /** The picture with every effect but opacity. */
  #withEffects({ picture, effects, width, height }: PaintItem): PictureSource | null {
    if (!picture.source || (!distorts(effects) && !tints(effects))) return picture.source;
    const key = `${picture.key} ${picture.revision} ${JSON.stringify({ ...effects, opacity: NO_EFFECTS.opacity })}`;
    let changed = this.#changed.get(key);
    if (!changed) {
      changed = applyEffects(readPixels(picture.source), effects, width, height);
      const [oldest] = this.#changed.keys();
      if (this.#changed.size >= MAX_CACHED_EFFECTS && oldest) this.#changed.delete(oldest);
    } else {
      this.#changed.delete(key);
    }
    this.#changed.set(key, changed);
    return changed;
  }
}

function applyEffects(from: Pixels, effects: EffectValues, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(from.width, from.height);
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(from.width, from.height);
  const point = new Float64Array(2);
  const rgb = new Float64Array(3);
  for (let y = 0; y < from.height; y++) {
    for (let x = 0; x < from.width; x++) {
      distort(effects, width, height, (x + 0.5) / from.width, (y + 0.5) / from.height, point);
      const column = Math.min(from.width - 1, Math.max(0, Math.floor(point[0]! * from.width)));
      const row = Math.min(from.height - 1, Math.max(0, Math.floor(point[1]! * from.height)));
      const source = (row * from.width + column) * 4;
      const target = (y * from.width + x) * 4;
      for (let c = 0; c < 3; c++) rgb[c] = from.data[source + c]!;
      tint(effects, rgb);
      for (let c = 0; c < 3; c++) image.data[target + c] = rgb[c]!;
      image.data[target + 3] = from.data[source + 3]!;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
