import type { CallerTransaction } from '@paperkite/data';
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
