import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bytesOf, expectedOf, fileStoreContract } from '../test/file-store-contract.ts';
import { localFileStore } from './local-file-store.ts';

const made: string[] = [];
const newDir = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'paperkite-files-'));
  made.push(dir);
  return dir;
};
afterAll(() => Promise.all(made.map((dir) => rm(dir, { recursive: true }))));
const leftoversIn = (dir: string) => async () =>
  existsSync(join(dir, 'incoming')) ? readdir(join(dir, 'incoming')) : [];

describe('files in a folder', () => {
  fileStoreContract(async () => {
    const dir = await newDir();
    return { store: localFileStore(dir, { maxBytes: 4_000_000 }), leftovers: leftoversIn(dir) };
  });

  it('are still there for the next process', async () => {
    const dir = await newDir();
    const bytes = bytesOf('kite');
    await localFileStore(dir).put(bytes, expectedOf(bytes));
    expect(await localFileStore(dir).has(expectedOf(bytes).sha256)).toBe(true);
  });

  it('lose the unfinished ones of a process that died, and only those', async () => {
    const dir = await newDir();
    const store = localFileStore(dir);
    await store.put(bytesOf('a'), expectedOf(bytesOf('a')));
    for (const name of ['yesterday', 'now']) await writeFile(join(dir, 'incoming', name), 'half');
    const longAgo = Date.now() / 1000 - 25 * 3600;
    await utimes(join(dir, 'incoming', 'yesterday'), longAgo, longAgo);
    await localFileStore(dir).put(bytesOf('b'), expectedOf(bytesOf('b')));
    expect(await leftoversIn(dir)()).toEqual(['now']);
  });

  it('say so when the disk refuses', async () => {
    const dir = await newDir();
    await writeFile(join(dir, 'incoming'), 'a file where the folder should be');
    const stored = await localFileStore(dir).put(bytesOf('a'), expectedOf(bytesOf('a')));
    expect(stored.ok ? 'ok' : stored.error.code).toBe('storage-unavailable');
  });
});
