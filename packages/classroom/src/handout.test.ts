import { describe, expect, it } from 'vitest';
import { handoutState, type HandoutCopy } from './index.ts';

const handout = { id: 'h', class: 'c', snapshot: 'a'.repeat(64), handedOutAt: 0, dueAt: 100 };
const copy = (more: Partial<HandoutCopy> = {}): HandoutCopy => ({
  seat: 's1',
  project: 'p1',
  lastEditAt: null,
  handedInAt: null,
  ...more,
});

describe('a handout', () => {
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
});
