import { err, ok, type Result } from '@paperkite/kernel';
import * as v from 'valibot';
import { endOfDay } from '../calendar-days.ts';
import { ClassActionError } from './errors.ts';

/** Classes live on one clock, as the whole country does. */
export const CLASS_TIME_ZONE = 'Asia/Shanghai';

/** The last day for handing in, as a date field sends it (`2026-12-01`), or null for whenever. */
export const DueDay = v.nullable(v.pipe(v.string(), v.isoDate()));

/** The last instant of that day; null for whenever. Refuses days that are none and days that are over. */
export function dueAtOf(day: string | null, now: number): Result<Date | null, ClassActionError> {
  if (day === null) return ok(null);
  const dueAt = endOfDay(day, CLASS_TIME_ZONE);
  return dueAt && dueAt.getTime() > now ? ok(dueAt) : err(new ClassActionError('due_past'));
}
