import { newUuid } from '@paperkite/kernel';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withCaller } from '../database.ts';
import { startTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';
import { openClassroom } from './classroom.fixture.ts';
import * as repo from '../index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());

const inAnHour = (): Date => new Date(Date.now() + 3_600_000);

describe('a join code', () => {
  it('has eight characters that cannot be misread, and opens its class', async () => {
    const { classId, teacher, as, system } = await openClassroom(test.db, []);
    const code = await as(teacher, (tx) => repo.rotateJoinCode(tx, { classId, expiresAt: inAnHour() }));
    expect(code).toMatch(/^[2-9A-HJ-NPR-Z]{8}$/);
    expect(await system((tx) => repo.findClassByCode(tx, code))).toMatchObject({ classId, frozen: false });
  });

  it('stops working when it is replaced, revoked or expired', async () => {
    const { classId, teacher, as, system } = await openClassroom(test.db, []);
    const find = (code: string) => system((tx) => repo.findClassByCode(tx, code));
    const rotate = (expiresAt: Date) => as(teacher, (tx) => repo.rotateJoinCode(tx, { classId, expiresAt }));
    const first = await rotate(inAnHour());
    const second = await rotate(inAnHour());
    await expect(find(first)).rejects.toMatchObject({ code: 'join_code_invalid' });
    expect(await find(second)).toMatchObject({ classId });
    await as(teacher, (tx) => repo.revokeJoinCode(tx, classId));
    await expect(find(second)).rejects.toMatchObject({ code: 'join_code_invalid' });
    const expired = await rotate(new Date(Date.now() - 1000));
    await expect(find(expired)).rejects.toMatchObject({ code: 'join_code_invalid' });
    expect(await as(teacher, (tx) => repo.currentJoinCode(tx, classId))).toBeUndefined();
  });

  it('is one at a time, also when two teachers ask at once', async () => {
    const { classId, teacher, as } = await openClassroom(test.db, []);
    const rotate = () => as(teacher, (tx) => repo.rotateJoinCode(tx, { classId, expiresAt: inAnHour() }));
    await Promise.allSettled([rotate(), rotate(), rotate()]);
    const { rows } = await withCaller(test.db, { kind: 'system' }, (tx) =>
      sql`select 1 from app.class_code where class_id = ${classId} and revoked_at is null`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });
});

describe('a seat', () => {
  it('is found by the nickname in any case and width', async () => {
    const { classId, pupils, system } = await openClassroom(test.db, ['Kite７']);
    const found = await system((tx) => repo.findSeatByNickname(tx, classId, 'kite7'));
    expect(found?.id).toBe(pupils[0]!.seatId);
  });

  it('is refused for a nickname that is taken, and in a frozen class', async () => {
    const { classId, teacher, as, system } = await openClassroom(test.db, ['小鸢']);
    const sit = (nickname: string) =>
      system(async (tx) => {
        const personId = newUuid();
        await repo.createPerson(tx, { id: personId, kind: 'pupil', displayName: nickname });
        await repo.takeSeat(tx, { id: newUuid(), classId, personId, nickname });
      });
    await expect(sit('小鸢')).rejects.toMatchObject({ code: 'nickname_taken' });
    await as(teacher, (tx) => repo.changeClass(tx, classId, { frozen: true }));
    await expect(sit('小燕')).rejects.toMatchObject({ code: 'class_frozen' });
  });

  it('is one of two hundred at most, also when many come at once or come back', async () => {
    const { classId, pupils, teacher, as, system } = await openClassroom(test.db, ['小鸢']);
    const many = sql.raw(
      `insert into app.person (id, kind, display_name) select gen_random_uuid(), 'pupil', 'p' || n from generate_series(1, 197) n returning id`,
    );
    await system((tx) =>
      sql`with made as (${many})
        insert into app.seat (class_id, person_id, nickname) select ${classId}, id, 'p' || row_number() over () from made`.execute(
        tx,
      ),
    );
    const sit = (nickname: string) =>
      system(async (tx) => {
        const personId = newUuid();
        await repo.createPerson(tx, { id: personId, kind: 'pupil', displayName: nickname });
        await repo.takeSeat(tx, { id: newUuid(), classId, personId, nickname });
      });
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map(sit));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(refused).toEqual(['class_full', 'class_full', 'class_full']);
    const { seatId } = pupils[0]!;
    await as(teacher, (tx) => repo.removeSeat(tx, seatId));
    await sit('f');
    await expect(as(teacher, (tx) => repo.restoreSeat(tx, seatId))).rejects.toMatchObject({ code: 'class_full' });
  });

  it('shows classmates nicknames and nothing else, and strangers nothing', async () => {
    const { classId, pupils, as } = await openClassroom(test.db, ['a', 'b']);
    const stranger = (await openClassroom(test.db, ['c'])).pupils[0]!;
    const rows = await as(pupils[0]!.id, (tx) => repo.listClassmates(tx, classId));
    expect(rows).toEqual(pupils.map(({ seatId, nickname }) => ({ seatId, nickname })));
    expect(await as(stranger.id, (tx) => repo.listClassmates(tx, classId))).toEqual([]);
  });

  it('gives its place back when it is removed, and can be restored', async () => {
    const { classId, pupils, teacher, as } = await openClassroom(test.db, ['a']);
    const [pupil] = pupils;
    const projectId = newUuid();
    await as(pupil!.id, (tx) =>
      repo.createProject(tx, { id: projectId, ownerId: pupil!.id, classId, title: '我的作品' }),
    );
    const seenByTeacher = () => as(teacher, (tx) => repo.projectAccess(tx, projectId, teacher));
    expect(await seenByTeacher()).toMatchObject({ as: 'teacher', mayEdit: true });
    await as(teacher, (tx) => repo.removeSeat(tx, pupil!.seatId));
    expect(await seenByTeacher()).toBeUndefined();
    expect(await as(pupil!.id, (tx) => repo.listSeatedClasses(tx, pupil!.id))).toEqual([]);
    expect(await as(pupil!.id, (tx) => repo.listProjects(tx, pupil!.id))).toMatchObject([{ title: '我的作品' }]);
    await as(teacher, (tx) => repo.restoreSeat(tx, pupil!.seatId));
    expect(await seenByTeacher()).toMatchObject({ as: 'teacher' });
  });

  it('that was removed is listed for the teachers of its class alone, the last one first', async () => {
    const { classId, pupils, teacher, as } = await openClassroom(test.db, ['a', 'b', 'c']);
    const [first, second, mate] = pupils;
    const other = await openClassroom(test.db, []);
    const seen = async (personId: string) =>
      (await as(personId, (tx) => repo.listRemovedSeats(tx, classId))).map(({ nickname }) => nickname);
    expect(await seen(teacher)).toEqual([]);
    await as(teacher, (tx) => repo.removeSeat(tx, first!.seatId));
    await as(teacher, (tx) =>
      sql`update app.seat set removed_at = now() - interval '1 day'
      where id = ${first!.seatId}`.execute(tx),
    );
    await as(teacher, (tx) => repo.removeSeat(tx, second!.seatId));
    expect(await seen(teacher)).toEqual(['b', 'a']);
    expect([await seen(other.teacher), await seen(mate!.id)]).toEqual([[], []]);
    await as(teacher, (tx) => repo.restoreSeat(tx, second!.seatId));
    expect(await seen(teacher)).toEqual(['a']);
    expect(await as(teacher, (tx) => repo.listSeats(tx, classId))).toMatchObject([
      { nickname: 'b', removedAt: null },
      { nickname: 'c' },
    ]);
  });

  it('does not come back while somebody else has its nickname, and does under another one', async () => {
    const { classId, pupils, teacher, as, system } = await openClassroom(test.db, ['Kite']);
    const { seatId } = pupils[0]!;
    await as(teacher, (tx) => repo.removeSeat(tx, seatId));
    const newcomer = newUuid();
    await system(async (tx) => {
      await repo.createPerson(tx, { id: newcomer, kind: 'pupil', displayName: 'kite' });
      await repo.takeSeat(tx, { id: newUuid(), classId, personId: newcomer, nickname: 'kite' });
    });
    const restore = () => as(teacher, (tx) => repo.restoreSeat(tx, seatId));
    await expect(restore()).rejects.toMatchObject({ code: 'nickname_taken' });
    await as(teacher, (tx) => repo.changeSeat(tx, seatId, { nickname: 'Swan' }));
    await restore();
    expect(await as(teacher, (tx) => repo.listSeats(tx, classId))).toMatchObject([
      { nickname: 'kite' },
      { nickname: 'Swan' },
    ]);
  });

  it('locks after wrong PINs, and a new PIN forgets them', async () => {
    const { pupils, system } = await openClassroom(test.db, ['a']);
    const { seatId } = pupils[0]!;
    const fail = () => system((tx) => repo.countPinFailure(tx, seatId, { lockEvery: 3, lockSeconds: 60 }));
    await system((tx) => repo.setPin(tx, seatId, 'hash'));
    expect((await fail()).lockedUntil).toBeNull();
    await fail();
    const third = await fail();
    expect(third.failedAttempts).toBe(3);
    expect(third.lockedUntil!.getTime()).toBeGreaterThan(Date.now() + 50_000);
    await system((tx) => repo.setPin(tx, seatId, 'other'));
    expect(await system((tx) => repo.readPin(tx, seatId))).toEqual({
      hash: 'other',
      failedAttempts: 0,
      lockedUntil: null,
    });
  });
});

describe('teachers', () => {
  it('never leave a class without one', async () => {
    const { classId, teacher, as, system } = await openClassroom(test.db, []);
    const second = newUuid();
    await system((tx) => repo.createPerson(tx, { id: second, kind: 'adult', displayName: '王老师' }));
    await as(teacher, (tx) => repo.addTeacher(tx, { classId, personId: second, addedBy: teacher }));
    // Both leave at the same moment: one of them stays.
    const results = await Promise.allSettled(
      [teacher, second].map((id) => as(id, (tx) => repo.removeTeacher(tx, classId, id))),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'sole_teacher' } });
  });
});

