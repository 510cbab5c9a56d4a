import type { EffectValues } from './effects.ts';
import type { Affine } from './geometry.ts';
import type { Picture } from './picture.ts';

/** One picture to be drawn. */
export interface PaintItem {
  picture: Picture;
  /** Picture to stage. */
  matrix: Affine;
  effects: EffectValues;
  /** Size of the skin at 100 %, in stage units, for the pixelate effect. */
  width: number;
  height: number;
  /** False keeps the hard edges of enlarged bitmaps. */
  smooth: boolean;
}

/** Stage units; colour parts 0..1, not premultiplied. */
export interface PenLine {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  width: number;
  rgba: readonly [number, number, number, number];
}

/** The pen layer has this many pixels for each stage unit, so that lines stay crisp on large screens. */
export const PEN_SCALE = 2;

/** What draws: WebGL2, or a 2D canvas where there is none. */
export interface Painter {
  readonly kind: 'webgl2' | 'canvas2d';
  /** Whether the last picture is done: who paints faster than the graphics card draws only makes the queue longer. */
  isReady(): boolean;
  /** Device pixels for each stage unit. */
  resize(scale: number): void;
  /** Everything back to front: `behind` the pen layer, then the pen layer, then `front`. */
  paint(behind: readonly PaintItem[], front: readonly PaintItem[]): void;
  penClear(): void;
  penLine(line: PenLine): void;
  penStamp(item: PaintItem): void;
  /** Premultiplied RGBA of the pen layer, rows from the top, `PEN_SCALE` pixels for each stage unit. Slow: asked once after each change. */
  penPixels(): Uint8Array | Uint8ClampedArray;
  /** Drops what was kept for a picture. */
  forget(picture: Picture): void;
}
