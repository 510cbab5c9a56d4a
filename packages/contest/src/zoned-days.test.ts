import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarDay, isTimeZone, zonedDays } from './zoned-days.ts';

const iso = (instant: number) => new Date(instant).toISOString();
const day = (text: string) => {
  const [year, month, date] = text.split('-').map(Number);
  return { year: year!, month: month!, day: date! };
};

describe('the days of a zone', () => {
  it('ends a day in Shanghai at 23:59:59.999 there, which is 15:59:59.999 in Greenwich', () => {
    const days = zonedDays('Asia/Shanghai');
    expect(iso(days.startOfDay(day('2024-06-01')))).toBe('2024-05-31T16:00:00.000Z');
    expect(iso(days.endOfDay(day('2024-09-30')))).toBe('2024-09-30T15:59:59.999Z');
    expect(iso(days.at(day('2024-09-30'), 17, 30))).toBe('2024-09-30T09:30:00.000Z');
  });

  it('follows daylight saving: a day in New York has 23 hours in March and 25 in November', () => {
    const days = zonedDays('America/New_York');
    const hours = (text: string) => (days.endOfDay(day(text)) + 1 - days.startOfDay(day(text))) / 3_600_000;
    expect([hours('2024-03-10'), hours('2024-07-01'), hours('2024-11-03')]).toEqual([23, 24, 25]);
  });

  it('starts a day after the gap where the clock skips midnight, and ends it at the later midnight where it repeats', () => {
    const saoPaulo = zonedDays('America/Sao_Paulo');
    expect(iso(saoPaulo.startOfDay(day('2018-11-04')))).toBe('2018-11-04T03:00:00.000Z');
    expect(iso(saoPaulo.endOfDay(day('2018-02-17')))).toBe('2018-02-18T02:59:59.999Z');
  });

  it('survives a day that a zone left out (Samoa, 30 December 2011)', () => {
    const apia = zonedDays('Pacific/Apia');
    expect(iso(apia.startOfDay(day('2011-12-30')))).toBe('2011-12-30T10:00:00.000Z');
    expect(iso(apia.endOfDay(day('2011-12-29')))).toBe('2011-12-30T09:59:59.999Z');
  });

  it('knows zones and calendar days', () => {
    expect([isTimeZone('Asia/Urumqi'), isTimeZone('Asia/Nowhere')]).toEqual([true, false]);
    expect([isCalendarDay(day('2024-02-29')), isCalendarDay(day('2023-02-29'))]).toEqual([true, false]);
  });

  it('shows the named day at both ends of it, in any zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const runs = process.env['PAPERKITE_DEEP'] ? 5000 : 300;
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 7305, max: 25567 }), (zone, epochDay) => {
        const date = new Date(epochDay * 86_400_000);
        const named = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
        const days = zonedDays(zone);
        const [start, end] = [days.startOfDay(named), days.endOfDay(named)];
        fc.pre(end > start); // a day that the zone left out
        const shown = (instant: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant);
        const name = iso(date.getTime()).slice(0, 10);
        expect([shown(start), shown(end)]).toEqual([name, name]);
        expect(end - start).toBeGreaterThan(21 * 3_600_000);
      }),
      { numRuns: runs },
    );
  });
});
