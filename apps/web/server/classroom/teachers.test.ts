import {
  asPerson,
  createPerson,
  createPupilAccount,
  grantRole,
  listAudit,
  listTaughtClasses,
  listTeachers,
  removeSeat,
  restoreSeat,
  SYSTEM,
  takeSeat,
  withCaller,
  type CallerTransaction,
} from '@paperkite/data';
import { startTestDatabase, type TestDatabase } from '@paperkite/data/testing';
import { newUuid, systemClock, unwrap } from '@paperkite/kernel';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SignedIn } from '../identity/signed-in.ts';
import { createClassWalls } from './class-walls.ts';
import { openClass } from './create-class.ts';
import { followAsPupil } from './pupil-feed.ts';
import { createTeacherInvitations, type TeacherInvitations } from './teacher-invitation.ts';

const BEIJING = '00000000-0000-7000-8000-000000110000';
const SECRET = 'a secret of thirty-two characters';
let test: TestDatabase;
let later = 0;
let invitations: TeacherInvitations;

beforeAll(async () => {
  test = await startTestDatabase();
  const clock = { now: () => systemClock.now() + later };
  invitations = createTeacherInvitations({ db: test.db, clock, secret: SECRET });
});
afterAll(() => test.stop());

const as = <T>(personId: string, work: (tx: CallerTransaction) => Promise<T>) =>
  withCaller(test.db, asPerson(personId), work);
const system = <T>(work: (tx: CallerTransaction) => Promise<T>) => withCaller(test.db, SYSTEM, work);

async function adult(displayName: string): Promise<SignedIn> {
  const personId = newUuid();
  await system((tx) => createPerson(tx, { id: personId, kind: 'adult', displayName }));
  return { personId, kind: 'adult', displayName };
}

async function classOf({ personId }: SignedIn): Promise<string> {
  const input = { name: '三(1)班', provinceId: BEIJING, school: '双师小学' };
  return unwrap(await openClass({ db: test.db, clock: systemClock }, personId, input)).classId;
}

const taught = async ({ personId }: SignedIn): Promise<string[]> =>
  (await as(personId, (tx) => listTaughtClasses(tx, personId))).map(({ id }) => id);

