import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoardTime } from './board-time.ts';

const numRuns = process.env.PAPERKITE_DEEP ? 10_000 : 500;
const WRAP = 2 ** 32;

describe("a board's time", () => {
  it('goes on over any number of wraps', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: WRAP - 1 }), steps, (first, steps) => {
        const time = new BoardTime(first);
        let passed = 0;
        for (const step of steps) {
          passed += step;
          expect(time.at((first + passed) % WRAP)).toBe(passed);
        }
      }),
      { numRuns },
    );
  });

  it('counts a late stamp back, and no further stamp from it', () => {
    const time = new BoardTime(WRAP - 10);
    expect([time.at(20), time.at(WRAP - 1), time.at(30)]).toEqual([30, 9, 40]);
  });
});
