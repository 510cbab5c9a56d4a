import { UNIT_SQUARE } from './geometry.ts';

/** Not premultiplied, rows from the top. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** What a painter can upload: both live in workers. */
export type PictureSource = ImageBitmap | OffscreenCanvas;

let nextKey = 1;

/**
 * The picture of one asset (or of one bubble): what the painter draws and what touching looks at. The pixels for touching
 * are read once, from the first raster, and never replaced when a sharper one arrives: what a project senses must not
 * depend on how large its window is.
 */
export class Picture {
  /** Unique in this worker; painters keep their textures under it. */
  readonly key = nextKey++;
  readonly vector: boolean;
  /** Raster to draw; null for an empty or broken costume. */
  source: PictureSource | null;
  /** Raster pixels for each costume unit. */
  scale: number;
  /** The scale of the first raster. */
  readonly firstScale: number;
  /** When it was last drawn, `performance.now()`. */
  drawnAt = 0;
  /** Counts replaced rasters, so that painters know when to upload again. */
  revision = 0;
  /** The largest scale that was asked for, so that it is asked for once. */
  requestedScale: number;
  #read: (() => Pixels) | null;
  #pixels: Pixels | null = null;
  #hull: readonly number[] | null = null;

  constructor(source: PictureSource | null, scale: number, vector: boolean, read: (() => Pixels) | null) {
    this.source = source;
    this.scale = scale;
    this.requestedScale = scale;
    this.firstScale = scale;
    this.vector = vector;
    this.#read = read;
  }

  /** Another raster of the same vector drawing, mostly a sharper one. */
  sharpen(source: PictureSource, scale: number): void {
    // The first raster must have been read before it goes.
    void this.pixels;
    if (this.source && 'close' in this.source) this.source.close();
    this.source = source;
    this.scale = scale;
    this.revision++;
  }

  get pixels(): Pixels {
    if (!this.#pixels) {
      this.#pixels = this.#read?.() ?? EMPTY_PIXELS;
      this.#read = null;
    }
    return this.#pixels;
  }

  /** Corners of the convex hull of all visible pixels as `[u, v, ...]`; empty when nothing is visible. */
  get hull(): readonly number[] {
    return (this.#hull ??= convexHull(this.pixels));
  }
}

const EMPTY_PIXELS: Pixels = { width: 0, height: 0, data: new Uint8ClampedArray(0) };

/** Reads pixels back through a 2D canvas. */
export function readPixels(source: PictureSource): Pixels {
  const canvas = new OffscreenCanvas(source.width, source.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return EMPTY_PIXELS;
  context.drawImage(source, 0, 0);
  return context.getImageData(0, 0, source.width, source.height);
}

/** Andrew's monotone chain over the outermost visible pixels of each row. */
export function convexHull({ width, height, data }: Pixels): readonly number[] {
  const points: [number, number][] = [];
  for (let y = 0; y < height; y++) {
    const row = y * width * 4 + 3;
    let first = 0;
    while (first < width && data[row + first * 4] === 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (data[row + last * 4] === 0) last--;
    points.push([first, y], [first, y + 1], [last + 1, y], [last + 1, y + 1]);
  }
  if (points.length === 0) return [];
  if (points.length === height * 4 && isFull(points, width)) return UNIT_SQUARE;
  points.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const half = (source: Iterable<[number, number]>): [number, number][] => {
    const chain: [number, number][] = [];
    for (const p of source) {
      while (chain.length >= 2 && turn(chain[chain.length - 2]!, chain[chain.length - 1]!, p) <= 0) chain.pop();
      chain.push(p);
    }
    chain.pop();
    return chain;
  };
  const corners = [...half(points), ...half([...points].reverse())];
  return corners.flatMap(([x, y]) => [x / width, y / height]);
}

const turn = (o: readonly [number, number], a: readonly [number, number], b: readonly [number, number]): number =>
  (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);

const isFull = (points: readonly [number, number][], width: number): boolean =>
  points.every(([x], i) => x === (i % 4 < 2 ? 0 : width));
