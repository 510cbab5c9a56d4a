import { describe, expect, it } from 'vitest';
import { presenceOf, type PresenceSignals } from './index.ts';

const MINUTE = 60_000;
const now = 100 * MINUTE;
const quiet: PresenceSignals = { connected: true, lastEditAt: null, runs: [], handRaisedAt: null, handedInAt: null };
const ago = (minutes: number) => now - minutes * MINUTE;
const run = (minutes: number, failed = false) => ({ at: ago(minutes), failed });
const state = (signals: Partial<PresenceSignals>) => presenceOf({ ...quiet, ...signals }, now).state;

describe('a tile of the class wall', () => {
  it('shows who works: an edit or a run in the last two minutes', () => {
    expect(state({ lastEditAt: ago(1) })).toBe('working');
    expect(state({ lastEditAt: ago(10), runs: [run(1)] })).toBe('working');
    expect(state({ lastEditAt: ago(2) })).toBe('idle');
    expect(state({})).toBe('idle');
  });

  it('says since when', () => {
    expect(presenceOf({ ...quiet, lastEditAt: ago(9), runs: [run(6)] }, now)).toEqual({ state: 'idle', since: ago(6) });
    expect(presenceOf(quiet, now)).toEqual({ state: 'idle', since: null });
  });

  it('shows who is stuck: one failure after another, or the same program again and again', () => {
    const failing = [run(4, true), run(3, true), run(1, true)];
    expect(presenceOf({ ...quiet, lastEditAt: ago(1), runs: failing }, now)).toEqual({ state: 'stuck', since: ago(4) });
    expect(state({ lastEditAt: ago(4), runs: [3, 2.5, 2, 1.5, 1, 0.5].map((m) => run(m)) })).toBe('stuck');
  });

  it('does not call stuck who got it to run, keeps changing it, or failed long ago', () => {
    expect(state({ lastEditAt: ago(1), runs: [run(4, true), run(3, true), run(2), run(1, true)] })).toBe('working');
    expect(state({ lastEditAt: ago(0.1), runs: [3, 2.5, 2, 1.5, 1, 0.5].map((m) => run(m)) })).toBe('working');
    expect(state({ lastEditAt: ago(1), runs: [run(30, true), run(29, true), run(28, true)] })).toBe('working');
  });

  it('shows a raised hand before everything else', () => {
    const failing = [run(4, true), run(3, true), run(1, true)];
    expect(state({ handRaisedAt: ago(1), runs: failing, handedInAt: ago(3) })).toBe('hand_up');
    expect(state({ handRaisedAt: ago(1), connected: false })).toBe('hand_up');
    expect(state({ handRaisedAt: ago(11), connected: false })).toBe('away');
  });

  it('shows handed in until the next edit, on the page or off it', () => {
    expect(state({ handedInAt: ago(5), lastEditAt: ago(6) })).toBe('handed_in');
    expect(state({ handedInAt: ago(5), lastEditAt: ago(6), connected: false })).toBe('handed_in');
    expect(state({ handedInAt: ago(5), lastEditAt: ago(1) })).toBe('working');
  });

  it('shows who left', () => expect(state({ connected: false, lastEditAt: ago(1) })).toBe('away'));
});
