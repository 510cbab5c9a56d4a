import { newUuid } from '@paperkite/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClassroom } from './repositories/classroom.fixture.ts';
import type { Classroom } from './repositories/classroom.fixture.ts';
import * as repo from './index.ts';
import { startTestDatabase } from './testing/index.ts';
import type { TestDatabase } from './testing/index.ts';
import { createUpdateLog } from './update-log.ts';
import type { PostgresUpdateLog } from './update-log.ts';

let test: TestDatabase;
let room: Classroom;
let log: PostgresUpdateLog;
beforeAll(async () => {
  test = await startTestDatabase();
  room = await openClassroom(test.db, ['a']);
  log = createUpdateLog(test.connectionString, { versionEveryMs: 0, versionsKept: 2 });
});
afterAll(async () => {
  await log.close();
  await test.stop();
});

async function project(): Promise<string> {
  const id = newUuid();
  const ownerId = room.pupils[0]!.id;
  await room.as(ownerId, (tx) => repo.createProject(tx, { id, ownerId, title: 'x' }));
  return id;
}
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const contents = async (id: string) => {
  const { snapshot, updates } = await log.load(id);
  return { snapshot: snapshot && [...snapshot], updates: updates.map(({ update }) => [...update]) };
};

describe('the update log', () => {
  it('gives back every byte of every document in order, from one append for all', async () => {
    const [a, b] = [await project(), await project()];
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const seqs = await log.append([
      { documentId: a, update: all },
      { documentId: b, update: bytes(2) },
      { documentId: a, update: bytes() },
      { documentId: a, update: all.subarray(250) },
    ]);
    expect(seqs).toEqual([...seqs].sort((x, y) => x - y));
    expect(await contents(a)).toEqual({ snapshot: undefined, updates: [[...all], [], [...all.subarray(250)]] });
    expect(await contents(b)).toEqual({ snapshot: undefined, updates: [[2]] });
  });

  it('refuses a batch with a project that is gone, whole, and says so', async () => {
    const a = await project();
    for (const documentId of [newUuid(), 'no uuid']) {
      const attempt = log.append([
        { documentId: a, update: bytes(1) },
        { documentId, update: bytes(2) },
      ]);
      await expect(attempt).rejects.toMatchObject({ code: 'unknown_document', reason: 'unknown-project' });
    }
    expect((await contents(a)).updates).toEqual([]);
  });

  it('knows nothing of an unknown document', async () => {
    expect(await contents(newUuid())).toEqual({ snapshot: undefined, updates: [] });
  });

  it('compacts what was merged, keeps what came after, and never goes back', async () => {
    const a = await project();
    const seqs = await log.append([1, 2, 3].map((n) => ({ documentId: a, update: bytes(n) })));
    await log.compact(a, bytes(12), seqs[1]!);
    expect(await contents(a)).toEqual({ snapshot: [12], updates: [[3]] });
    await log.compact(a, bytes(1), seqs[0]!);
    expect(await contents(a)).toEqual({ snapshot: [12], updates: [[3]] });
    await log.compact(a, bytes(123), seqs[2]!);
    expect(await contents(a)).toEqual({ snapshot: [123], updates: [] });
  });

  it('keeps automatic versions, the newest ones, and every named one', async () => {
    const a = await project();
    await room.system((tx) => repo.addVersion(tx, { id: newUuid(), projectId: a, kind: 'named', bytes: bytes(0) }));
    for (const n of [1, 2, 3, 4]) {
      const [seq] = await log.append([{ documentId: a, update: bytes(n) }]);
      await log.compact(a, bytes(n), seq!);
    }
    const owner = room.pupils[0]!.id;
    const versions = await room.as(owner, (tx) => repo.listVersions(tx, a));
    expect(versions.map(({ kind }) => kind)).toEqual(['automatic', 'automatic', 'named']);
    const newest = await room.as(owner, (tx) => repo.readVersion(tx, a, versions[0]!.id));
    expect([...newest!]).toEqual([4]);
  });

  it('makes no version again before its time', async () => {
    const slow = createUpdateLog(test.connectionString);
    const a = await project();
    for (const n of [1, 2]) {
      const [seq] = await slow.append([{ documentId: a, update: bytes(n) }]);
      await slow.compact(a, bytes(n), seq!);
    }
    await slow.close();
    expect(await room.as(room.pupils[0]!.id, (tx) => repo.listVersions(tx, a))).toHaveLength(1);
  });

  it('marks the project as edited', async () => {
    const a = await project();
    const owner = room.pupils[0]!.id;
    const before = (await room.as(owner, (tx) => repo.findProject(tx, a)))!.updatedAt;
    const [seq] = await log.append([{ documentId: a, update: bytes(1) }]);
    await log.compact(a, bytes(1), seq!);
    const after = (await room.as(owner, (tx) => repo.findProject(tx, a)))!.updatedAt;
    expect(after.getTime()).toBeGreaterThan(before.getTime());
  });
});
