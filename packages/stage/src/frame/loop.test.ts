import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startLoop } from './loop.ts';

describe('the loop of frames', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('steps as often as the frame rate says, and follows when it changes', () => {
    let perSecond = 30;
    let steps = 0;
    const stop = startLoop(
      () => steps++,
      () => 1000 / perSecond,
    );
    vi.advanceTimersByTime(10_000);
    expect(Math.abs(steps - 300)).toBeLessThan(12);
    steps = 0;
    perSecond = 60;
    vi.advanceTimersByTime(10_000);
    expect(Math.abs(steps - 600)).toBeLessThan(40);
    stop();
    steps = 0;
    vi.advanceTimersByTime(1000);
    expect(steps).toBe(0);
  });

  it('goes on after a step that throws, and does not leap after a rest', () => {
    let steps = 0;
    const stop = startLoop(
      () => {
        if (++steps === 2) throw new Error('a fault of ours');
      },
      () => 1000 / 30,
    );
    expect(() => vi.advanceTimersByTime(40)).toThrow('a fault of ours');
    vi.setSystemTime(Date.now() + 60_000);
    const before = steps;
    vi.advanceTimersByTime(1000);
    expect(steps - before).toBeGreaterThan(20);
    expect(steps - before).toBeLessThan(34);
    stop();
  });
});
