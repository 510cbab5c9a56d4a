import { admitAsset, type AdmittedAsset } from './admit.ts';
import { isPictureFormat, type Asset } from './asset.ts';
import { pictureSize } from './picture-size.ts';
import { isWholePng } from './whole-png.ts';

/** What the stage takes of one vector picture. */
const MAX_BYTES = 8 * 1024 * 1024;
/** What all joined pictures of a file may take: a large picture may be named under ever other texts. */
const MAX_ALL_BYTES = 64 * 1024 * 1024;
/** What each is taken to have besides its bitmaps: there is an end to small ones, too. */
const BESIDES = 4096;
/** A screen four times as wide and high as the stage at double density has a fifth of it. */
const MAX_PIXELS = 16_000_000;

/**
 * Puts the texts of Scratch 1.4, which Scratch 2 keeps as pictures of their own, on the costumes below them. A bitmap and its
 * text become one vector picture of two bitmaps, since both may come in formats that only a browser can read.
 */
export class TextLayers {
  readonly #made = new Map<string, Promise<AdmittedAsset | undefined>>();
  #bytes = 0;

  /**
   * The base with the text over it, top left corners and pixels on each other, what reaches beyond the base cut off. One of its
   * units is `resolution` pixels. Undefined where the base is no bitmap, the text no whole PNG, or both together too large.
   */
  joined(base: AdmittedAsset, text: AdmittedAsset, resolution: number): Promise<AdmittedAsset | undefined> {
    const key = `${base.hash} ${text.hash} ${resolution}`;
    const known = this.#made.get(key) ?? this.#join(base, text, resolution);
    this.#made.set(key, known);
    return known;
  }

  async #join(base: AdmittedAsset, text: AdmittedAsset, resolution: number): Promise<AdmittedAsset | undefined> {
    const [below, above] = [bitmapSize(base), bitmapSize(text)];
    if (!below || !above || text.format !== 'png') return undefined;
    const length = BESIDES + Math.ceil((4 / 3) * (base.asset.bytes.length + text.asset.bytes.length));
    if (length > MAX_BYTES || this.#bytes + length > MAX_ALL_BYTES) return undefined;
    this.#bytes += length;
    if (!isWholePng(text.asset.bytes)) return undefined;
    const [width, height] = [below.width / resolution, below.height / resolution];
    const image = (size: Size, { bytes, mime }: Asset) =>
      `<image width="${size.width / resolution}" height="${size.height / resolution}" preserveAspectRatio="none" ` +
      `xlink:href="data:${mime};base64,${base64(bytes)}"/>`;
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}">${image(below, base.asset)}${image(above, text.asset)}</svg>`;
    const admitted = await admitAsset(new TextEncoder().encode(svg));
    return admitted.ok ? admitted.value : undefined;
  }
}

interface Size {
  width: number;
  height: number;
}

/** In pixels; undefined for what is no bitmap, or a huge one. */
function bitmapSize({ format, asset }: AdmittedAsset): Size | undefined {
  if (format === 'svg' || !isPictureFormat(format)) return undefined;
  const size = pictureSize(asset.bytes, format);
  return size && size.width * size.height <= MAX_PIXELS ? size : undefined;
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
