import { createHash } from 'node:crypto';
import { newUuid } from '@paperkite/kernel';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';
import { openClassroom } from './classroom.fixture.ts';
import type { Classroom } from './classroom.fixture.ts';
import * as repo from '../index.ts';

let test: TestDatabase;
let room: Classroom;
let projectId: string;
beforeAll(async () => {
  test = await startTestDatabase();
  room = await openClassroom(test.db, ['小鸢']);
});
afterAll(() => test.stop());

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const asset = (name: string) => ({ sha256: sha(name), size: 1, mime: 'image/png' });

async function aProject(...assets: string[]): Promise<string> {
  projectId = newUuid();
  await room.as(room.teacher, (tx) =>
    repo.createProject(tx, { id: projectId, ownerId: room.teacher, title: 'x', classId: room.classId }),
  );
  for (const name of assets) await room.system((tx) => repo.addProjectAsset(tx, { projectId, ...asset(name) }));
  return projectId;
}

const handOut = (document: string, assets: string[]) =>
  room.as(room.teacher, (tx) =>
    repo.handOut(tx, {
      id: newUuid(),
      classId: room.classId,
      title: 'x',
      projectId,
      document,
      assets: assets.map(sha),
    }),
  );
const frozenAssets = async (document: string): Promise<string[]> =>
  room.system(async (tx) => {
    const rows = await tx
      .selectFrom('snapshotAsset')
      .select('sha256')
      .where('snapshotId', '=', sha(document))
      .execute();
    return rows.map(({ sha256 }) => sha256);
  });
const isKnown = (name: string) => room.system(async (tx) => Boolean(await repo.findAsset(tx, sha(name))));

/** A transaction that has done `first` and goes on with `then` when told to. */
function halfway(
  first: (tx: repo.CallerTransaction) => Promise<unknown>,
  then?: (tx: repo.CallerTransaction) => unknown,
) {
  const { promise: reached, resolve: reach, reject: fail } = Promise.withResolvers<void>();
  const { promise: told, resolve: goOn } = Promise.withResolvers<void>();
  const done = room.system(async (tx) => {
    await first(tx);
    reach();
    await told;
    await then?.(tx);
  });
  done.catch(fail);
  return { reached, goOn, done };
}

/** Resolves once some transaction of this database waits for a lock. */
async function somebodyWaits(): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const { rows } = await room.system((tx) =>
      sql<{ n: number }>`
        select count(*) as n from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where a.datname = current_database() and not l.granted
      `.execute(tx),
    );
    if (rows[0]!.n > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('nobody waits');
}

describe('freezing a work', () => {
  it('is refused as a whole when one of its pictures is not there', async () => {
    await aProject('here');
    await expect(handOut('{"a":1}', ['here', 'gone'])).rejects.toMatchObject({ code: 'assets_missing' });
    expect(await frozenAssets('{"a":1}')).toEqual([]);
    await handOut('{"a":1}', ['here']);
    expect(await frozenAssets('{"a":1}')).toEqual([sha('here')]);
  });

  it('waits for whoever takes one of its pictures away, and is then refused', async () => {
    const id = await aProject('taken');
    const taking = halfway((tx) => tx.deleteFrom('projectAsset').where('projectId', '=', id).execute(), repo.sweep);
    await taking.reached;
    const freezing = handOut('{"b":1}', ['taken']);
    const outcome = expect(freezing).rejects.toMatchObject({ code: 'assets_missing' });
    await somebodyWaits();
    taking.goOn();
    await Promise.all([taking.done, outcome]);
    expect(await isKnown('taken')).toBe(false);
  });

  it('keeps its pictures from a sweep that begins before it ends', async () => {
    const id = await aProject('kept');
    const freezing = halfway(async (tx) => {
      await sql`select app.freeze('{"c":1}', ${id}, ${[sha('kept')]})`.execute(tx);
      await tx
        .insertInto('handout')
        .values({ classId: room.classId, snapshotId: sha('{"c":1}'), title: 'x', createdBy: null })
        .execute();
    });
    await freezing.reached;
    const sweeping = room.system(repo.sweep);
    await somebodyWaits();
    freezing.goOn();
    await freezing.done;
    expect(await sweeping).not.toContain(sha('kept'));
    await room.system((tx) => tx.deleteFrom('project').where('id', '=', id).execute());
    await room.system(repo.sweep);
    expect([await isKnown('kept'), await frozenAssets('{"c":1}')]).toEqual([true, [sha('kept')]]);
  });

  it('does not lock up with the deletion of the project whose picture is just being added', async () => {
    const id = await aProject();
    const deleting = halfway((tx) => tx.deleteFrom('project').where('id', '=', id).execute(), repo.sweep);
    await deleting.reached;
    const adding = room.system((tx) => repo.addProjectAsset(tx, { projectId: id, ...asset('late') }));
    const outcome = adding.then(
      () => 'added',
      () => 'refused',
    );
    await somebodyWaits();
    deleting.goOn();
    await deleting.done;
    expect(await outcome).toBe('refused');
  });
});

