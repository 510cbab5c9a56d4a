import { entryForm, MAX_REASON_LENGTH, REASON_FIELDS } from '@paperkite/contest';
import { returnEntry, type CallerTransaction, type EntryDetail } from '@paperkite/data';
import { err, ok, type Result } from '@paperkite/kernel';
import type { RunningContest } from './contests.ts';
import { EntryError } from './errors.ts';
import { endOfDay } from './staff.ts';

/**
 * Sends a version back with reasons and a day until whose end it may be corrected. Fields that the form lacks and empty
 * reasons are left out. Errors: `reasons_missing`, `reason_too_long`, `fix_by_wrong`.
 * @throws DataError `entry_state`: decided meanwhile; `not_allowed`
 */
export async function giveBack(
  tx: CallerTransaction,
  { definition }: RunningContest,
  entry: EntryDetail,
  { n, reasons, fixBy }: { n: number; reasons: Readonly<Record<string, string>>; fixBy: string },
  now: number,
): Promise<Result<void, EntryError>> {
  const form = entryForm(definition, entry.track);
  const fields = new Set<string>([...(form.ok ? form.value.fields.map(({ id }) => id) : []), ...REASON_FIELDS]);
  const given = Object.entries(reasons)
    .map(([field, reason]) => [field, reason.trim()] as const)
    .filter(([field, reason]) => fields.has(field) && reason !== '');
  if (given.length === 0) return err(new EntryError('reasons_missing'));
  if (given.some(([, reason]) => [...reason].length > MAX_REASON_LENGTH)) {
    return err(new EntryError('reason_too_long', { max: MAX_REASON_LENGTH }));
  }
  const until = endOfDay(fixBy, definition.tz);
  if (!until || until.getTime() <= now) return err(new EntryError('fix_by_wrong'));
  await returnEntry(tx, entry.id, { n, reasons: Object.fromEntries(given), fixBy: until });
  return ok(undefined);
}
