import { listOwnEntries, type CallerTransaction } from '@paperkite/data';
import { sql } from 'kysely';

export interface OwnEntryFacts {
  title: string | null;
  /** The date for the correction that the newest return asks for. */
  fixBy: Date | null;
  closesAt: Date | null;
}

/** What a list of one's own entries says besides their state, by entry id. */
export async function ownEntryFacts(
  tx: CallerTransaction,
  entryIds: readonly string[],
): Promise<Map<string, OwnEntryFacts>> {
  if (entryIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('entry')
    .innerJoin('contest', 'contest.id', 'entry.contestId')
    .leftJoin('entryDraft', 'entryDraft.entryId', 'entry.id')
    .leftJoin('entryReturn', (join) =>
      join.onRef('entryReturn.entryId', '=', 'entry.id').onRef('entryReturn.n', '=', 'entry.currentVersion'),
    )
    .select(['entry.id', 'entryReturn.fixBy', 'contest.submitClosesAt as closesAt'])
    .select(sql<string | null>`entry_draft.fields #>> '{title,text}'`.as('title'))
    .where('entry.id', 'in', entryIds)
    .execute();
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

/** The nickname of the leader of each entry, by entry id. */
export async function leaders(tx: CallerTransaction, entryIds: readonly string[]): Promise<Map<string, string>> {
  if (entryIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom('entryMember')
    .select(['entryId', 'nickname'])
    .where('entryId', 'in', entryIds)
    .where('leader', '=', true)
    .execute();
  return new Map(rows.map(({ entryId, nickname }) => [entryId, nickname]));
}

/** An entry that waits for its person: to answer an invitation, or to correct what was returned. */
export interface WaitingEntry {
  id: string;
  contest: string;
  title: string | null;
  /** Who asks, for an invitation; null for a return. */
  invitedBy: string | null;
  /** Until when it has to be corrected, in milliseconds since the epoch; null for an invitation. */
  fixBy: number | null;
}

/** What waits for a person, corrections first, the soonest date before the others. */
export async function waitingEntries(tx: CallerTransaction, personId: string): Promise<WaitingEntry[]> {
  const mine = (await listOwnEntries(tx, personId)).filter(({ state, acceptedAt }) =>
    acceptedAt === null ? state === 'draft' || state === 'returned' : state === 'returned',
  );
  const ids = mine.map(({ id }) => id);
  const facts = await ownEntryFacts(tx, ids);
  const leaderOf = await leaders(tx, ids);
  return mine
    .map(({ id, contestTitle, acceptedAt }) => ({
      id,
      contest: contestTitle,
      title: facts.get(id)?.title ?? null,
      invitedBy: acceptedAt === null ? (leaderOf.get(id) ?? '') : null,
      fixBy: acceptedAt === null ? null : (facts.get(id)?.fixBy?.getTime() ?? null),
    }))
    .sort((a, b) => (a.fixBy ?? Infinity) - (b.fixBy ?? Infinity));
}
