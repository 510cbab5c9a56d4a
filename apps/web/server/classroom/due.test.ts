import { expect, it } from 'vitest';
import { dueAtOf } from './due.ts';

const NOON = Date.parse('2026-12-01T04:00:00Z');

it('today is still in time, until it ends', () => {
  expect(dueAtOf('2026-12-01', NOON)).toEqual({ ok: true, value: new Date('2026-12-01T15:59:59.999Z') });
  expect(dueAtOf(null, NOON)).toEqual({ ok: true, value: null });
});

it('what is over, or no day at all, is refused', () => {
  for (const day of ['2026-11-30', '2026-02-30', 'soon', ''])
    expect(dueAtOf(day, NOON)).toMatchObject({ ok: false, error: { code: 'due_past' } });
});
