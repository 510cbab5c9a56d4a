import { sql } from 'kysely';
import { lockTransaction } from '../database.ts';
import type { CallerTransaction } from '../database.ts';
import { DataError } from '../errors.ts';
import type { VersionKind } from '../schema/index.ts';

export interface Version {
  id: string;
  kind: VersionKind;
  label: string | null;
  madeAt: Date;
  madeBy: string | null;
}

/** The versions of a project, newest first, without their bytes. For whoever may see the project. */
export async function listVersions(tx: CallerTransaction, projectId: string): Promise<Version[]> {
  return tx
    .selectFrom('projectVersion')
    .select(['id', 'kind', 'label', 'madeAt', 'madeBy'])
    .where('projectId', '=', projectId)
    .orderBy('madeAt', 'desc')
    .execute();
}

/** The whole document of a version as one Yjs update. */
export async function readVersion(
  tx: CallerTransaction,
  projectId: string,
  versionId: string,
): Promise<Uint8Array | undefined> {
  const found = await tx
    .selectFrom('projectVersion')
    .select('bytes')
    .where('projectId', '=', projectId)
    .where('id', '=', versionId)
    .executeTakeFirst();
  return found?.bytes;
}

/** What people keep by hand of one project: not more than they look through again, and not more than a disk bears. */
export const KEPT_VERSIONS = { count: 50, bytes: 256 << 20 } as const;
/** Copies made before a restore: the oldest goes. */
const BEFORE_RESTORE = 10;

/**
 * Keeps a version. System only: the bytes come from the sync server, which knows what is durable.
 * @throws DataError `versions_full` (details `count`): as many named ones as {@link KEPT_VERSIONS} allows are kept already
 */
export async function addVersion(
  tx: CallerTransaction,
  version: { id: string; projectId: string; kind: VersionKind; label?: string; bytes: Uint8Array; madeBy?: string },
): Promise<void> {
  const { projectId, kind, bytes } = version;
  if (kind === 'named' || kind === 'before_restore') await lockTransaction(tx, `versions ${projectId}`);
  if (kind === 'named') {
    const kept = await tx
      .selectFrom('projectVersion')
      .select([sql<number>`count(*)`.as('count'), sql<number>`coalesce(sum(length(bytes)), 0)`.as('bytes')])
      .where('projectId', '=', projectId)
      .where('kind', '=', 'named')
      .executeTakeFirstOrThrow();
    if (kept.count >= KEPT_VERSIONS.count || Number(kept.bytes) + bytes.length > KEPT_VERSIONS.bytes) {
      throw new DataError('versions_full', { count: kept.count });
    }
  }
  await tx
    .insertInto('projectVersion')
    .values({ ...version, bytes: Buffer.from(bytes) })
    .execute();
  if (kind === 'before_restore') await dropOldest(tx, projectId);
}

async function dropOldest(tx: CallerTransaction, projectId: string): Promise<void> {
  await tx
    .deleteFrom('projectVersion')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('projectVersion')
        .select('id')
        .where('projectId', '=', projectId)
        .where('kind', '=', 'before_restore')
        .orderBy('madeAt', 'desc')
        .offset(BEFORE_RESTORE),
    )
    .execute();
}

/** Drops a version that somebody named. System only: check before that the person may edit. @throws DataError `not_found` */
export async function dropNamedVersion(tx: CallerTransaction, projectId: string, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('projectVersion')
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .where('kind', '=', 'named')
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new DataError('not_found');
}
