import { transition, type EntryCommand } from '@paperkite/contest';
import {
  acceptEntry,
  asPerson,
  DataError,
  findEntry,
  returnEntry,
  withCaller,
  type DatabaseHandle,
} from '@paperkite/data';
import { err, ok, systemClock, type Clock, type Result } from '@paperkite/kernel';
import type { Contests } from './contests.ts';
import { contextOf, entryOf, pathUp, refusedBy } from './entry-state.ts';
import { entryFacts } from './entry-rules.ts';
import { EntryError } from './errors.ts';
import { endOfDay } from '../calendar-days.ts';
import { staffUnits } from './staff.ts';

/** What staff decide about the version `n` that they looked at. */
export type Decision =
  | { readonly type: 'accept'; readonly n: number }
  | {
      readonly type: 'return';
      readonly n: number;
      /** By field of the form, or `group`, `team`, `entry`; empty ones are left out. */
      readonly reasons: Readonly<Record<string, string>>;
      /** The last day for the correction, as a form sends it: `2026-12-01`. */
      readonly fixBy: string;
    };

/**
 * Decides about an entry for somebody of the staff: the state machine of the contest says whether, the database keeps it
 * and checks once more under its lock. Errors: `reasons_missing`, `reason_too_long`, `fix_by_wrong`,
 * `check_waits_for_close`.
 * @throws DataError `entry_state`: decided meanwhile; `not_allowed`; `not_found`
 */
export async function decide(
  { db, contests, clock = systemClock }: { db: DatabaseHandle; contests: Contests; clock?: Clock },
  personId: string,
  entryId: string,
  decision: Decision,
): Promise<Result<void, EntryError>> {
  return withCaller(db, asPerson(personId), async (tx) => {
    const detail = await findEntry(tx, entryId);
    const running = detail && (await contests.find(tx, detail.contestId));
    if (!detail || !running) throw new DataError('not_found');
    const { members } = await entryFacts(db, detail);
    const units = (await staffUnits(tx, personId)).map(({ unitId }) => unitId);
    const command = commandOf(decision, running.definition.tz);
    if (!command) return err(new EntryError('fix_by_wrong'));
    const decided = transition(
      entryOf(running, detail, members),
      command,
      contextOf(running, {
        actor: { kind: 'staff', person: personId, units },
        now: clock.now(),
        unitPath: await pathUp(tx, detail),
      }),
    );
    if (!decided.ok) return err(refusedBy(decided.error));
    const { entry, event } = decided.value;
    if (event?.kind === 'accepted') await acceptEntry(tx, entryId, decision.n);
    else if (event?.kind === 'returned') {
      const { reasons, fixByAt } = entry.returns.at(-1)!;
      const byField = Object.fromEntries(reasons.map(({ field, reason }) => [field, reason]));
      await returnEntry(tx, entryId, { n: decision.n, reasons: byField, fixBy: new Date(fixByAt) });
    } else throw new Error(`the database keeps no ${event?.kind} of an entry`);
    return ok(undefined);
  });
}

/** Undefined when the day is none. */
function commandOf(decision: Decision, tz: string): EntryCommand | undefined {
  if (decision.type === 'accept') return { type: 'accept', version: decision.n };
  const until = endOfDay(decision.fixBy, tz);
  if (!until) return undefined;
  const reasons = Object.entries(decision.reasons)
    .filter(([, reason]) => reason.trim() !== '')
    .map(([field, reason]) => ({ field, reason }));
  return { type: 'return', version: decision.n, reasons, fixByAt: until.getTime() };
}
