import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import { DataError } from '../errors.ts';
import type { ContestDefinitionTable, ContestTable } from '../schema/index.ts';

export type Contest = Selectable<ContestTable>;
export type StoredDefinition = Selectable<ContestDefinitionTable>;

/** What the database enforces of a contest, resolved from its definition by @paperkite/contest. */
export interface ContestRules {
  /** New dates by window id, as `resolveWindows` takes them. */
  windowChanges?: unknown;
  submitOpensAt: Date | null;
  /** The last instant that is in time. */
  submitClosesAt: Date | null;
  /** For submissions that began in time. */
  graceSeconds: number;
  /** Most entries per person; null: any number. */
  limitMax: number | null;
  limitPer: 'track' | 'contest';
  limitCount: 'member' | 'leader';
}

/**
 * Stores a version of a definition. System only. Storing the same again changes nothing.
 * @throws Error if that version is there with another body: a correction is a new version
 */
export async function putDefinition(
  tx: CallerTransaction,
  { id, version, body }: { id: string; version: number; body: unknown },
): Promise<void> {
  const text = JSON.stringify(body);
  await tx
    .insertInto('contestDefinition')
    .values({ id, version, body: text })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const same = await tx
    .selectFrom('contestDefinition')
    .select('id')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('body', '=', text)
    .executeTakeFirst();
  if (same === undefined) throw new Error(`definition ${id} version ${version} is stored with another body`);
}

/** A definition as stored, in the version asked for. */
export async function findDefinition(
  tx: CallerTransaction,
  id: string,
  version: number,
): Promise<StoredDefinition | undefined> {
  return tx
    .selectFrom('contestDefinition')
    .selectAll()
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** Sets up a contest as a draft of a unit. Organisers and admins at or above the unit; the server. */
export async function createContest(
  tx: CallerTransaction,
  contest: {
    id: string;
    definitionId: string;
    definitionVersion: number;
    unitId: string;
    title: string;
  } & ContestRules,
): Promise<void> {
  await tx
    .insertInto('contest')
    .values({ ...contest, windowChanges: JSON.stringify(contest.windowChanges ?? {}) })
    .execute();
}

/** Opens, closes, or changes a contest. @throws DataError `not_found`: not there, or not the caller's to change */
export async function changeContest(
  tx: CallerTransaction,
  id: string,
  { windowChanges, ...change }: Partial<ContestRules> & { title?: string; state?: Contest['state'] },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('contest')
    .set({ ...change, ...(windowChanges === undefined ? {} : { windowChanges: JSON.stringify(windowChanges) }) })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new DataError('not_found');
}

/** Contests that the caller may see, the soonest close first. */
export async function listContests(
  tx: CallerTransaction,
  { state }: { state?: Contest['state'] } = {},
): Promise<Contest[]> {
  let query = tx.selectFrom('contest').selectAll().orderBy('submitClosesAt').orderBy('id');
  if (state !== undefined) query = query.where('state', '=', state);
  return query.execute();
}

export async function findContest(tx: CallerTransaction, id: string): Promise<Contest | undefined> {
  return tx.selectFrom('contest').selectAll().where('id', '=', id).executeTakeFirst();
}
