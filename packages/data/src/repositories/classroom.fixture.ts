import { newUuid } from '@paperkite/kernel';
import { SYSTEM, asPerson, withCaller } from '../database.ts';
import type { CallerTransaction, DatabaseHandle } from '../database.ts';
import { addUnit } from './units.ts';
import { createClass } from './classes.ts';
import { createPerson } from './people.ts';
import { createPupilAccount } from './pins.ts';
import { takeSeat } from './seats.ts';

export const PROVINCE = '00000000-0000-7000-8000-000000110000';

export interface Classroom {
  unitId: string;
  classId: string;
  teacher: string;
  pupils: { id: string; seatId: string; nickname: string }[];
  as<T>(personId: string, work: (tx: CallerTransaction) => Promise<T>): Promise<T>;
  system<T>(work: (tx: CallerTransaction) => Promise<T>): Promise<T>;
}

/** A school with one class, its teacher, and pupils who have accounts. For tests. */
export async function openClassroom(db: DatabaseHandle, nicknames: string[]): Promise<Classroom> {
  const [unitId, classId, teacher] = [newUuid(), newUuid(), newUuid()];
  const pupils = nicknames.map((nickname) => ({ id: newUuid(), seatId: newUuid(), nickname }));
  await withCaller(db, SYSTEM, async (tx) => {
    await addUnit(tx, { id: unitId, parentId: PROVINCE, kind: 'school', nameZh: '一小' });
    await createPerson(tx, { id: teacher, kind: 'adult', displayName: '李老师' });
  });
  await withCaller(db, asPerson(teacher), (tx) =>
    createClass(tx, { id: classId, unitId, name: '四（2）班', createdBy: teacher }),
  );
  await withCaller(db, SYSTEM, async (tx) => {
    for (const { id, seatId, nickname } of pupils) {
      await createPupilAccount(tx, id, nickname);
      await createPerson(tx, { id, kind: 'pupil', displayName: nickname });
      await takeSeat(tx, { id: seatId, classId, personId: id, nickname, grade: '4' });
    }
  });
  return {
    unitId,
    classId,
    teacher,
    pupils,
    as: (personId, work) => withCaller(db, asPerson(personId), work),
    system: (work) => withCaller(db, SYSTEM, work),
  };
}
