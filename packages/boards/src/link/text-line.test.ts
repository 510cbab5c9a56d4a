import { seededRandom } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disturb } from './noise.ts';
import { decodeLine, encodeLine, LineReader } from './text-line.ts';

const numRuns = process.env.PAPERKITE_DEEP ? 10_000 : 500;
const field = fc.string({ unit: fc.constantFrom(...'abcXYZ019-=.%*~'), minLength: 1, maxLength: 12 });
const fields = fc.array(field, { minLength: 1, maxLength: 6 });

describe('lines of the link', () => {
  it('are what docs/guides/board-link.md says', () => {
    expect(new TextDecoder().decode(encodeLine(['w', 1, 'P0', 1]))).toBe('~w 1 P0 1*2d9465\n');
    expect(decodeLine('~w 1 P0 1*2d9465  \r')).toEqual(['w', '1', 'P0', '1']);
    expect(decodeLine('~w 1 P0 0*2d9465')).toBe(null);
    expect(decodeLine('hello')).toBe(null);
  });

  it('come back among other text, however they are cut', () => {
    fc.assert(
      fc.property(fc.array(fields), fc.integer({ min: 1, max: 50 }), (lines, cut) => {
        const stream = lines.flatMap((line) => [...new TextEncoder().encode('other text\n'), ...encodeLine(line)]);
        const reader = new LineReader();
        const got: string[][] = [];
        for (let at = 0; at < stream.length; at += cut)
          got.push(...reader.push(Uint8Array.from(stream.slice(at, at + cut))));
        expect(got).toEqual(lines);
        expect(reader.damaged).toBe(0);
      }),
      { numRuns },
    );
  });

  it('are never accepted damaged where one byte in a hundred is changed or lost', () => {
    const count = process.env.PAPERKITE_DEEP ? 1_000_000 : 20_000;
    const random = seededRandom(20_261_122);
    const reader = new LineReader();
    const sent = new Map<string, string>();
    let [whole, wrong] = [0, 0];
    for (let i = 0; i < count; i++) {
      const value = (): number => Math.round((random.next() - 0.5) * 4000);
      const line = ['S', i & 255, i * 20, `ax=${value()}`, `ay=${value()}`, `az=${value()}`];
      sent.set(String(i * 20), line.join(' '));
      sent.delete(String((i - 100) * 20));
      for (const got of reader.push(disturb(encodeLine(line), random, 0.01))) {
        if (sent.get(got[2]!) === got.join(' ')) whole++;
        else wrong++;
      }
    }
    expect(wrong).toBe(0);
    expect(whole / count).toBeGreaterThan(0.5);
  });
});
