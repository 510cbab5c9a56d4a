/** The days of one time zone as instants (milliseconds since the Unix epoch), from the platform's own zone database. */
export interface ZonedDays {
  /** First instant of a calendar day; where the clock skips midnight, the instant after the gap. */
  startOfDay(day: CalendarDay): number;
  /** Last millisecond of a calendar day, 23:59:59.999: the one before the next day starts, so that no instant is lost. */
  endOfDay(day: CalendarDay): number;
  /** The instant of a time on a day; the earlier one where the clock shows it twice, the end of the gap where never. */
  at(day: CalendarDay, hour: number, minute: number): number;
}

/** A day of the Gregorian calendar; `month` is 1..12. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const HOUR = 3_600_000;

/** Whether the platform knows a zone by this IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether the calendar has such a day (30 February does not exist). */
export function isCalendarDay({ year, month, day }: CalendarDay): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Converts calendar days of an IANA zone to instants without a date library: the notices say "before 30 September", and
 * that means the whole of that day in the zone of the activity, whatever zone the server or the child's laptop is in.
 * @see S1-R19
 */
export function zonedDays(timeZone: string): ZonedDays {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });

  /** What the wall clock shows at an instant, written as if it were UTC; milliseconds are the same in every zone. */
  const wall = (instant: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const ms = ((instant % 1000) + 1000) % 1000;
    return Date.UTC(
      part['year']!,
      part['month']! - 1,
      part['day']!,
      part['hour']!,
      part['minute']!,
      part['second']!,
      ms,
    );
  };

  /** The instants at which the wall clock shows a time: none in a gap, two where the clock is set back. */
  const instantsOf = (shown: number): number[] => {
    const offsets = [shown - 30 * HOUR, shown + 30 * HOUR].map((near) => wall(near) - near);
    const found = [...new Set(offsets.map((offset) => shown - offset))].filter((instant) => wall(instant) === shown);
    return found.sort((a, b) => a - b);
  };

  /** The first instant at which the wall clock is past a time that it skips. */
  const afterGap = (shown: number): number => {
    let [before, after] = [shown - 30 * HOUR, shown + 30 * HOUR];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (wall(middle) < shown) before = middle;
      else after = middle;
    }
    return after;
  };

  const first = (shown: number) => instantsOf(shown)[0] ?? afterGap(shown);
  const utc = ({ year, month, day }: CalendarDay, addDays = 0) => Date.UTC(year, month - 1, day + addDays);

  return {
    startOfDay: (day) => first(utc(day)),
    endOfDay: (day) => first(utc(day, 1)) - 1,
    at: (day, hour, minute) => first(utc(day) + hour * HOUR + minute * 60_000),
  };
}
