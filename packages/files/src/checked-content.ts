import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@paperkite/kernel';
import { FilesError } from './errors.ts';
import { isSha256, type ExpectedFile, type FileContent } from './file-store.ts';

/** Refuses what needs no look at the content. */
export function checkExpected(expected: ExpectedFile, maxBytes: number): Result<void, FilesError> {
  if (!isSha256(expected.sha256)) return err(new FilesError('upload-damaged'));
  if (expected.size > maxBytes) return err(new FilesError('file-too-large', { limit: maxBytes }));
  return ok(undefined);
}

/**
 * Passes content through while measuring it. Throws a FilesError `upload-damaged` as soon as there is more than announced,
 * or at the end when size or hash differ. Pieces pass before the whole is known to be right: keep them apart until then.
 */
export async function* checked(
  content: FileContent,
  expected: ExpectedFile,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of content instanceof Uint8Array ? [content] : content) {
    size += piece.length;
    if (size > expected.size) throw new FilesError('upload-damaged');
    hash.update(piece);
    yield piece;
  }
  if (size !== expected.size || hash.digest('hex') !== expected.sha256) throw new FilesError('upload-damaged');
}

/** A FilesError as it is; anything else as `storage-unavailable` with its cause. */
export const asFilesError = (cause: unknown): FilesError =>
  cause instanceof FilesError ? cause : new FilesError('storage-unavailable', {}, { cause });
