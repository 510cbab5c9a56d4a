import { expect, it } from 'vitest';
import { dayFrom, endOfDay } from './calendar-days.ts';

it('a day ends at its last millisecond in its zone', () => {
  expect(endOfDay('2026-12-01', 'Asia/Shanghai')).toEqual(new Date('2026-12-01T15:59:59.999Z'));
  for (const bad of ['', '2026-13-41', '1.12.2026', '2026-02-30'])
    expect(endOfDay(bad, 'Asia/Shanghai')).toBeUndefined();
});

it('what day it is depends on the zone', () => {
  const evening = Date.parse('2026-12-31T16:00:00Z');
  expect([dayFrom(evening, 0, 'Asia/Shanghai'), dayFrom(evening, 0, 'UTC')]).toEqual(['2027-01-01', '2026-12-31']);
});
