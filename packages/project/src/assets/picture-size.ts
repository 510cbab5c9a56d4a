import type { Costume } from '../document.ts';

/** Width and height in the picture's own pixels (SVG: user units). Undefined when the header does not say. */
export function pictureSize(
  bytes: Uint8Array,
  format: Costume['format'],
): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = READERS[format](view, bytes);
    return size && size[0] > 0 && size[1] > 0 ? { width: size[0], height: size[1] } : undefined;
  } catch (error) {
    // Reading past the end of a cut-off header.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Size = [width: number, height: number];

const READERS: Record<Costume['format'], (view: DataView, bytes: Uint8Array) => Size | undefined> = {
  png: (view) => [view.getUint32(16), view.getUint32(20)],
  gif: (view) => [view.getUint16(6, true), view.getUint16(8, true)],
  // Height is negative in bitmaps that start with the top row.
  bmp: (view) => [view.getInt32(18, true), Math.abs(view.getInt32(22, true))],
  jpg: jpegSize,
  svg: (_, bytes) => svgSize(new TextDecoder().decode(bytes)),
};

/** The first start-of-frame marker (C0..CF but for C4, C8, CC) holds the size. @see ITU T.81, B.2.2 */
function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; at + 9 < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    }
  }
  return undefined;
}

function svgSize(text: string): Size | undefined {
  const tag = /<(?:\w+:)?svg\b[^>]*>/.exec(text)?.[0];
  if (tag === undefined) return undefined;
  const length = (name: string) =>
    Number(new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`).exec(tag)?.[1]);
  const [width, height] = [length('width'), length('height')];
  if (width > 0 && height > 0) return [width, height];
  const box = /\sviewBox\s*=\s*["']([^"']*)["']/.exec(tag)?.[1];
  const [, , boxWidth = 0, boxHeight = 0] =
    box
      ?.trim()
      .split(/[\s,]+/)
      .map(Number) ?? [];
  return boxWidth > 0 && boxHeight > 0 ? [boxWidth, boxHeight] : undefined;
}
