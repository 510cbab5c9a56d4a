import { isPictureFormat, pictureSize, sniffAsset } from '@paperkite/project';
import { Picture, readPixels, type DecodedAsset } from '../render/index.ts';
import type { ToWorker } from './protocol.ts';

/** Larger bitmaps are refused: one of 16,384 pixels a side takes a gigabyte. */
const MAX_BITMAP_TEXELS = 33_000_000;
/** What all bitmaps together may take at their full size: 256 MB, and as much again where sprites feel them. */
const ALL_BITMAP_TEXELS = 64_000_000;
/** What each gets at least: a stage, and a little more. */
const ENOUGH_BITMAP_TEXELS = 500_000;
/** What the sharp pictures of all vectors may take together. Those that were not shown for longest go back to their first. */
const ALL_SHARP_TEXELS = 64_000_000;
/** Milliseconds: what was shown within is not taken away. */
const IN_USE = 1000;

export interface WorkerPicturesOptions {
  /** A costume's file cannot be shown. */
  onRefused: (hash: string, why: 'too_large' | 'broken') => void;
  /** Asks for a vector at another size. */
  onWant: (hash: string, scale: number) => void;
}

/** The decoded costumes of this worker, by asset hash. */
export class WorkerPictures {
  readonly assets = new Map<string, DecodedAsset>();
  readonly #hashes = new Map<Picture, string>();
  readonly #options: WorkerPicturesOptions;
  #decoding: Promise<void>[] = [];
  #bitmapTexels = 0;

  constructor(options: WorkerPicturesOptions) {
    this.#options = options;
  }

  /** Resolves when every bitmap that came so far is decoded or refused. */
  async settled(): Promise<void> {
    const decoding = this.#decoding;
    this.#decoding = [];
    await Promise.all(decoding);
  }

  hashOf(picture: Picture): string | undefined {
    return this.#hashes.get(picture);
  }

  bitmap({ hash, bytes, mime }: Extract<ToWorker, { type: 'bitmap' }>): void {
    // Looked up before anybody spends memory on decoding.
    const file = new Uint8Array(bytes);
    const format = sniffAsset(file);
    const size = format && isPictureFormat(format) ? pictureSize(file, format) : undefined;
    if (!size) return this.#options.onRefused(hash, 'broken');
    const texels = size.width * size.height;
    if (texels > MAX_BITMAP_TEXELS) return this.#options.onRefused(hash, 'too_large');
    const allowed = Math.max(ENOUGH_BITMAP_TEXELS, ALL_BITMAP_TEXELS - this.#bitmapTexels);
    const shrink = Math.min(1, Math.sqrt(allowed / texels));
    this.#bitmapTexels += texels * shrink * shrink;
    this.#decoding.push(this.#decode(hash, new Blob([bytes], { type: mime }), size, shrink));
  }

  /** The first raster of a vector, or a sharper one. */
  raster({ hash, image, scale, width, height, originX, originY }: Extract<ToWorker, { type: 'raster' }>): void {
    const known = this.assets.get(hash);
    if (known && image) {
      known.picture.sharpen(image, scale);
      return this.#trim();
    }
    const picture = new Picture(image, scale, true, image && (() => readPixels(image)));
    this.#keep(hash, { picture, width, height, originX, originY });
  }

  async #decode(hash: string, file: Blob, size: { width: number; height: number }, shrink: number): Promise<void> {
    try {
      const image = await createImageBitmap(
        file,
        shrink < 1 ? { resizeWidth: Math.max(1, Math.round(size.width * shrink)), resizeQuality: 'high' } : {},
      );
      const picture = new Picture(image, 1, false, () => readPixels(image));
      this.#keep(hash, { picture, width: size.width, height: size.height, originX: 0, originY: 0 });
    } catch {
      // Not an image after all: the costume is empty, the project runs.
      this.#options.onRefused(hash, 'broken');
    }
  }

  /** Keeps the sharp pictures of vectors within their share of memory. */
  #trim(): void {
    const sharp = [...this.#hashes].filter(([picture]) => picture.vector && picture.scale > picture.firstScale);
    let texels = sharp.reduce((sum, [{ source }]) => sum + (source ? source.width * source.height : 0), 0);
    for (const [picture, hash] of sharp.sort(([a], [b]) => a.drawnAt - b.drawnAt)) {
      if (texels <= ALL_SHARP_TEXELS || performance.now() - picture.drawnAt < IN_USE) return;
      texels -= picture.source!.width * picture.source!.height;
      picture.requestedScale = picture.firstScale;
      this.#options.onWant(hash, picture.firstScale);
    }
  }

  #keep(hash: string, asset: DecodedAsset): void {
    this.assets.set(hash, asset);
    this.#hashes.set(asset.picture, hash);
  }
}
