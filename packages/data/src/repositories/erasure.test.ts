import { createHash } from 'node:crypto';
import { newUuid } from '@paperkite/kernel';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM, withCaller } from '../database.ts';
import { startTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';
import { PROVINCE, openClassroom } from './classroom.fixture.ts';
import type { Classroom } from './classroom.fixture.ts';
import * as repo from '../index.ts';
import { singleClient } from '../single-client.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Projects with assets, edits and versions, a shared one, and submitted entries of one's own and of a team. */
async function work(room: Classroom) {
  const [owner, mate] = room.pupils as [Classroom['pupils'][0], Classroom['pupils'][0]];
  const [own, shared, alone, together, contestId] = [newUuid(), newUuid(), newUuid(), newUuid(), newUuid()];
  await room.system(async (tx) => {
    await repo.putDefinition(tx, { id: 'd', version: 1, body: {} });
    await repo.createContest(tx, {
      id: contestId,
      definitionId: 'd',
      definitionVersion: 1,
      unitId: PROVINCE,
      title: 'c',
      submitOpensAt: null,
      submitClosesAt: null,
      graceSeconds: 0,
      limitMax: null,
      limitPer: 'track',
      limitCount: 'member',
    });
    await repo.changeContest(tx, contestId, { state: 'open' });
  });
  const entry = (id: string, projectId: string) => ({
    id,
    contestId,
    track: 'inter',
    group: null,
    classId: room.classId,
    projectId,
    teamMax: null,
  });
  await room.as(owner.id, async (tx) => {
    for (const id of [own, shared]) {
      await repo.createProject(tx, { id, ownerId: owner.id, classId: room.classId, title: '小鸢的作品' });
    }
    await repo.inviteToProject(tx, shared, mate.seatId);
    await repo.createEntry(tx, entry(alone, own));
    await repo.createEntry(tx, entry(together, shared));
    await repo.inviteToEntry(tx, together, mate.seatId);
  });
  const assets = [sha(`${own} drawn`), sha(`${own} frozen`)];
  await room.system(async (tx) => {
    for (const sha256 of assets) {
      await repo.addProjectAsset(tx, { projectId: own, sha256, size: 1, mime: 'image/png' });
    }
    await repo.addVersion(tx, { id: newUuid(), projectId: own, kind: 'named', bytes: Buffer.from('小鸢') });
  });
  await room.as(mate.id, (tx) => repo.answerEntryInvitation(tx, together, true));
  const log = repo.createUpdateLog(test.connectionString);
  await log.append([{ documentId: own, update: Buffer.from('小鸢') }]);
  await log.close();
  for (const id of [alone, together]) {
    await room.as(owner.id, (tx) =>
      repo.submitEntry(tx, id, {
        idempotencyKey: newUuid(),
        group: null,
        fields: { title: '小鸢' },
        document: JSON.stringify({ id }),
        assets: id === alone ? [assets[1]!] : [],
      }),
    );
  }
  return { owner, mate, own, shared, alone, together, assets };
}

/** Every place in the database, in any schema of ours, where one of the texts stands. */
async function traces(texts: string[]): Promise<string[]> {
  return withCaller(test.db, SYSTEM, async (tx) => {
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'app'
    `.execute(tx);
    const found: string[] = [];
    for (const { name } of tables) {
      for (const text of texts) {
        const { rows } = await sql`
          select 1 from ${sql.raw(name)} t where t::text like ${`%${text}%`}
            or t::text like ${`%${Buffer.from(text).toString('hex')}%`}`.execute(tx);
        if (rows.length > 0) found.push(`${name}: ${text}`);
      }
    }
    return found;
  });
}

describe('erasing a person', () => {
  it('leaves nothing of them but pseudonyms, keeps the logs, and lets the team go on', async () => {
    const room = await openClassroom(test.db, ['小鸢', '小燕']);
    const { owner, mate, shared, alone, together, assets } = await work(room);
    const dropped = await room.system((tx) => repo.erasePerson(tx, owner.id));
    expect(dropped.sort()).toEqual([...assets].sort());
    expect(await traces([owner.id])).toEqual([]);

    const events = await room.system((tx) =>
      tx.selectFrom('entryEvent').select(['kind', 'actor']).where('entryId', '=', alone).orderBy('seq').execute(),
    );
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'submitted', 'erased']);
    expect(events[0]!.actor).toMatch(/^[0-9a-f-]{36}$/);

    const team = await room.as(mate.id, (tx) => repo.findEntry(tx, together));
    expect(team?.members).toMatchObject([{ personId: mate.id, leader: true }]);
    expect(team?.versions).toHaveLength(1);
    expect(await room.as(mate.id, (tx) => repo.findProject(tx, shared))).toMatchObject({ ownerId: mate.id });

    const { rows } = await room.system((tx) => sql`select id from identity."user" where id = ${owner.id}`.execute(tx));
    expect(rows).toEqual([]);
  });

  it('is refused while a class would be left without a teacher', async () => {
    const room = await openClassroom(test.db, []);
    const attempt = room.system((tx) => repo.erasePerson(tx, room.teacher));
    await expect(attempt).rejects.toMatchObject({ code: 'sole_teacher' });
  });

  it('is refused for somebody who is not there', async () => {
    const attempt = withCaller(test.db, SYSTEM, (tx) => repo.erasePerson(tx, newUuid()));
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('deleting a class', () => {
  it('takes everything personal in it along, and spares what belongs elsewhere', async () => {
    const room = await openClassroom(test.db, ['阿鸢', '阿燕', '阿雀']);
    const second = await openClassroom(test.db, []);
    const { owner, mate, own, assets } = await work(room);
    const [, , both] = room.pupils;
    const [kept, lost] = [newUuid(), newUuid()];
    await room.system(async (tx) => {
      const seat = { id: newUuid(), classId: second.classId, personId: both!.id, nickname: '阿雀' };
      await repo.takeSeat(tx, seat);
      for (const [id, classId] of [
        [kept, second.classId],
        [lost, room.classId],
      ] as const) {
        await repo.createProject(tx, { id, ownerId: both!.id, classId, title: id });
      }
    });
    expect(await room.system((tx) => repo.previewClassDeletion(tx, room.classId))).toEqual({
      pupils: 2,
      projects: 3,
      entries: 2,
      accepted: 0,
    });
    const dropped = await withCaller(test.db, { kind: 'system', actor: room.teacher }, (tx) =>
      repo.deleteClass(tx, room.classId),
    );
    expect(dropped).toEqual(expect.arrayContaining(assets));
    expect(await traces([owner.id, mate.id, own, lost, '阿鸢', '阿燕'])).toEqual([]);
    expect(await room.as(both!.id, (tx) => repo.listProjects(tx, both!.id))).toMatchObject([{ id: kept }]);
    const audit = await room.system((tx) =>
      tx.selectFrom('auditEvent').selectAll().where('objectId', '=', room.classId).execute(),
    );
    expect(audit).toMatchObject([{ action: 'class.deleted', actor: expect.any(String) }]);
  });
});

describe('the logs', () => {
  it('cannot be changed even by the owner of the database', async () => {
    const client = singleClient(test.connectionString);
    await client.connect();
    try {
      await client.query('set role paperkite_app; alter table app.audit_event no force row level security');
      for (const table of ['app.audit_event', 'app.entry_event']) {
        await expect(client.query(`truncate ${table}`)).rejects.toThrow(/never changed/);
      }
      await expect(client.query('delete from app.audit_event')).rejects.toThrow(/never changed/);
      await expect(client.query(`update app.audit_event set action = 'a.b'`)).rejects.toThrow(/never changed/);
    } finally {
      await client.end();
    }
  });
});
