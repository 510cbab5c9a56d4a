const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Date and time as the reader's language writes them; contests live on the clock of their time zone, not the device's. */
export const dateText = (date: Date, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23', timeZone }).format(date);

/**
 * How long until `date`: "3天后" / "in 3 days", always rounded down so that nobody counts on time they do not have.
 * `soon` within three days. Undefined once it has passed.
 */
export function timeUntil(date: Date, now: Date, locale: string): { text: string; soon: boolean } | undefined {
  const left = date.getTime() - now.getTime();
  if (left <= 0) return undefined;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const soon = left <= 3 * DAY;
  if (left >= DAY) return { text: format.format(Math.floor(left / DAY), 'day'), soon };
  if (left >= HOUR) return { text: format.format(Math.floor(left / HOUR), 'hour'), soon };
  return { text: format.format(Math.max(1, Math.floor(left / MINUTE)), 'minute'), soon };
}