describe('a frozen class', () => {
  it('lets pupils look and teachers work', async () => {
    const { classId, pupils, teacher, as } = await openClassroom(test.db, ['a', 'b']);
    const [owner, mate] = pupils;
    const projectId = newUuid();
    await as(owner!.id, async (tx) => {
      await repo.createProject(tx, { id: projectId, ownerId: owner!.id, classId, title: 'x' });
      await repo.inviteToProject(tx, projectId, mate!.seatId);
    });
    const may = async (id: string) => (await as(id, (tx) => repo.projectAccess(tx, projectId, id)))?.mayEdit;
    expect([await may(owner!.id), await may(mate!.id), await may(teacher)]).toEqual([true, true, true]);
    await as(teacher, (tx) => repo.changeClass(tx, classId, { frozen: true }));
    expect([await may(owner!.id), await may(mate!.id), await may(teacher)]).toEqual([false, false, true]);
  });
});

describe('a project', () => {
  it('is made once however often a device asks, and never taken over by somebody else', async () => {
    const { pupils, as } = await openClassroom(test.db, ['a', 'b']);
    const id = newUuid();
    const make = (ownerId: string) => as(ownerId, (tx) => repo.createProject(tx, { id, ownerId, title: 'x' }));
    await make(pupils[0]!.id);
    await make(pupils[0]!.id);
    await expect(make(pupils[1]!.id)).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('that classmates share closes for whoever is removed from the class, and opens when they come back', async () => {
    const { classId, pupils, teacher, as } = await openClassroom(test.db, ['a', 'b']);
    const [owner, mate] = pupils;
    const id = newUuid();
    await as(owner!.id, async (tx) => {
      await repo.createProject(tx, { id, ownerId: owner!.id, classId, title: 'x' });
      await repo.inviteToProject(tx, id, mate!.seatId);
    });
    const access = () => as(mate!.id, (tx) => repo.projectAccess(tx, id, mate!.id));
    const rename = () => as(mate!.id, (tx) => repo.changeProject(tx, id, { title: 'y' }));
    await rename();
    await as(teacher, (tx) => repo.removeSeat(tx, mate!.seatId));
    expect(await access()).toBeUndefined();
    expect(await as(mate!.id, (tx) => repo.listProjects(tx, mate!.id))).toEqual([]);
    await expect(rename()).rejects.toMatchObject({ code: 'not_found' });
    await as(teacher, (tx) => repo.restoreSeat(tx, mate!.seatId));
    expect(await access()).toMatchObject({ as: 'member', mayEdit: true });
  });

  it('goes into the bin and back by its owner alone', async () => {
    const { classId, pupils, as } = await openClassroom(test.db, ['a', 'b']);
    const [owner, mate] = pupils;
    const id = newUuid();
    await as(owner!.id, async (tx) => {
      await repo.createProject(tx, { id, ownerId: owner!.id, classId, title: 'x' });
      await repo.inviteToProject(tx, id, mate!.seatId);
    });
    await as(mate!.id, (tx) => repo.changeProject(tx, id, { title: 'y' }));
    const bin = (who: string, deletedAt: Date | null) => as(who, (tx) => repo.changeProject(tx, id, { deletedAt }));
    await expect(bin(mate!.id, new Date())).rejects.toMatchObject({ code: 'not_allowed' });
    await bin(owner!.id, new Date());
    await expect(bin(mate!.id, null)).rejects.toMatchObject({ code: 'not_found' });
    expect(await as(owner!.id, (tx) => repo.listProjects(tx, owner!.id, { deleted: true }))).toHaveLength(1);
    await bin(owner!.id, null);
    expect(await as(mate!.id, (tx) => repo.listProjects(tx, mate!.id))).toMatchObject([{ title: 'y' }]);
  });
});
