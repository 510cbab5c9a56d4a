import {
  asPerson,
  createPerson,
  createPupilAccount,
  findSeat,
  grantRole,
  listAudit,
  SYSTEM,
  takeSeat,
  withCaller,
  type CallerTransaction,
} from '@paperkite/data';
import { startTestDatabase, type TestDatabase } from '@paperkite/data/testing';
import { newUuid, systemClock, unwrap } from '@paperkite/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClass } from './create-class.ts';
import { setSeatRemoved } from './seat-removal.ts';

const BEIJING = '00000000-0000-7000-8000-000000110000';
let test: TestDatabase;

beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());

const as = <T>(personId: string, work: (tx: CallerTransaction) => Promise<T>) =>
  withCaller(test.db, asPerson(personId), work);
const system = <T>(work: (tx: CallerTransaction) => Promise<T>) => withCaller(test.db, SYSTEM, work);

describe('a pupil who is taken out of a class and put back', () => {
  it('stands in the log once for each, as a pseudonym, and not for what was refused or so already', async () => {
    const [teacher, admin] = [newUuid(), newUuid()];
    await system(async (tx) => {
      await createPerson(tx, { id: teacher, kind: 'adult', displayName: '李老师' });
      await createPerson(tx, { id: admin, kind: 'adult', displayName: '管' });
      await grantRole(tx, { personId: admin, unitId: BEIJING, role: 'admin', grantedBy: null });
    });
    const input = { name: '三(1)班', provinceId: BEIJING, school: '回归小学' };
    const { classId } = unwrap(await openClass({ db: test.db, clock: systemClock }, teacher, input));
    const sit = (personId: string, id: string) =>
      system(async (tx) => {
        await createPupilAccount(tx, personId, '燕子');
        await createPerson(tx, { id: personId, kind: 'pupil', displayName: '燕子' });
        await takeSeat(tx, { id, classId, personId, nickname: '燕子' });
      });
    const [pupil, seatId, namesake, otherSeatId] = [newUuid(), newUuid(), newUuid(), newUuid()];
    await sit(pupil, seatId);
    const set = (id: string, removed: boolean) =>
      as(teacher, async (tx) => setSeatRemoved(tx, (await findSeat(tx, id))!, removed));

    // A second teacher at the same moment, and one later.
    await Promise.all([set(seatId, true), set(seatId, true)]);
    await set(seatId, true);
    await sit(namesake, otherSeatId);
    await expect(set(seatId, false)).rejects.toMatchObject({ code: 'nickname_taken' });
    await set(otherSeatId, true);
    await set(seatId, false);

    const log = await as(admin, (tx) => listAudit(tx, { unitId: BEIJING }));
    const seats = log.filter(({ action }) => action.startsWith('seat.'));
    expect(seats.map(({ action }) => action)).toEqual(['seat.restored', 'seat.removed', 'seat.removed']);
    expect(seats[0]!.subject).toBe(seats[2]!.subject);
    expect(seats[0]).toMatchObject({ objectKind: 'class', objectId: classId });
    expect(JSON.stringify(log)).not.toContain(pupil);
  });
});
