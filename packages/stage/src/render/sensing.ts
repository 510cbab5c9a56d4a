import type { Bounds } from '../ports.ts';
import { distort, tint, type EffectValues } from './effects.ts';
import { intersection, overlap, STAGE_BOUNDS, type Affine } from './geometry.ts';
import type { Pixels } from './picture.ts';

/**
 * Touching, on the processor: the stage is a grid of one-unit squares, and a drawable covers a square when the pixel of
 * its picture at the middle of that square is not fully transparent. The answer never depends on the window or the graphics card.
 */
export interface Sensed {
  /** Stage to picture. */
  inverse: Affine;
  pixels: Pixels;
  /** Null when no effect moves pixels. */
  warp: EffectValues | null;
  /** Null when no effect changes colours. */
  tint: EffectValues | null;
  /** 0..1, from the ghost effect. */
  opacity: number;
  /** Size of the skin at 100 %, for the pixelate effect. */
  width: number;
  height: number;
  bounds: Bounds;
}

/** Anything with a colour at a point: premultiplied red, green, blue and alpha, 0..255, written to `out`. */
export type ColorLayer = Sensed | { sample(x: number, y: number, out: Float64Array): void };

const point = new Float64Array(2);
const rgb = new Float64Array(3);
const layerColor = new Float64Array(4);
const sceneColor = new Float64Array(3);

/** Offset of the pixel seen at a stage point in `pixels.data`, or -1 beside the picture. */
export function pixelAt(s: Sensed, x: number, y: number): number {
  const m = s.inverse;
  let u = m[0] * x + m[2] * y + m[4];
  let v = m[1] * x + m[3] * y + m[5];
  if (!(u >= 0 && u < 1 && v >= 0 && v < 1)) return -1;
  if (s.warp) {
    distort(s.warp, s.width, s.height, u, v, point);
    u = point[0]!;
    v = point[1]!;
  }
  const { width, height } = s.pixels;
  const column = Math.min(width - 1, Math.max(0, Math.floor(u * width)));
  const row = Math.min(height - 1, Math.max(0, Math.floor(v * height)));
  return (row * width + column) * 4;
}

/** Whether a drawable has something visible at a stage point. Ghosts count. */
export function covers(s: Sensed, x: number, y: number): boolean {
  const at = pixelAt(s, x, y);
  return at >= 0 && s.pixels.data[at + 3]! > 0;
}

/** Calls `visit` with the middle of each stage square in `bounds` until it answers true. */
function someSquare(bounds: Bounds, visit: (x: number, y: number) => boolean): boolean {
  const left = Math.floor(bounds.left);
  const right = Math.ceil(bounds.right);
  const top = Math.ceil(bounds.top);
  for (let y = Math.floor(bounds.bottom); y < top; y++) {
    for (let x = left; x < right; x++) if (visit(x + 0.5, y + 0.5)) return true;
  }
  return false;
}

/** Whether any visible pixel of `self` lies on a visible pixel of one of `others`. Off the stage nothing touches, as in Scratch. */
export function touchesAny(self: Sensed, others: readonly Sensed[]): boolean {
  const area = intersection(self.bounds, STAGE_BOUNDS);
  return others.some(
    (other) =>
      overlap(area, other.bounds) &&
      someSquare(intersection(area, other.bounds), (x, y) => covers(self, x, y) && covers(other, x, y)),
  );
}

/** Scratch compares colours with five, five and four bits, and a sprite's own colour with six bits each. */
const SCENE_MASK = 0xf8f8f0;
const OWN_MASK = 0xfcfcfc;

/**
 * Whether any visible pixel of `self` (those of colour `own`, when given) lies on colour `color` of the scene beneath and
 * above it. `layers` are everything else, front to back, over white. Colours are 0xRRGGBB.
 */
export function touchesColor(self: Sensed, layers: readonly ColorLayer[], color: number, own?: number): boolean {
  const area = intersection(self.bounds, STAGE_BOUNDS);
  if (area.left >= area.right || area.bottom >= area.top) return false;
  const near = layers.filter((layer) => !('bounds' in layer) || overlap(layer.bounds, area));
  // Most sprites are far from most rows: looking at all of them for each square took a second on a crowded stage.
  let row = Number.NaN;
  let onRow: ColorLayer[] = near;
  return someSquare(area, (x, y) => {
    const at = pixelAt(self, x, y);
    if (at < 0 || self.pixels.data[at + 3] === 0) return false;
    if (own !== undefined && ((ownColor(self, at) ^ own) & OWN_MASK) !== 0) return false;
    if (row !== y) {
      row = y;
      onRow = near.filter((layer) => !('bounds' in layer) || (layer.bounds.bottom <= y && y <= layer.bounds.top));
    }
    return ((colorAt(onRow, x, y) ^ color) & SCENE_MASK) === 0;
  });
}

/** A drawable's own colour with its effects, but without its ghost effect. */
function ownColor(s: Sensed, at: number): number {
  readTinted(s, at);
  return pack(rgb[0]!, rgb[1]!, rgb[2]!);
}

function readTinted(s: Sensed, at: number): void {
  const { data } = s.pixels;
  rgb[0] = data[at]!;
  rgb[1] = data[at + 1]!;
  rgb[2] = data[at + 2]!;
  if (s.tint) tint(s.tint, rgb);
}

/** The colour of the scene at a stage point, 0xRRGGBB, layers front to back over white. */
export function colorAt(layers: readonly ColorLayer[], x: number, y: number): number {
  sceneColor.fill(0);
  let through = 1;
  for (const layer of layers) {
    if ('sample' in layer) layer.sample(x, y, layerColor);
    else if (x < layer.bounds.left || x > layer.bounds.right || !sampleDrawable(layer, x, y)) continue;
    const alpha = layerColor[3]!;
    if (alpha === 0) continue;
    for (let i = 0; i < 3; i++) sceneColor[i] = sceneColor[i]! + through * layerColor[i]!;
    through *= 1 - alpha / 255;
    if (through < 1 / 512) return pack(sceneColor[0]!, sceneColor[1]!, sceneColor[2]!);
  }
  return pack(sceneColor[0]! + through * 255, sceneColor[1]! + through * 255, sceneColor[2]! + through * 255);
}

function sampleDrawable(s: Sensed, x: number, y: number): boolean {
  const at = pixelAt(s, x, y);
  if (at < 0) return false;
  const alpha = s.pixels.data[at + 3]! * s.opacity;
  if (alpha === 0) return false;
  readTinted(s, at);
  for (let i = 0; i < 3; i++) layerColor[i] = (rgb[i]! * alpha) / 255;
  layerColor[3] = alpha;
  return true;
}

const pack = (r: number, g: number, b: number): number =>
  (Math.min(255, Math.round(r)) << 16) | (Math.min(255, Math.round(g)) << 8) | Math.min(255, Math.round(b));
