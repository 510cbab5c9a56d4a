import { describe, expect, it } from 'vitest';
import { isUuid, manualClock, newLocalId, newUuid, seededRandom } from './index.ts';

describe('kernel', () => {
  it('makes UUIDs that sort by the time they were made', () => {
    const early = newUuid(1_000_000);
    const late = newUuid(1_000_001);
    expect(isUuid(early)).toBe(true);
    expect(early < late).toBe(true);
    expect(early[14]).toBe('7');
  });

  it('makes local ids that do not repeat', () => {
    expect(new Set(Array.from({ length: 1000 }, newLocalId)).size).toBe(1000);
  });

  it('replays the same random numbers from the same seed', () => {
    const [a, b] = [seededRandom(7), seededRandom(7)];
    expect(Array.from({ length: 5 }, () => a.next())).toEqual(Array.from({ length: 5 }, () => b.next()));
  });

  it('moves a manual clock only when told', () => {
    const clock = manualClock(5);
    clock.advance(10);
    expect(clock.now()).toBe(15);
  });
});
