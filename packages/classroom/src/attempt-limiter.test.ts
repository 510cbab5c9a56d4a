import { manualClock } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptLimiter, PIN_REST, restAfter } from './index.ts';

describe('the attempt limiter', () => {
  const policy = { attempts: 5, windowMs: 60_000 };

  it('allows so many at once, then one for each share of the window', () => {
    const clock = manualClock(1_000_000);
    const limiter = attemptLimiter(policy, clock);
    for (let i = 0; i < 5; i++) {
      expect(limiter.waitMs('seat')).toBe(0);
      limiter.record('seat');
    }
    expect(limiter.waitMs('seat')).toBe(12_000);
    clock.advance(11_999);
    expect(limiter.waitMs('seat')).toBe(1);
    clock.advance(1);
    expect(limiter.waitMs('seat')).toBe(0);
    limiter.record('seat');
    expect(limiter.waitMs('seat')).toBe(12_000);
  });

  it('counts each key by itself', () => {
    const limiter = attemptLimiter(policy, manualClock());
    for (let i = 0; i < 5; i++) limiter.record('seat of Lin');
    expect(limiter.waitMs('seat of Lin')).toBeGreaterThan(0);
    expect(limiter.waitMs('seat of Wei')).toBe(0);
  });

  it('forgets after a success, and is full again after the window', () => {
    const clock = manualClock();
    const limiter = attemptLimiter(policy, clock);
    for (let i = 0; i < 9; i++) limiter.record('a');
    clock.advance(60_000);
    for (let i = 0; i < 5; i++) {
      expect(limiter.waitMs('a')).toBe(0);
      limiter.record('a');
    }
    limiter.forget('a');
    expect(limiter.waitMs('a')).toBe(0);
  });

  it('does not hand out attempts when the clock is set back', () => {
    const clock = manualClock(1_000_000);
    const limiter = attemptLimiter(policy, clock);
    for (let i = 0; i < 5; i++) limiter.record('a');
    clock.set(0);
    expect(limiter.waitMs('a')).toBe(12_000);
    limiter.record('a');
    clock.set(1_000_000);
    expect(limiter.waitMs('a')).toBe(12_000);
  });

  it('keeps its memory bounded, and under a flood forgets the longest unused first', () => {
    const clock = manualClock();
    const limiter = attemptLimiter(policy, clock);
    for (let i = 0; i < 5; i++) limiter.record('oldest');
    for (let i = 0; i < 100_000; i++) {
      limiter.record(`flood ${i}`);
      if (i === 99_000) for (let n = 0; n < 5; n++) limiter.record('recent');
    }
    expect(limiter.waitMs('oldest')).toBe(0);
    expect(limiter.waitMs('recent')).toBeGreaterThan(0);
  });

  it('never allows more than the bucket and its refill, at any pace', () => {
    const pace = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(pace, (pauses) => {
        const clock = manualClock();
        const limiter = attemptLimiter(policy, clock);
        let allowed = 0;
        for (const pause of pauses) {
          clock.advance(pause);
          if (limiter.waitMs('a') > 0) continue;
          limiter.record('a');
          allowed++;
        }
        expect(allowed).toBeLessThanOrEqual(policy.attempts + (clock.now() / policy.windowMs) * policy.attempts + 1e-6);
      }),
    );
  });

  it('lets a seat rest after every fifth wrong PIN, twice as long each time, an hour at most', () => {
    const rests = Array.from({ length: 50 }, (_, i) => restAfter(i + 1) / 60_000);
    expect(rests.filter((minutes) => minutes > 0)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    expect(rests.findIndex((minutes) => minutes > 0) + 1).toBe(PIN_REST.every);
    expect(restAfter(0)).toBe(0);
  });
});
