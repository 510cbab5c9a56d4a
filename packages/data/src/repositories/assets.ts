import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import { DataError } from '../errors.ts';
import type { AssetTable } from '../schema/index.ts';

export type Asset = Selectable<AssetTable>;

/**
 * Notes that a project has an asset whose bytes are stored by now. System only: the upload has shown the bytes, and the
 * code that took it has checked that the person may edit the project.
 */
export async function addProjectAsset(
  tx: CallerTransaction,
  { projectId, sha256, size, mime }: { projectId: string; sha256: string; size: number; mime: string },
): Promise<void> {
  await tx.selectFrom('project').select('id').where('id', '=', projectId).forKeyShare().execute();
  await putAsset(tx, { sha256, size, mime });
  await tx
    .insertInto('projectAsset')
    .values({ projectId, sha256 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Puts a picture whose bytes are stored by now on a project's card, in place of the one before, which the next sweep takes.
 * System only, as above. @throws DataError `not_found`
 */
export async function putThumbnail(
  tx: CallerTransaction,
  { projectId, sha256, size, mime }: { projectId: string; sha256: string; size: number; mime: string },
): Promise<void> {
  const found = await tx.selectFrom('project').select('id').where('id', '=', projectId).forUpdate().executeTakeFirst();
  if (found === undefined) throw new DataError('not_found');
  await putAsset(tx, { sha256, size, mime });
  await tx.updateTable('project').set({ thumbnail: sha256 }).where('id', '=', projectId).execute();
}

/** Notes a file for the next submission of an entry, in place of an earlier one. System only, as above. */
export async function putEntryUpload(
  tx: CallerTransaction,
  upload: { entryId: string; name: string; filename: string; sha256: string; size: number; mime: string },
): Promise<void> {
  const { entryId, name, filename, sha256, size, mime } = upload;
  await tx.selectFrom('entry').select('id').where('id', '=', entryId).forKeyShare().execute();
  await putAsset(tx, { sha256, size, mime });
  await tx
    .insertInto('entryUpload')
    .values({ entryId, name, filename, sha256 })
    .onConflict((conflict) =>
      conflict.columns(['entryId', 'name']).doUpdateSet({ filename, sha256, uploadedAt: new Date() }),
    )
    .execute();
}

/** System only. */
export async function removeEntryUpload(tx: CallerTransaction, entryId: string, name: string): Promise<void> {
  await tx.deleteFrom('entryUpload').where('entryId', '=', entryId).where('name', '=', name).execute();
}

/** Whoever refers to the row locks what it belongs to first: see `hold_assets` in the migrations. */
async function putAsset(tx: CallerTransaction, asset: { sha256: string; size: number; mime: string }): Promise<void> {
  await holdAssets(tx);
  await tx
    .insertInto('asset')
    .values(asset)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Until the transaction ends, nothing that has no reference yet is swept away. */
async function holdAssets(tx: CallerTransaction): Promise<void> {
  await sql`select app.hold_assets()`.execute(tx);
}

/** An asset that the caller may fetch because something they may see refers to it. Knowing the hash is not enough. */
export async function findAsset(tx: CallerTransaction, sha256: string): Promise<Asset | undefined> {
  return tx.selectFrom('asset').selectAll().where('sha256', '=', sha256).executeTakeFirst();
}

/** Which of these assets a project lacks, in the order given. */
export async function missingAssets(
  tx: CallerTransaction,
  projectId: string,
  hashes: readonly string[],
): Promise<string[]> {
  if (hashes.length === 0) return [];
  const rows = await tx
    .selectFrom('projectAsset')
    .select('sha256')
    .where('projectId', '=', projectId)
    .where('sha256', 'in', hashes)
    .execute();
  const present = new Set(rows.map(({ sha256 }) => sha256));
  return hashes.filter((hash) => !present.has(hash));
}

/** Lets a project use the assets of a snapshot that it starts from (a handout, a version of an entry). System only. */
export async function copySnapshotAssets(tx: CallerTransaction, snapshotId: string, projectId: string): Promise<void> {
  await tx.selectFrom('project').select('id').where('id', '=', projectId).forKeyShare().execute();
  await holdAssets(tx);
  await tx
    .insertInto('projectAsset')
    .columns(['projectId', 'sha256'])
    .expression((eb) =>
      eb
        .selectFrom('snapshotAsset')
        .select((inner) => [inner.val(projectId).$castTo<string>().as('projectId'), 'sha256'])
        .where('snapshotId', '=', snapshotId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