describe('an upload', () => {
  it('that meets a sweep keeps its row, whichever comes first', async () => {
    const id = await aProject('both');
    await room.system((tx) => tx.deleteFrom('projectAsset').where('projectId', '=', id).execute());
    const sweeping = halfway(repo.sweep);
    await sweeping.reached;
    const adding = room.system((tx) => repo.addProjectAsset(tx, { projectId: id, ...asset('both') }));
    await somebodyWaits();
    sweeping.goOn();
    await Promise.all([sweeping.done, adding]);
    expect(await isKnown('both')).toBe(true);

    await room.system((tx) => tx.deleteFrom('projectAsset').where('projectId', '=', id).execute());
    const uploading = halfway((tx) => repo.addProjectAsset(tx, { projectId: id, ...asset('both') }));
    await uploading.reached;
    const later = room.system(repo.sweep);
    await somebodyWaits();
    uploading.goOn();
    await uploading.done;
    expect(await later).not.toContain(sha('both'));
    expect(await isKnown('both')).toBe(true);
  });
});

describe("the picture on a work's card", () => {
  it('goes with the next sweep once another has taken its place', async () => {
    const id = await aProject();
    const put = (name: string) => room.system((tx) => repo.putThumbnail(tx, { projectId: id, ...asset(name) }));
    for (let i = 0; i < 5; i++) await put(`look ${i}`);
    const dropped = await room.system(repo.sweep);
    expect(dropped.sort()).toEqual([0, 1, 2, 3].map((i) => sha(`look ${i}`)).sort());
    expect(await isKnown('look 4')).toBe(true);
    expect(await room.as(room.teacher, (tx) => repo.findAsset(tx, sha('look 4')))).toBeDefined();
    expect(await room.as(room.pupils[0]!.id, (tx) => repo.findAsset(tx, sha('look 4')))).toBeUndefined();
  });
});

describe('versions kept by hand', () => {
  it('are as many as the project may have, until one of them is dropped', async () => {
    const id = await aProject();
    const keep = (kind: 'named' | 'before_restore') => {
      const version = newUuid();
      const adding = room.system((tx) =>
        repo.addVersion(tx, { id: version, projectId: id, kind, bytes: Buffer.from(version) }),
      );
      return adding.then(() => version);
    };
    const first = await keep('named');
    await Promise.all(Array.from({ length: repo.KEPT_VERSIONS.count - 1 }, () => keep('named')));
    const refusals = await Promise.allSettled([keep('named'), keep('named')]);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ reason: { code: 'versions_full', details: { count: 50 } } });
    }
    await room.system((tx) => repo.dropNamedVersion(tx, id, first));
    await keep('named');
    for (let i = 0; i < 13; i++) await keep('before_restore');
    const left = await room.as(room.teacher, (tx) => repo.listVersions(tx, id));
    expect(left.filter(({ kind }) => kind === 'before_restore')).toHaveLength(10);
    expect(left.filter(({ kind }) => kind === 'named')).toHaveLength(50);
  });
});