describe('the link that invites a fellow teacher', () => {
  it('opens the class to one colleague, once, and the log says so without a name', async () => {
    const [li, wang, zhao, admin] = [
      await adult('李老师'),
      await adult('王老师'),
      await adult('赵老师'),
      await adult('管'),
    ];
    const classId = await classOf(li);
    const proof = await invitations.create(li.personId, classId);
    expect(await invitations.read(classId, proof)).toEqual({ className: '三(1)班', invitedBy: '李老师' });
    const both = await Promise.allSettled([wang, zhao].map((one) => invitations.accept(one, classId, proof)));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await as(li.personId, (tx) => listTeachers(tx, classId))).toHaveLength(2);
    expect(await invitations.read(classId, proof)).toBeUndefined();
    await system((tx) => grantRole(tx, { personId: admin.personId, unitId: BEIJING, role: 'admin', grantedBy: null }));
    const log = await as(admin.personId, (tx) => listAudit(tx, { unitId: BEIJING }));
    expect(log.map(({ action }) => action)).toContain('class.teacher_added');
    expect(JSON.stringify(log)).not.toContain(wang.personId);
  });

  it('that was used or ended never holds again, also when the class has the same teachers as before', async () => {
    const [li, wang, zhao] = [await adult('李老师'), await adult('王老师'), await adult('赵老师')];
    const classId = await classOf(li);
    const [used, other] = [
      await invitations.create(li.personId, classId),
      await invitations.create(li.personId, classId),
    ];
    await invitations.accept(wang, classId, used);
    await invitations.remove(li.personId, classId, wang.personId);
    for (const proof of [used, other]) {
      expect(await invitations.read(classId, proof)).toBeUndefined();
      await expect(invitations.accept(wang, classId, proof)).rejects.toMatchObject({ code: 'not_found' });
      await expect(invitations.accept(zhao, classId, proof)).rejects.toMatchObject({ code: 'not_found' });
    }
    const fresh = await invitations.create(li.personId, classId);
    await invitations.accept(zhao, classId, fresh);
    expect(await taught(zhao)).toEqual([classId]);
  });

  it('holds for three days, for its own class, unchanged, and while the inviter teaches there', async () => {
    const [li, wang] = [await adult('李老师'), await adult('王老师')];
    const [classId, other] = [await classOf(li), await classOf(li)];
    const proof = await invitations.create(li.personId, classId);
    expect(await invitations.read(other, proof)).toBeUndefined();
    const [, until, signature] = proof.split('.');
    expect(await invitations.read(classId, [wang.personId, until, signature].join('.'))).toBeUndefined();
    expect(await invitations.read(classId, [li.personId, Number(until) + 1, signature].join('.'))).toBeUndefined();
    for (const nonsense of ['', '..', 'x.1.y', `${li.personId}.${until}`]) {
      expect(await invitations.read(classId, nonsense)).toBeUndefined();
    }
    later = 3 * 86_400_000 + 1000;
    expect(await invitations.read(classId, proof)).toBeUndefined();
    later = 0;
    await expect(invitations.create(wang.personId, classId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('makes no teacher of a pupil', async () => {
    const li = await adult('李老师');
    const classId = await classOf(li);
    const proof = await invitations.create(li.personId, classId);
    const personId = newUuid();
    await system(async (tx) => {
      await createPupilAccount(tx, personId, '小鸢');
      await createPerson(tx, { id: personId, kind: 'pupil', displayName: '小鸢' });
    });
    const pupil = { personId, kind: 'pupil' as const, displayName: '小鸢' };
    await expect(invitations.accept(pupil, classId, proof)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a teacher', () => {
  it('is taken out by a colleague, or leaves, but never the last one', async () => {
    const [li, wang, stranger] = [await adult('李老师'), await adult('王老师'), await adult('陌生人')];
    const classId = await classOf(li);
    await expect(invitations.remove(li.personId, classId, li.personId)).rejects.toMatchObject({ code: 'sole_teacher' });
    await invitations.accept(wang, classId, await invitations.create(li.personId, classId));
    const outsider = invitations.remove(stranger.personId, classId, li.personId);
    await expect(outsider).rejects.toMatchObject({ code: 'not_found' });
    await invitations.remove(wang.personId, classId, li.personId);
    expect(await taught(li)).toEqual([]);
    expect(await taught(wang)).toEqual([classId]);
  });
});

describe('a pupil’s class page', () => {
  it('follows the class until the pupil is taken out of it, and then hears nothing more', async () => {
    const li = await adult('李老师');
    const classId = await classOf(li);
    const [personId, seatId] = [newUuid(), newUuid()];
    await system(async (tx) => {
      await createPupilAccount(tx, personId, '小燕');
      await createPerson(tx, { id: personId, kind: 'pupil', displayName: '小燕' });
      await takeSeat(tx, { id: seatId, classId, personId, nickname: '小燕' });
    });
    const walls = createClassWalls({ clock: systemClock });
    const told: string[] = [];
    const stop = followAsPupil({
      db: test.db,
      walls,
      classId,
      personId,
      onHand: (raised) => told.push(`hand ${raised}`),
      onChanged: () => told.push('changed'),
      onEnd: () => told.push('end'),
    });
    expect(walls.isHere(classId, personId)).toBe(true);
    walls.setHand(classId, personId, true);
    walls.classChanged(classId);
    await vi.waitFor(() => expect(told).toEqual(['hand true', 'changed']));
    await as(li.personId, (tx) => removeSeat(tx, seatId));
    walls.classChanged(classId);
    await vi.waitFor(() => expect(told.at(-1)).toBe('end'));
    expect(walls.isHere(classId, personId)).toBe(false);
    await as(li.personId, (tx) => restoreSeat(tx, seatId));
    walls.classChanged(classId);
    walls.setHand(classId, personId, false);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toEqual(['hand true', 'changed', 'end']);
    stop();
  });
});
