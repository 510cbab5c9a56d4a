import type { Costume } from '@paperkite/project';
import type { Bounds, DrawableId, DrawableState, Renderer, SkinId } from '../ports.ts';
import { Bubbles } from './bubbles.ts';
import { distorts, effectValues, tints, type EffectValues } from './effects.ts';
import { boundsOf, invert, placeSkin, topOf, UNIT_SQUARE, type Affine } from './geometry.ts';
import type { PaintItem, Painter } from './painter.ts';
import { PenLayer } from './pen-layer.ts';
import type { Picture } from './picture.ts';
import { covers, touchesAny, touchesColor, type ColorLayer, type Sensed } from './sensing.ts';
import type { Skin, Skins } from './skins.ts';
import { VideoBackdrop, type VideoLayer } from './video-backdrop.ts';

interface Drawable {
  kind: 'backdrop' | 'sprite';
  state: DrawableState | null;
  /** Worked out when first needed after an update. */
  derived: Derived | null;
  sensed: Sensed | null | undefined;
}

interface Derived {
  skin: Skin;
  matrix: Affine;
  effects: EffectValues;
  bounds: Bounds | null;
}

/** Stage units from the top that bubbles look at, as in Scratch. */
const HEAD = 8;

export interface StageRendererOptions {
  painter: Painter;
  skins: Skins;
  /** Called once when a vector picture is shown larger than its raster: `scale` is what would be sharp. */
  onWantSharper?: (picture: Picture, scale: number) => void;
}

/** The renderer port over a painter: knows drawables, layers and touching; the painter only puts pictures on a surface. */
export class StageRenderer implements Renderer {
  readonly #painter: Painter;
  readonly #skins: Skins;
  readonly #onWantSharper: (picture: Picture, scale: number) => void;
  readonly #drawables = new Map<DrawableId, Drawable>();
  readonly #bubbles: Bubbles;
  readonly #pen: PenLayer;
  readonly #video = new VideoBackdrop();
  #order: DrawableId[] = [];
  #nextId = 1;
  #scale = 1;
  #dirty = true;
  /** When the last picture was begun, `performance.now()`. */
  #now = 0;

  constructor({ painter, skins, onWantSharper = () => {} }: StageRendererOptions) {
    this.#painter = painter;
    this.#skins = skins;
    this.#onWantSharper = onWantSharper;
    this.#bubbles = new Bubbles((picture) => painter.forget(picture));
    this.#pen = new PenLayer(painter);
  }

  /** Device pixels for each stage unit. */
  resize(scale: number): void {
    this.#scale = scale;
    this.#painter.resize(scale);
    this.#dirty = true;
  }

  /** Draws with the next `draw`, although no drawable changed (a sharper picture came, the surface was lost). */
  invalidate(): void {
    this.#dirty = true;
  }

