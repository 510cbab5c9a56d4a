import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryForm, type FormField } from '@paperkite/contest';
import {
  asPerson,
  DataError,
  findEntry,
  putEntryUpload,
  removeEntryUpload,
  SYSTEM,
  withCaller,
  type DatabaseHandle,
} from '@paperkite/data';
import type { FileStore } from '@paperkite/files';
import { keepBytes } from '../stored-bytes.ts';
import { err, ok, type Result } from '@paperkite/kernel';
import type { Contests } from './contests.ts';
import type { StoredFile } from './entry-view.ts';
import { EntryError } from './errors.ts';
import { sniffUpload } from './sniff-upload.ts';

interface Parts {
  db: DatabaseHandle;
  contests: Contests;
  files: FileStore;
}

const FILE_KINDS: ReadonlySet<FormField['kind']> = new Set(['image', 'video', 'report', 'data']);
const HEAD_BYTES = 4096;

/** The file field of an entry that this person may fill now. @throws DataError `not_allowed`, `entry_state` */
async function fileField({ db, contests }: Parts, personId: string, entryId: string, name: string) {
  const { entry, running } = await withCaller(db, asPerson(personId), async (tx) => {
    const found = await findEntry(tx, entryId);
    return { entry: found, running: found && (await contests.find(tx, found.contestId)) };
  });
  const isMember = entry?.members.some((member) => member.personId === personId && member.acceptedAt !== null);
  if (!entry || !running || !isMember) throw new DataError('not_allowed');
  if (entry.state !== 'draft' && entry.state !== 'returned') throw new DataError('entry_state');
  const form = entryForm(running.definition, entry.track);
  const field = form.ok ? form.value.fields.find(({ id }) => id === name) : undefined;
  return field && FILE_KINDS.has(field.kind) ? field : undefined;
}

/**
 * Takes a file for the next submission, in place of an earlier one; resolves once its bytes are durable. It is read
 * piece by piece, refused as soon as it grows too large, and known by its bytes, not by what it claims to be.
 * Errors: `upload_unwanted`, `upload_too_large`, `upload_empty`, `upload_type`, `upload_failed`.
 * @throws DataError `not_allowed`, `entry_state`
 */
export async function takeUpload(
  parts: Parts,
  personId: string,
  {
    entryId,
    name,
    filename,
    body,
  }: { entryId: string; name: string; filename: string; body: AsyncIterable<Uint8Array> },
): Promise<Result<StoredFile, EntryError>> {
  const field = await fileField(parts, personId, entryId, name);
  if (!field) return err(new EntryError('upload_unwanted'));
  const { maxBytes = 0, accept = [] } = field.limits;
  const folder = await mkdtemp(join(tmpdir(), 'paperkite-upload-'));
  try {
    const path = join(folder, 'file');
    const read = await spool(body, path, maxBytes);
    if (!read) return err(new EntryError('upload_too_large', { maxBytes }));
    const { size, sha256, head } = read;
    if (size === 0) return err(new EntryError('upload_empty'));
    const type = sniffUpload(head, filename);
    if (!type || !accept.includes(type)) return err(new EntryError('upload_type', { accept: accept.join(', ') }));
    // A slow upload may have outlived the draft, or the person's place in the team.
    await fileField(parts, personId, entryId, name);
    const stored = await keepBytes(
      parts,
      { sha256, size },
      () => createReadStream(path),
      (tx) => putEntryUpload(tx, { entryId, name, filename, sha256, size, mime: type }),
    );
    if (!stored.ok) return err(new EntryError('upload_failed'));
    return ok({ name: filename, type, bytes: size, hash: sha256 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes a file back. @throws DataError `not_allowed`, `entry_state` */
export async function dropUpload(parts: Parts, personId: string, entryId: string, name: string): Promise<void> {
  await fileField(parts, personId, entryId, name);
  await withCaller(parts.db, SYSTEM, (tx) => removeEntryUpload(tx, entryId, name));
}

/** Writes what comes to a file of its own; undefined once it is more than allowed. */
async function spool(
  body: AsyncIterable<Uint8Array>,
  path: string,
  maxBytes: number,
): Promise<{ size: number; sha256: string; head: Uint8Array } | undefined> {
  const hash = createHash('sha256');
  const file = await open(path, 'w', 0o600);
  let size = 0;
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) return undefined;
      hash.update(chunk);
      if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
      await file.write(chunk);
    }
  } finally {
    await file.close();
  }
  return { size, sha256: hash.digest('hex'), head };
}
