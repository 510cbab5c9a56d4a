import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addProjectAsset, createPerson, createProject, findAsset, SYSTEM, sweep, withCaller } from '@paperkite/data';
import { startTestDatabase, type TestDatabase } from '@paperkite/data/testing';
import { localFileStore, type FileStore } from '@paperkite/files';
import { newUuid } from '@paperkite/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropBytes, keepBytes } from './stored-bytes.ts';

let test: TestDatabase;
let folder: string;
let files: FileStore;
const projectId = newUuid();

beforeAll(async () => {
  test = await startTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'paperkite-bytes-'));
  files = localFileStore(folder);
  await withCaller(test.db, SYSTEM, async (tx) => {
    const ownerId = newUuid();
    await createPerson(tx, { id: ownerId, kind: 'adult', displayName: 'a' });
    await createProject(tx, { id: projectId, ownerId, title: 'x' });
  });
});
afterAll(async () => {
  await test.stop();
  rmSync(folder, { recursive: true });
});

const some = (text: string) => {
  const bytes = Buffer.from(text);
  return { bytes, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};
type Some = ReturnType<typeof some>;

const keep = (store: FileStore, { bytes, sha256, size }: Some) =>
  keepBytes(
    { db: test.db, files: store },
    { sha256, size },
    () => bytes,
    (tx) => addProjectAsset(tx, { projectId, sha256, size, mime: 'image/png' }),
  );
const isKnown = ({ sha256 }: Some) => withCaller(test.db, SYSTEM, async (tx) => Boolean(await findAsset(tx, sha256)));
/** Leaves bytes and an asset that nothing refers to, as deleting a project does. */
const orphan = async (thing: Some): Promise<void> => {
  await keep(files, thing);
  await withCaller(test.db, SYSTEM, (tx) => tx.deleteFrom('projectAsset').where('sha256', '=', thing.sha256).execute());
};
const tidy = async (store: FileStore): Promise<void> => {
  const hashes = await withCaller(test.db, SYSTEM, sweep);
  await dropBytes({ db: test.db, files: store }, hashes);
};

it('bytes that nothing names any more go, and come back when they are uploaded again', async () => {
  const thing = some('one');
  await orphan(thing);
  await tidy(files);
  expect([await files.has(thing.sha256), await isKnown(thing)]).toEqual([false, false]);
  expect(await keep(files, thing)).toMatchObject({ ok: true });
  expect([await files.has(thing.sha256), await isKnown(thing)]).toEqual([true, true]);
});

it('an upload that finds the bytes there just before they are dropped stores them again', async () => {
  const thing = some('two');
  await orphan(thing);
  let puts = 0;
  const uploading: FileStore = {
    ...files,
    async put(content, expected) {
      const stored = await files.put(content, expected);
      if (++puts === 1) await tidy(files);
      return stored;
    },
  };
  expect(await keep(uploading, thing)).toMatchObject({ ok: true });
  expect(puts).toBe(2);
  expect([await files.has(thing.sha256), await isKnown(thing)]).toEqual([true, true]);
});

it('bytes that are uploaded again between the rows and the dropping stay', async () => {
  const thing = some('three');
  await orphan(thing);
  const hashes = await withCaller(test.db, SYSTEM, sweep);
  expect(hashes).toContain(thing.sha256);
  await keep(files, thing);
  await dropBytes({ db: test.db, files }, hashes);
  expect([await files.has(thing.sha256), await isKnown(thing)]).toEqual([true, true]);
});

it('bytes that storage does not drop keep nobody from dropping the others', async () => {
  const [first, second] = [some('four'), some('five')];
  await orphan(first);
  await orphan(second);
  const failing: FileStore = {
    ...files,
    delete: (sha256) => (sha256 === first.sha256 ? Promise.reject(new Error('away')) : files.delete(sha256)),
  };
  await tidy(failing);
  expect([await files.has(first.sha256), await files.has(second.sha256)]).toEqual([true, false]);
});
