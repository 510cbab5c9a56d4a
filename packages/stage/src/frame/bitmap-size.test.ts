import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapSize } from './bitmap-size.ts';

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from([...values, ...new Array(40).fill(0)]).buffer;

describe('the size of a bitmap', () => {
  it.each([
    [
      'PNG',
      bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 3, 192, 0, 0, 2, 208),
      960,
      720,
    ],
    ['GIF', bytes(0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 16, 0, 32, 0), 16, 32],
    ['JPEG', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 1, 0, 2, 0), 512, 256],
    ['BMP', bytes(0x42, 0x4d, ...new Array(16).fill(0), 10, 0, 0, 0, 246, 255, 255, 255), 10, 10],
  ])('is read from a %s header', (_name, file, width, height) => {
    expect(bitmapSize(file)).toEqual({ width, height });
  });

  it('is unknown for other files, and asking never throws or hangs', () => {
    expect(bitmapSize(new TextEncoder().encode('<svg/>').buffer)).toBeNull();
    const jpegLike = fc.uint8Array({ maxLength: 300 }).map((tail) => Uint8Array.from([0xff, 0xd8, ...tail]).buffer);
    const any = fc.uint8Array({ maxLength: 100 }).map((all) => new Uint8Array(all).buffer);
    fc.assert(
      fc.property(fc.oneof(jpegLike, any), (file) => void bitmapSize(file)),
      {
        numRuns: process.env.PAPERKITE_DEEP ? 100_000 : 2_000,
      },
    );
  });
});
