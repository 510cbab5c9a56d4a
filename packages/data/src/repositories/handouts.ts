import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import { DataError } from '../errors.ts';
import type { HandoutTable } from '../schema/index.ts';

export type Handout = Selectable<HandoutTable>;

/**
 * Hands a frozen copy of one's project out to a class that one teaches.
 * @param handout `document` is the canonical JSON of the project, `assets` the hashes in it; `dueAt` null: to be handed in
 * whenever.
 */
export async function handOut(
  tx: CallerTransaction,
  handout: {
    id: string;
    classId: string;
    title: string;
    projectId: string;
    document: string;
    assets: string[];
    dueAt?: Date | null;
  },
): Promise<void> {
  const { id, classId, title, projectId, document, assets, dueAt = null } = handout;
  await sql`select app.hand_out(${id}, ${classId}, ${title}, ${document}, ${projectId}, ${assets})`.execute(tx);
  if (dueAt) await moveHandoutDue(tx, id, dueAt);
}

/**
 * Says until when a handout is to be handed in; null: whenever.
 * @throws DataError `not_found` for whoever does not teach its class
 */
export async function moveHandoutDue(tx: CallerTransaction, id: string, dueAt: Date | null): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable('handout').set({ dueAt }).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new DataError('not_found');
}

/** The handouts of a class, newest first. */
export async function listHandouts(tx: CallerTransaction, classId: string): Promise<Handout[]> {
  return tx.selectFrom('handout').selectAll().where('classId', '=', classId).orderBy('createdAt', 'desc').execute();
}

/** A handout of a class that the caller teaches or sits in. */
export async function findHandout(tx: CallerTransaction, id: string): Promise<Handout | undefined> {
  return tx.selectFrom('handout').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The copy of a handout that a person works on: the first one begun that is not in the bin. */
export async function findOwnCopy(
  tx: CallerTransaction,
  handoutId: string,
  ownerId: string,
): Promise<{ id: string; createdAt: Date; handedInAt: Date | null } | undefined> {
  return tx
    .selectFrom('project')
    .select(['id', 'createdAt', 'handedInAt'])
    .where('handoutId', '=', handoutId)
    .where('ownerId', '=', ownerId)
    .where('deletedAt', 'is', null)
    .orderBy('createdAt')
    .executeTakeFirst();
}

/** Takes a handout back. Projects that pupils began from it stay. */
export async function deleteHandout(tx: CallerTransaction, id: string): Promise<void> {
  await tx.deleteFrom('handout').where('id', '=', id).execute();
}

/** The canonical JSON of a snapshot that a handout or entry makes visible to the caller, and the hashes of its assets. */
export async function readSnapshot(
  tx: CallerTransaction,
  id: string,
): Promise<{ document: string; assets: string[] } | undefined> {
  const found = await tx.selectFrom('snapshot').select('document').where('id', '=', id).executeTakeFirst();
  if (found === undefined) return undefined;
  const assets = await tx.selectFrom('snapshotAsset').select('sha256').where('snapshotId', '=', id).execute();
  return { document: found.document, assets: assets.map(({ sha256 }) => sha256) };
}
