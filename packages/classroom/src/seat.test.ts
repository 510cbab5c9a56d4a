import { expect, it } from 'vitest';
import { seatState } from './index.ts';

it('a seat is ready, wants a PIN, rests, or is removed', () => {
  const seat = { removedAt: null, hasPin: true, lockedUntil: null };
  expect(seatState(seat, 100)).toBe('ready');
  expect(seatState({ ...seat, hasPin: false }, 100)).toBe('needs_pin');
  expect(seatState({ ...seat, lockedUntil: 101 }, 100)).toBe('locked');
  expect(seatState({ ...seat, lockedUntil: 100 }, 100)).toBe('ready');
  expect(seatState({ removedAt: 50, hasPin: false, lockedUntil: 101 }, 100)).toBe('removed');
});
