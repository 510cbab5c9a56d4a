import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import type {
  EntryArtefactTable,
  EntryDraftTable,
  EntryEventTable,
  EntryReturnTable,
  EntryState,
  EntryTable,
  EntryUploadTable,
  EntryVersionTable,
} from '../schema/index.ts';

export type Entry = Selectable<EntryTable>;
export type EntryDraftRow = Selectable<EntryDraftTable>;
export type EntryVersion = Selectable<EntryVersionTable>;
export type EntryReturn = Selectable<EntryReturnTable>;
export type EntryEvent = Selectable<EntryEventTable>;

export interface EntryMember {
  personId: string;
  nickname: string;
  leader: boolean;
  acceptedAt: Date | null;
  /** From the seat; null when nobody said, or for adults. */
  grade: string | null;
  kind: 'pupil' | 'teacher';
}

/** Everything of an entry that the caller may see: reviewers get no members and no events, staff get no draft. */
export interface EntryDetail extends Entry {
  draft: EntryDraftRow | undefined;
  members: Omit<EntryMember, 'grade' | 'kind'>[];
  /** Newest first. */
  versions: EntryVersion[];
  artefacts: Selectable<EntryArtefactTable>[];
  uploads: Selectable<EntryUploadTable>[];
  returns: EntryReturn[];
  /** Oldest first. */
  events: EntryEvent[];
}

export async function findEntry(tx: CallerTransaction, id: string): Promise<EntryDetail | undefined> {
  const entry = await tx.selectFrom('entry').selectAll().where('id', '=', id).executeTakeFirst();
  if (entry === undefined) return undefined;
  const [draft] = await tx.selectFrom('entryDraft').selectAll().where('entryId', '=', id).execute();
  return {
    ...entry,
    draft,
    members: await tx
      .selectFrom('entryMember')
      .select(['personId', 'nickname', 'leader', 'acceptedAt'])
      .where('entryId', '=', id)
      .orderBy('leader', 'desc')
      .orderBy('invitedAt')
      .execute(),
    versions: await tx.selectFrom('entryVersion').selectAll().where('entryId', '=', id).orderBy('n', 'desc').execute(),
    artefacts: await tx.selectFrom('entryArtefact').selectAll().where('entryId', '=', id).execute(),
    uploads: await tx.selectFrom('entryUpload').selectAll().where('entryId', '=', id).execute(),
    returns: await tx.selectFrom('entryReturn').selectAll().where('entryId', '=', id).orderBy('n', 'desc').execute(),
    events: await tx.selectFrom('entryEvent').selectAll().where('entryId', '=', id).orderBy('seq').execute(),
  };
}

/** The entries of which a person is a member or to which they are invited, newest first. */
export async function listOwnEntries(
  tx: CallerTransaction,
  personId: string,
): Promise<(Entry & { contestTitle: string; leader: boolean; acceptedAt: Date | null; projectId: string | null })[]> {
  return tx
    .selectFrom('entry')
    .innerJoin('entryMember', 'entryMember.entryId', 'entry.id')
    .innerJoin('contest', 'contest.id', 'entry.contestId')
    .innerJoin('entryDraft', 'entryDraft.entryId', 'entry.id')
    .selectAll('entry')
    .select(['contest.title as contestTitle', 'entryMember.leader', 'entryMember.acceptedAt', 'entryDraft.projectId'])
    .where('entryMember.personId', '=', personId)
    .orderBy('entry.createdAt', 'desc')
    .execute();
}

/** Submitted entries of a contest at or below a unit, those waiting longest first; pages by `after`. For staff. */
export async function listEntriesForStaff(
  tx: CallerTransaction,
  filter: {
    contestId: string;
    unitId: string;
    state?: EntryState;
    track?: string;
    after?: { updatedAt: Date; id: string };
    limit?: number;
  },
): Promise<(Entry & { title: string | null; unitNameZh: string; unitNameEn: string | null })[]> {
  const { contestId, unitId, state, track, after, limit = 50 } = filter;
  let query = tx
    .selectFrom('entry')
    .innerJoin('unit', 'unit.id', 'entry.unitId')
    .leftJoin('entryVersion', (join) =>
      join.onRef('entryVersion.entryId', '=', 'entry.id').onRef('entryVersion.n', '=', 'entry.currentVersion'),
    )
    .selectAll('entry')
    .select(['unit.nameZh as unitNameZh', 'unit.nameEn as unitNameEn'])
    .select(sql<string | null>`entry_version.fields #>> '{title,text}'`.as('title'))
    .where('entry.contestId', '=', contestId)
    .where('entry.currentVersion', '>', 0)
    .where(sql<boolean>`entry.unit_path && array[${unitId}::uuid]`)
    .orderBy('entry.updatedAt')
    .orderBy('entry.id')
    .limit(limit);
  if (state !== undefined) query = query.where('entry.state', '=', state);
  if (track !== undefined) query = query.where('entry.track', '=', track);
  if (after !== undefined) {
    query = query.where(sql<boolean>`(entry.updated_at, entry.id) > (${after.updatedAt}, ${after.id}::uuid)`);
  }
  return query.execute();
}

/**
 * The members of an entry as the rules of @paperkite/contest want them, leader first, with grades. System only: pupils do
 * not see each other's grade.
 */
export async function entryMembers(tx: CallerTransaction, entryId: string): Promise<EntryMember[]> {
  return tx
    .selectFrom('entryMember')
    .innerJoin('person', 'person.id', 'entryMember.personId')
    .leftJoin('seat', 'seat.id', 'entryMember.seatId')
    .select(['entryMember.personId', 'entryMember.nickname', 'entryMember.leader', 'entryMember.acceptedAt'])
    .select('seat.grade')
    .select(sql<'pupil' | 'teacher'>`case person.kind when 'adult' then 'teacher' else 'pupil' end`.as('kind'))
    .where('entryMember.entryId', '=', entryId)
    .orderBy('entryMember.leader', 'desc')
    .orderBy('entryMember.invitedAt')
    .execute();
}

/** Which entries of a contest these people are part of, for `checkLimit` of @paperkite/contest. System only. */
export async function listParticipations(
  tx: CallerTransaction,
  contestId: string,
  personIds: readonly string[],
): Promise<{ entry: string; track: string; person: string; role: 'leader' | 'member'; state: EntryState }[]> {
  if (personIds.length === 0) return [];
  return tx
    .selectFrom('entryMember')
    .innerJoin('entry', 'entry.id', 'entryMember.entryId')
    .select(['entry.id as entry', 'entry.track', 'entryMember.personId as person', 'entry.state'])
    .select(sql<'leader' | 'member'>`case when entry_member.leader then 'leader' else 'member' end`.as('role'))
    .where('entry.contestId', '=', contestId)
    .where('entryMember.personId', 'in', personIds)
    .execute();
}
