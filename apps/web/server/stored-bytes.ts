import {
  findAsset,
  lockTransaction,
  SYSTEM,
  withCaller,
  type CallerTransaction,
  type DatabaseHandle,
} from '@paperkite/data';
import type { FileContent, FilesError, FileStore } from '@paperkite/files';
import { ok, type Result } from '@paperkite/kernel';

interface Parts {
  db: DatabaseHandle;
  files: Pick<FileStore, 'put' | 'has' | 'delete'>;
}

/** Bytes and the row that names them change under this lock: nobody drops bytes between somebody's upload and its row. */
const lockBytes = (tx: CallerTransaction, sha256: string): Promise<void> => lockTransaction(tx, `bytes ${sha256}`);

/**
 * Stores uploaded bytes and writes down who uses them; resolves once both are durable. Check before who asks.
 * @param content gives the bytes, a second time if they were dropped while the first upload went on
 * @param note writes the rows, as the system
 */
export async function keepBytes(
  { db, files }: Parts,
  { sha256, size }: { sha256: string; size: number },
  content: () => FileContent,
  note: (tx: CallerTransaction) => Promise<void>,
): Promise<Result<void, FilesError>> {
  // Slow lines to storage hold up no transaction: the lock is for what is left to do.
  const stored = await files.put(content(), { sha256, size });
  if (!stored.ok) return stored;
  return withCaller(db, SYSTEM, async (tx) => {
    await lockBytes(tx, sha256);
    const again = (await files.has(sha256)) ? ok(undefined) : await files.put(content(), { sha256, size });
    if (again.ok) await note(tx);
    return again;
  });
}

/**
 * Drops the bytes of assets whose rows are gone, unless somebody has uploaded the very same in the meantime. What storage
 * does not drop now belongs to nothing and opens nothing; it is reported.
 */
export async function dropBytes({ db, files }: Parts, hashes: readonly string[]): Promise<void> {
  for (const sha256 of hashes) {
    await withCaller(db, SYSTEM, async (tx) => {
      await lockBytes(tx, sha256);
      if (!(await findAsset(tx, sha256))) await files.delete(sha256);
    }).catch((error: unknown) => console.error(`[files] ${sha256} was not deleted`, error));
  }
}
