import { isPictureFormat, pictureSize, sniffAsset } from '@paperkite/project';
import { Picture, readPixels, type DecodedAsset } from '../render/index.ts';
import type { ToWorker } from './protocol.ts';

/** Larger bitmaps are refused: one of 16,384 pixels a side takes a gigabyte. */
const MAX_BITMAP_TEXELS = 33_000_000;

/** The decoded costumes of this worker, by asset hash. */
export class WorkerPictures {
  readonly assets = new Map<string, DecodedAsset>();
  readonly #hashes = new Map<Picture, string>();
  #decoding: Promise<void>[] = [];

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
    if (!size || size.width * size.height > MAX_BITMAP_TEXELS) return;
    this.#decoding.push(this.#decode(hash, new Blob([bytes], { type: mime })));
  }

  /** The first raster of a vector, or a sharper one. */
  raster({ hash, image, scale, width, height, originX, originY }: Extract<ToWorker, { type: 'raster' }>): void {
    const known = this.assets.get(hash);
    if (known && image) return known.picture.sharpen(image, scale);
    const picture = new Picture(image, scale, true, image && (() => readPixels(image)));
    this.#keep(hash, { picture, width, height, originX, originY });
  }

  async #decode(hash: string, file: Blob): Promise<void> {
    try {
      const image = await createImageBitmap(file);
      const picture = new Picture(image, 1, false, () => readPixels(image));
      this.#keep(hash, { picture, width: image.width, height: image.height, originX: 0, originY: 0 });
    } catch {
      // Not an image after all: the costume is empty, the project runs.
    }
  }

  #keep(hash: string, asset: DecodedAsset): void {
    this.assets.set(hash, asset);
    this.#hashes.set(asset.picture, hash);
  }
}
