import { zonedDays } from '@paperkite/contest';

/** The last instant of a day as a form sends it (`2026-12-01`), in a zone; undefined when there is no such day. */
export function endOfDay(date: string, tz: string): Date | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return undefined;
  const parsed = new Date(date);
  // 30 February is read as 2 March.
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)) return undefined;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return new Date(zonedDays(tz).endOfDay(day));
}

/** A day so many days from an instant, in a zone, as date fields want it: `2026-12-01`. */
export const dayFrom = (now: number, days: number, tz: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: tz, dateStyle: 'short' }).format(new Date(now + days * 86_400_000));
