import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cobsDecode, cobsEncode } from './cobs.ts';

const numRuns = process.env.PAPERKITE_DEEP ? 20_000 : 1000;
const bytes = fc.uint8Array({ maxLength: 700 });
const sparse = fc.array(fc.constantFrom(0, 1, 0xff), { maxLength: 700 }).map((list) => Uint8Array.from(list));

describe('byte stuffing', () => {
  it('knows the examples of its paper', () => {
    expect([...cobsEncode(Uint8Array.from([]))]).toEqual([1]);
    expect([...cobsEncode(Uint8Array.from([0]))]).toEqual([1, 1]);
    expect([...cobsEncode(Uint8Array.from([0x11, 0x22, 0, 0x33]))]).toEqual([3, 0x11, 0x22, 2, 0x33]);
    const run = Uint8Array.from({ length: 254 }, (_, i) => i + 1);
    expect([...cobsEncode(run)]).toEqual([0xff, ...run]);
    expect([...cobsEncode(Uint8Array.from([...run, 7]))]).toEqual([0xff, ...run, 2, 7]);
  });

  it('gives every sequence back, without a zero in between', () => {
    fc.assert(
      fc.property(fc.oneof(bytes, sparse), (input) => {
        const stuffed = cobsEncode(input);
        expect(stuffed.includes(0)).toBe(false);
        expect(stuffed.length).toBeLessThanOrEqual(input.length + 1 + Math.floor(input.length / 254));
        expect([...cobsDecode(stuffed)!]).toEqual([...input]);
      }),
      { numRuns },
    );
  });

  it('refuses or decodes anything, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(bytes, sparse), (input) => {
        const decoded = cobsDecode(input);
        if (decoded) expect(decoded.length).toBeLessThan(Math.max(1, input.length));
      }),
      { numRuns },
    );
    expect(cobsDecode(Uint8Array.from([5, 1, 2]))).toBe(null);
    expect(cobsDecode(Uint8Array.from([0]))).toBe(null);
  });
});
