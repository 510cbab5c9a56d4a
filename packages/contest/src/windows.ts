import { err, ok, type Result } from '@paperkite/kernel';
import * as v from 'valibot';
import type { DateText, Definition, DefinedWindow } from './definition.ts';
import type { DefinitionIssue } from './definition-issues.ts';
import { ContestError } from './errors.ts';
import { isCalendarDay, zonedDays, type ZonedDays } from './zoned-days.ts';

/** A window in instants (milliseconds since the epoch); plain JSON. A missing end is open on that side. */
export interface Window {
  readonly id: string;
  readonly openAt: number | null;
  /** The last millisecond that is in time. */
  readonly closeAt: number | null;
  /** How long after the close an upload that began in time may still arrive. */
  readonly uploadGraceMs: number;
  /** False when a date lacks its year: nothing can be submitted until somebody names it. */
  readonly dated: boolean;
}

export type Windows = readonly Window[];

/** New dates for one window of a definition, as an organiser sets them for a year or an extension. */
export interface WindowChange {
  readonly open?: DateText | null;
  readonly close?: DateText | null;
  readonly uploadGraceMinutes?: number;
}

const DATE = /^(\d{4}|\?{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?$/;

type DateReading = { readonly at: number } | 'undated' | 'bad';

/** Reads a date as the first or the last instant that it covers. "前" covers the whole of the named day. @see S1-R19 */
function readDate(days: ZonedDays, text: DateText, end: 'open' | 'close'): DateReading {
  const match = DATE.exec(text);
  if (!match) return 'bad';
  const dated = match[1] !== '????';
  const year = dated ? Number(match[1]) : 2000; // a leap year, so that 29 February may be named
  const month = Number(match[2]);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = match[3] === undefined ? (end === 'open' ? 1 : lastDay) : Number(match[3]);
  const [hour, minute] = [Number(match[4] ?? 0), Number(match[5] ?? 0)];
  if (!isCalendarDay({ year, month, day }) || hour > 23 || minute > 59) return 'bad';
  if (!dated) return 'undated';
  if (match[4] !== undefined) return { at: days.at({ year, month, day }, hour, minute) };
  return { at: end === 'open' ? days.startOfDay({ year, month, day }) : days.endOfDay({ year, month, day }) };
}

/** One window in instants, or what is wrong with its dates, with paths below `path`. */
export function resolveWindow(window: DefinedWindow, tz: string, path: string): Result<Window, DefinitionIssue[]> {
  const days = zonedDays(tz);
  const issues: DefinitionIssue[] = [];
  let dated = true;
  const read = (text: DateText | null, end: 'open' | 'close'): number | null => {
    if (text === null) return null;
    const reading = readDate(days, text, end);
    if (reading === 'bad') issues.push({ path: `${path}.${end}`, code: 'bad_date', details: { received: text } });
    else if (reading === 'undated') dated = false;
    else return reading.at;
    return null;
  };
  const [openAt, closeAt] = [read(window.open, 'open'), read(window.close, 'close')];
  if (openAt !== null && closeAt !== null && closeAt < openAt) {
    issues.push({ path, code: 'window_reversed', details: { open: window.open ?? '', close: window.close ?? '' } });
  }
  if (issues.length > 0) return err(issues);
  return ok({ id: window.id, openAt, closeAt, uploadGraceMs: window.uploadGraceMinutes * 60_000, dated });
}

const changeSchema = v.strictObject({
  open: v.optional(v.nullable(v.string())),
  close: v.optional(v.nullable(v.string())),
  uploadGraceMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60))),
});

/**
 * The windows of a definition in instants. `changes` replaces dates by window id, so that a definition can run again in
 * another year or be extended without being rewritten; they are input and are checked like the definition itself.
 * Fails with `definition_invalid`, naming each bad date.
 */
export function resolveWindows(
  definition: Definition,
  changes: Readonly<Record<string, WindowChange>> = {},
): Result<Windows, ContestError> {
  const issues: DefinitionIssue[] = [];
  for (const id of Object.keys(changes)) {
    if (!definition.windows.some((window) => window.id === id)) {
      issues.push({ path: `windows.${id}`, code: 'unknown_reference', details: { received: id } });
    }
  }
  const windows: Window[] = [];
  for (const defined of definition.windows) {
    const path = `windows.${defined.id}`;
    const change = v.safeParse(changeSchema, Object.hasOwn(changes, defined.id) ? changes[defined.id] : {});
    if (!change.success) {
      issues.push({ path, code: 'wrong_value', details: { expected: 'window', received: 'change' } });
      continue;
    }
    const given = Object.fromEntries(Object.entries(change.output).filter(([, value]) => value !== undefined));
    const window = resolveWindow({ ...defined, ...given }, definition.tz, path);
    if (window.ok) windows.push(window.value);
    else issues.push(...window.error);
  }
  const first = issues[0];
  return first
    ? err(new ContestError('definition_invalid', { path: first.path, count: issues.length }, { issues }))
    : ok(windows);
}

/**
 * The window that entries are handed in through: `submit`, or the one of the narrowest level that has its own
 * (`submit.province` before `submit.nation`), because that is where people hand in and higher levels nominate.
 */
export function submitWindow(definition: Definition, windows: Windows): Window | undefined {
  const byId = (id: string) => windows.find((window) => window.id === id);
  const narrowestFirst = [...definition.scope.levels].reverse();
  return (
    byId('submit') ?? narrowestFirst.map((level) => byId(`submit.${level}`)).find((window) => window !== undefined)
  );
}
