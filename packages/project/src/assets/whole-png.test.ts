import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../test/arbitrary-project.ts';
import { pngChunk } from '../../test/png.ts';
import { isWholePng } from './whole-png.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

const png = (...chunks: Buffer[]): Uint8Array => new Uint8Array(Buffer.concat([SIGNATURE, ...chunks]));

/** Three grey pixels in a row. */
const HEADER = pngChunk('IHDR', Buffer.from('00000003000000010800000000', 'hex'));
const PIXELS = pngChunk('IDAT', deflateSync(Buffer.from([0, 1, 2, 3])));
const END = pngChunk('IEND');
const WHOLE = png(HEADER, pngChunk('tEXt', Buffer.from('Title\0kite')), PIXELS, END);

describe('a PNG', () => {
  it('is whole with a header, pixels and an end, whatever is between them or follows', () => {
    expect(isWholePng(WHOLE)).toBe(true);
    expect(isWholePng(png(HEADER, PIXELS, PIXELS, END))).toBe(true);
    expect(isWholePng(png(HEADER, PIXELS, END, Buffer.from('more')))).toBe(true);
    // Inside a larger buffer, as in an archive.
    expect(isWholePng(new Uint8Array([9, 9, 9, ...WHOLE, 9]).subarray(3, -1))).toBe(true);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a signature', png()],
    ['no header', png(PIXELS, END)],
    ['a late header', png(pngChunk('tEXt'), HEADER, PIXELS, END)],
    ['two headers', png(HEADER, HEADER, PIXELS, END)],
    ['no pixels', png(HEADER, END)],
    ['no end', png(HEADER, PIXELS)],
  ])('is not whole: %s', (_, bytes) => {
    expect(isWholePng(bytes)).toBe(false);
  });

  it('is not whole cut off anywhere, nor with any bit turned over', () => {
    for (let length = 0; length < WHOLE.length; length++) expect(isWholePng(WHOLE.subarray(0, length))).toBe(false);
    for (let bit = 0; bit < WHOLE.length * 8; bit++) {
      const turned = WHOLE.slice();
      turned[bit >> 3]! ^= 1 << (bit & 7);
      expect(isWholePng(turned), `bit ${bit}`).toBe(false);
    }
  });

  it('is refused, not thrown at, however it is damaged', () => {
    const place = fc.nat(WHOLE.length - 1);
    const damage = fc.record({ at: place, removed: fc.nat(12), put: fc.uint8Array({ maxLength: 12 }) });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        let bytes: Uint8Array = WHOLE;
        for (const { at, removed, put } of damages)
          bytes = new Uint8Array([...bytes.subarray(0, at), ...put, ...bytes.subarray(at + removed)]);
        expect(typeof isWholePng(bytes)).toBe('boolean');
      }),
      runs(20_000, 500),
    );
  });
});
