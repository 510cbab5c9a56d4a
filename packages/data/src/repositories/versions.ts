import type { CallerTransaction } from '../database.ts';
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

/** Keeps a version. System only: the bytes come from the sync server, which knows what is durable. */
export async function addVersion(
  tx: CallerTransaction,
  version: { id: string; projectId: string; kind: VersionKind; label?: string; bytes: Uint8Array; madeBy?: string },
): Promise<void> {
  await tx
    .insertInto('projectVersion')
    .values({ ...version, bytes: Buffer.from(version.bytes) })
    .execute();
}
