import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PATIENCE, runs } from '../../test/arbitrary-project.ts';
import { inflateExactly } from './inflate.ts';

const outcome = (packed: Uint8Array, size: number) => inflateExactly(packed, size).catch(() => 'thrown' as const);

describe('inflating to a promised size', () => {
  // Both below and above the size from which the platform inflates.
  it.each([1_000, 300_000])(
    'gives back %d bytes, and nothing when another size was promised',
    async (most) => {
      await fc.assert(
        fc.asyncProperty(fc.nat(most), fc.nat(255), async (size, step) => {
          const bytes = Uint8Array.from({ length: most + size }, (_, i) => (i * step) >> 3);
          const packed = deflateSync(bytes);
          expect(await inflateExactly(packed, bytes.length)).toEqual(bytes);
          expect(await outcome(packed, bytes.length - 1)).toBeUndefined();
          expect(await outcome(packed, bytes.length + 1)).toBeUndefined();
        }),
        runs(500, 20),
      );
    },
    PATIENCE,
  );

  it('throws or gives nothing for data that is cut off or damaged, large or small', async () => {
    for (const size of [1_000, 300_000]) {
      const packed = deflateSync(Uint8Array.from({ length: size }, (_, i) => (i * i) >> 5));
      expect([undefined, 'thrown']).toContain(await outcome(packed.subarray(0, packed.length / 2), size));
      expect([undefined, 'thrown']).toContain(
        await outcome(
          packed.map((byte, i) => (i % 7 ? byte : ~byte)),
          size,
        ),
      );
    }
  });
});
