import { describe, expect, it } from 'vitest';
import { countHandout, handoutState, seatsWithoutCopy, type HandoutCopy } from './index.ts';

const handout = { id: 'h', class: 'c', snapshot: 'a'.repeat(64), handedOutAt: 0, dueAt: 100 };
const copy = (more: Partial<HandoutCopy> = {}): HandoutCopy => ({
  seat: 's1',
  project: 'p1',
  lastEditAt: null,
  handedInAt: null,
  ...more,
});

describe('a handout', () => {
  it('makes one copy for each seat, however often it is handed out, also for who comes late', () => {
    expect(seatsWithoutCopy(['s1', 's2', 's3', 's2'], [copy()])).toEqual(['s2', 's3']);
    expect(seatsWithoutCopy(['s1'], [copy()])).toEqual([]);
  });

  it('knows how far each pupil is', () => {
    expect(handoutState(handout, null, 50)).toBe('not_started');
    expect(handoutState(handout, copy(), 50)).toBe('not_started');
    expect(handoutState(handout, copy({ lastEditAt: 10 }), 50)).toBe('in_progress');
    expect(handoutState(handout, copy({ lastEditAt: 10 }), 101)).toBe('overdue');
    expect(handoutState(handout, copy({ lastEditAt: 10, handedInAt: 100 }), 500)).toBe('handed_in');
    expect(handoutState(handout, copy({ lastEditAt: 10, handedInAt: 101 }), 500)).toBe('handed_in_late');
    expect(handoutState(handout, copy({ lastEditAt: 60, handedInAt: 50 }), 70)).toBe('changed');
    expect(handoutState({ ...handout, dueAt: null }, copy(), 1e9)).toBe('not_started');
  });

  it('counts the class', () => {
    const copies = [copy({ handedInAt: 20 }), copy({ seat: 's2', lastEditAt: 5 })];
    expect(countHandout(handout, ['s1', 's2', 's3'], copies, 50)).toMatchObject({
      handed_in: 1,
      in_progress: 1,
      not_started: 1,
      overdue: 0,
    });
  });
});
