import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  addTeacher,
  asPerson,
  audit,
  DataError,
  findClass,
  listTeachers,
  lockTransaction,
  removeTeacher,
  withCaller,
  type CallerTransaction,
  type DatabaseHandle,
} from '@paperkite/data';
import type { Clock } from '@paperkite/kernel';
import type { SignedIn } from '../identity/signed-in.ts';
import { teaches } from './delete-class.ts';

/** How long a colleague has to open the link. */
const LIFETIME_MS = 3 * 24 * 60 * 60_000;

/**
 * Invitations of a fellow teacher into a class: a link that names the class, who invites and until when, signed. It works
 * once, because the signature covers how often the class's teachers have changed: whoever comes in by it, or any other
 * change, ends it for good. So does the inviter's leaving. Nothing about the invited person is asked or stored before they come.
 */
export interface TeacherInvitations {
  /** The part of the link that proves it. @throws DataError `not_found` unless the person teaches the class */
  create(personId: string, classId: string): Promise<string>;
  /** The class behind a link that still holds, and who invites; undefined otherwise. */
  read(classId: string, proof: string): Promise<{ className: string; invitedBy: string } | undefined>;
  /** Makes an adult a teacher of the class. @throws DataError `not_found`: the link does not hold (any more) */
  accept(person: SignedIn, classId: string, proof: string): Promise<void>;
  /**
   * Takes a teacher out of a class; also oneself.
   * @throws DataError `sole_teacher`; `not_found` unless the caller and the other teach the class
   */
  remove(personId: string, classId: string, teacherId: string): Promise<void>;
}

interface Parts {
  db: DatabaseHandle;
  clock: Clock;
  /** Signs; at least 32 characters. */
  secret: string;
}

export function createTeacherInvitations({ db, clock, secret }: Parts): TeacherInvitations {
  const sign = (classId: string, inviter: string, until: number, teacherChanges: number): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['teacher-invitation', classId, inviter, until, teacherChanges]))
      .digest('base64url');

  /** Runs work as the inviter if the link still holds. */
  async function asInviter<T>(
    classId: string,
    proof: string,
    work: (tx: CallerTransaction, inviter: { personId: string; displayName: string }) => Promise<T>,
  ): Promise<T | undefined> {
    const [inviterId = '', untilText = '', signature = ''] = proof.split('.');
    const until = Number(untilText);
    if (!/^[0-9a-f-]{36}$/.test(inviterId) || !Number.isSafeInteger(until) || until < clock.now()) return undefined;
    return withCaller(db, asPerson(inviterId), async (tx) => {
      // Of two who come by one link at once, the second finds it used.
      await lockTransaction(tx, `teachers ${classId}`);
      const teachers = await listTeachers(tx, classId);
      const inviter = teachers.find(({ personId }) => personId === inviterId);
      const found = await findClass(tx, classId);
      if (!inviter || !found) return undefined;
      if (!isEqual(signature, sign(classId, inviterId, until, found.teacherChanges))) return undefined;
      return work(tx, inviter);
    });
  }

  return {
    create: (personId, classId) =>
      withCaller(db, asPerson(personId), async (tx) => {
        if (!(await teaches(tx, classId, personId))) throw new DataError('not_found');
        const found = await findClass(tx, classId);
        if (!found) throw new DataError('not_found');
        const until = clock.now() + LIFETIME_MS;
        return [personId, until, sign(classId, personId, until, found.teacherChanges)].join('.');
      }),

    read: (classId, proof) =>
      asInviter(classId, proof, async (tx, { displayName }) => {
        const found = await findClass(tx, classId);
        return found && { className: found.name, invitedBy: displayName };
      }),

    async accept({ personId, kind }, classId, proof) {
      const added = await asInviter(classId, proof, async (tx, inviter) => {
        if (kind !== 'adult') return undefined;
        if (await teaches(tx, classId, personId)) return true;
        await addTeacher(tx, { classId, personId, addedBy: inviter.personId });
        await note(tx, 'class.teacher_added', classId, personId);
        return true;
      });
      if (!added) throw new DataError('not_found');
    },

    remove: (personId, classId, teacherId) =>
      withCaller(db, asPerson(personId), async (tx) => {
        const known = (await teaches(tx, classId, personId)) && (await teaches(tx, classId, teacherId));
        if (!known) throw new DataError('not_found');
        await note(tx, 'class.teacher_removed', classId, teacherId);
        await removeTeacher(tx, classId, teacherId);
      }),
  };
}

async function note(tx: CallerTransaction, action: string, classId: string, subjectId: string): Promise<void> {
  const found = await findClass(tx, classId);
  await audit(tx, { action, unitId: found?.unitId ?? null, subjectId, object: { kind: 'class', id: classId } });
}

function isEqual(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