  /** Lets go of what the painter keeps for this program only. The painter itself goes on to the next. */
  dispose(): void {
    for (const id of [...this.#bubbles.shown.keys()]) this.#bubbles.hide(id);
    this.#painter.forget(this.#video.picture);
  }

  loadCostume(costume: Costume): SkinId {
    return this.#skins.load(costume);
  }

  createDrawable(kind: 'backdrop' | 'sprite'): DrawableId {
    const id = this.#nextId++;
    this.#drawables.set(id, { kind, state: null, derived: null, sensed: undefined });
    this.#order.push(id);
    return id;
  }

  destroyDrawable(id: DrawableId): void {
    this.#drawables.delete(id);
    this.#order = this.#order.filter((other) => other !== id);
    this.#bubbles.hide(id);
    this.#dirty = true;
  }

  update(id: DrawableId, state: DrawableState): void {
    const drawable = this.#drawable(id);
    drawable.state = { ...state };
    drawable.derived = null;
    drawable.sensed = undefined;
    this.#dirty = true;
  }

  setOrder(backToFront: readonly DrawableId[]): void {
    const backdrops = this.#order.filter((id) => this.#drawable(id).kind === 'backdrop');
    this.#order = [...backdrops, ...backToFront];
    this.#dirty = true;
  }

  /** Where a drawable was last put. */
  position(id: DrawableId): { x: number; y: number } {
    const { x, y } = this.#drawables.get(id)?.state ?? { x: 0, y: 0 };
    return { x, y };
  }

  skinSize(skin: SkinId): { width: number; height: number } {
    const { width, height } = this.#skins.get(skin) ?? { width: 0, height: 0 };
    return { width, height };
  }

  bounds(id: DrawableId): Bounds {
    const drawable = this.#drawable(id);
    const derived = this.#derive(drawable);
    if (!derived) return pointBounds(drawable.state);
    if (!derived.bounds) {
      const outline = outlineOf(derived);
      derived.bounds = outline.length > 0 ? boundsOf(derived.matrix, outline) : pointBounds(drawable.state);
    }
    return derived.bounds;
  }

  touchingSprites(id: DrawableId, others: readonly DrawableId[]): boolean {
    const self = this.#sensed(id);
    if (!self) return false;
    const candidates: Sensed[] = [];
    for (const other of others) {
      if (other === id || !this.#drawables.get(other)?.state?.visible) continue;
      const sensed = this.#sensed(other);
      if (sensed) candidates.push(sensed);
    }
    return touchesAny(self, candidates);
  }

  touchingColor(id: DrawableId, color: number): boolean {
    const self = this.#sensed(id);
    return self !== null && touchesColor(self, this.#layersWithout(id), color);
  }

  colorTouchingColor(id: DrawableId, own: number, other: number): boolean {
    const self = this.#sensed(id);
    return self !== null && touchesColor(self, this.#layersWithout(id), other, own);
  }

  touchingPoint(id: DrawableId, x: number, y: number): boolean {
    const self = this.#sensed(id);
    return self !== null && covers(self, x, y);
  }

  pick(x: number, y: number): DrawableId | null {
    for (let i = this.#order.length - 1; i >= 0; i--) {
      const id = this.#order[i]!;
      const drawable = this.#drawable(id);
      if (drawable.kind !== 'sprite' || !drawable.state?.visible) continue;
      const sensed = this.#sensed(id);
      if (sensed && sensed.opacity > 0 && covers(sensed, x, y)) return id;
    }
    return null;
  }

  showBubble(id: DrawableId, kind: 'say' | 'think', text: string): void {
    this.#bubbles.show(id, kind, text);
    this.#dirty = true;
  }

  hideBubble(id: DrawableId): void {
    if (this.#bubbles.hide(id)) this.#dirty = true;
  }

  /** Shows the camera's picture between backdrop and pen, or none. */
  showVideo(layer: VideoLayer | null): void {
    this.#video.show(layer);
    this.#dirty = true;
  }

  penClear(): void {
    this.#pen.clear();
    this.#dirty = true;
  }

  penLine(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    rgba: readonly [number, number, number, number],
    width: number,
  ): void {
    this.#pen.line({ x0, y0, x1, y1, rgba, width });
    this.#dirty = true;
  }

  penStamp(id: DrawableId): void {
    const derived = this.#derive(this.#drawable(id));
    if (!derived) return;
    this.#pen.stamp(this.#item(derived, this.#drawable(id).state!));
    this.#dirty = true;
  }

  /** Leaves a frame out while the last one is still being drawn. */
  draw(): void {
    if (this.#dirty && this.#painter.isReady()) this.drawNow();
  }

  /** Draws whether it is worth it or not: the surface is looked at in this very task. */
  drawNow(): void {
    this.#dirty = false;
    this.#now = performance.now();
    this.#pen.flush();
    const behind: PaintItem[] = [];
    const front: PaintItem[] = [];
    for (const id of this.#order) {
      const drawable = this.#drawable(id);
      if (!drawable.state?.visible) continue;
      const derived = this.#derive(drawable);
      if (derived && derived.effects.opacity > 0) {
        (drawable.kind === 'backdrop' ? behind : front).push(this.#item(derived, drawable.state));
      }
    }
    const video = this.#video.item();
    if (video) behind.push(video);
    for (const [id] of this.#bubbles.shown) {
      if (!this.#drawables.get(id)?.state?.visible) continue;
      front.push(this.#bubbles.item(id, this.#head(id), this.#scale));
    }
    this.#painter.paint(behind, front);
  }

  /** The uppermost part of what a drawable shows: bubbles keep to a head, not to the arms below it. */
  #head(id: DrawableId): Bounds {
    const derived = this.#derive(this.#drawable(id));
    const outline = derived ? outlineOf(derived) : [];
    return derived && outline.length > 0 ? topOf(derived.matrix, outline, HEAD) : this.bounds(id);
  }

  #drawable(id: DrawableId): Drawable {
    const drawable = this.#drawables.get(id);
    if (!drawable) throw new Error(`no drawable ${id}`);
    return drawable;
  }

  #derive(drawable: Drawable): Derived | null {
    if (drawable.derived) return drawable.derived;
    const { state } = drawable;
    if (!state) return null;
    const skin = this.#skins.get(state.skin);
    if (!skin?.picture.source) return null;
    drawable.derived = {
      skin,
      matrix: placeSkin(skin, state),
      effects: effectValues(state.effects),
      bounds: null,
    };
    return drawable.derived;
  }

  #item({ skin, matrix, effects }: Derived, state: DrawableState): PaintItem {
    const { picture, width, height } = skin;
    picture.drawnAt = this.#now;
    const wanted = (state.size / 100) * this.#scale;
    if (picture.vector && wanted > picture.requestedScale) {
      picture.requestedScale = 2 ** Math.ceil(Math.log2(wanted));
      this.#onWantSharper(picture, picture.requestedScale);
    }
    // Enlarged bitmaps keep their squares, turned ones too, as in Scratch.
    return { picture, matrix, effects, width, height, smooth: picture.vector };
  }

  #sensed(id: DrawableId): Sensed | null {
    const drawable = this.#drawable(id);
    if (drawable.sensed !== undefined) return drawable.sensed;
    const derived = this.#derive(drawable);
    const inverse = derived && invert(derived.matrix);
    const pixels = derived?.skin.picture.pixels;
    drawable.sensed =
      derived && inverse && pixels && pixels.width > 0
        ? {
            inverse,
            pixels,
            warp: distorts(derived.effects) ? derived.effects : null,
            tint: tints(derived.effects) ? derived.effects : null,
            opacity: derived.effects.opacity,
            width: derived.skin.width,
            height: derived.skin.height,
            bounds: this.bounds(id),
          }
        : null;
    return drawable.sensed;
  }

  /** Everything visible but one drawable, front to back. Bubbles are not part of what sprites see. */
  #layersWithout(self: DrawableId): ColorLayer[] {
    const layers: ColorLayer[] = [];
    const add = (kind: Drawable['kind']): void => {
      for (let i = this.#order.length - 1; i >= 0; i--) {
        const id = this.#order[i]!;
        const drawable = this.#drawable(id);
        if (id === self || drawable.kind !== kind || !drawable.state?.visible) continue;
        const sensed = this.#sensed(id);
        if (sensed) layers.push(sensed);
      }
    };
    add('sprite');
    if (!this.#pen.empty) layers.push(this.#pen);
    const video = this.#video.sensed();
    if (video) layers.push(video);
    add('backdrop');
    return layers;
  }
}

/** Under a distorting effect the outline is anybody's guess inside the picture's own frame. */
const outlineOf = ({ effects, skin }: Derived): readonly number[] =>
  distorts(effects) ? UNIT_SQUARE : skin.picture.hull;

const pointBounds = (state: DrawableState | null): Bounds => {
  const { x, y } = state ?? { x: 0, y: 0 };
  return { left: x, right: x, top: y, bottom: y };
};
