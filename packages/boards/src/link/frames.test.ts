import { seededRandom } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameReader, type Frame } from './frames.ts';
import { disturb } from './noise.ts';

const numRuns = process.env.PAPERKITE_DEEP ? 10_000 : 500;
const frame = fc.record({
  type: fc.nat(255),
  number: fc.nat(255),
  payload: fc.uint8Array({ maxLength: 23 }),
});
const plain = ({ type, number, payload }: Frame): unknown[] => [type, number, ...payload];

describe('frames', () => {
  it('come back from any cutting of the stream, with junk before the first', () => {
    fc.assert(
      fc.property(
        fc.array(frame),
        fc.uint8Array({ maxLength: 200 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        (frames, junk, cuts) => {
          const stream = Uint8Array.from([...junk, 0, ...frames.flatMap((f) => [...encodeFrame(f)])]);
          const reader = new FrameReader();
          const got: Frame[] = [];
          for (let at = 0; at < stream.length;) {
            const length = cuts.next().value as number;
            got.push(...reader.push(stream.subarray(at, at + length)));
            at += length;
          }
          expect(got.map(plain)).toEqual(frames.map(plain));
        },
      ),
      { numRuns },
    );
  });

  it('is found again after something endless', () => {
    const reader = new FrameReader();
    expect(reader.push(new Uint8Array(10_000).fill(7))).toEqual([]);
    const hello = { type: 1, number: 2, payload: Uint8Array.from([3]) };
    expect(reader.push(Uint8Array.from([0, ...encodeFrame(hello)])).map(plain)).toEqual([[1, 2, 3]]);
  });

  it('accepts no damaged frame where one byte in a hundred is changed or lost', () => {
    const count = process.env.PAPERKITE_DEEP ? 1_000_000 : 20_000;
    const random = seededRandom(20_261_122);
    const reader = new FrameReader();
    const sent = new Map<number, string>();
    let [whole, wrong] = [0, 0];
    for (let i = 0; i < count; i++) {
      // A sample of six inputs as the board sends it; its first bytes say which one it is.
      const payload = Uint8Array.from({ length: 12 }, (_, at) =>
        at < 4 ? i >>> (8 * at) : Math.floor(random.next() * 256),
      );
      const original = { type: 0xbf, number: i & 0xff, payload };
      sent.set(i, plain(original).join());
      sent.delete(i - 100);
      for (const got of reader.push(disturb(encodeFrame(original), random, 0.01))) {
        const index = got.payload[0]! | (got.payload[1]! << 8) | (got.payload[2]! << 16) | (got.payload[3]! << 24);
        if (sent.get(index) === plain(got).join()) whole++;
        else wrong++;
        sent.delete(index);
      }
    }
    expect(wrong).toBe(0);
    // Frames are 20 bytes long, and a lost zero costs the next frame, too.
    expect(whole / count).toBeGreaterThan(0.75);
    expect(whole / count).toBeLessThan(0.85);
    expect(reader.damaged).toBeGreaterThan(count * 0.1);
  });
});
