import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { err, newUuid, ok, type Result } from '@paperkite/kernel';
import { asFilesError, checked, checkExpected } from './checked-content.ts';
import type { FilesError } from './errors.ts';
import { DEFAULT_MAX_BYTES, isSha256, type ExpectedFile, type FileContent, type FileStore } from './file-store.ts';

const INCOMING = 'incoming';
/** Older than this, an unfinished file belongs to a process that died. */
const ABANDONED_MS = 24 * 3600 * 1000;

/**
 * Files in a folder, `ab/cd/abcd...`. Each is written beside its place, synced, then renamed: after a crash there is the
 * whole file or none. Several processes may share the folder.
 */
export function localFileStore(dir: string, options: { maxBytes?: number } = {}): FileStore {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const pathOf = (sha256: string) => join(dir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  let swept: Promise<void> | undefined;

  async function write(content: FileContent, expected: ExpectedFile): Promise<void> {
    await (swept ??= sweep(join(dir, INCOMING)));
    const incoming = join(dir, INCOMING, newUuid());
    try {
      const file = await open(incoming, 'wx');
      try {
        for await (const piece of checked(content, expected)) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      const place = pathOf(expected.sha256);
      await mkdir(dirname(place), { recursive: true });
      await rename(incoming, place);
      await syncFolder(dirname(place));
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  }

  return {
    async put(content, expected): Promise<Result<void, FilesError>> {
      const acceptable = checkExpected(expected, maxBytes);
      if (!acceptable.ok) return acceptable;
      try {
        if (await exists(pathOf(expected.sha256))) for await (const _ of checked(content, expected));
        else await write(content, expected);
        return ok(undefined);
      } catch (error) {
        return err(asFilesError(error));
      }
    },
    async get(sha256) {
      if (!isSha256(sha256)) return undefined;
      return orAbsent(readFile(pathOf(sha256)));
    },
    async open(sha256) {
      if (!isSha256(sha256)) return undefined;
      const file = await orAbsent(open(pathOf(sha256)));
      return file && (Readable.toWeb(createReadStream('', { fd: file })) as ReadableStream<Uint8Array>);
    },
    async has(sha256) {
      return isSha256(sha256) && exists(pathOf(sha256));
    },
    async delete(sha256) {
      if (isSha256(sha256)) await orAbsent(rm(pathOf(sha256)));
    },
  };
}

/** Undefined for a file that is not there. */
async function orAbsent<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw asFilesError(error);
  }
}

const exists = async (path: string): Promise<boolean> => (await orAbsent(stat(path))) !== undefined;

/** Makes a rename durable. Windows cannot sync folders, and does not need to. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes the folder for unfinished files, and empties it of those that nobody will finish. */
async function sweep(incoming: string): Promise<void> {
  await mkdir(incoming, { recursive: true });
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const about = await orAbsent(stat(path));
    if (about && Date.now() - about.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}
