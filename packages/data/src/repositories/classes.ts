import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import { DataError } from '../errors.ts';
import type { ClassTable } from '../schema/index.ts';
import { sweep } from './people.ts';

export type Class = Selectable<ClassTable>;

/** Opens a class with its first teacher, who is the caller. Adults only. */
export async function createClass(
  tx: CallerTransaction,
  { id, unitId, name, createdBy }: { id: string; unitId: string; name: string; createdBy: string },
): Promise<void> {
  await tx.insertInto('class').values({ id, unitId, name, createdBy }).execute();
  await tx.insertInto('classTeacher').values({ classId: id, personId: createdBy, addedBy: createdBy }).execute();
}

/** A class, if the caller teaches it, sits in it, or administers its unit. */
export async function findClass(tx: CallerTransaction, id: string): Promise<Class | undefined> {
  return tx.selectFrom('class').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Classes that a person teaches, newest first, with the number of pupils. */
export async function listTaughtClasses(
  tx: CallerTransaction,
  personId: string,
): Promise<(Class & { pupils: number })[]> {
  return tx
    .selectFrom('class')
    .innerJoin('classTeacher', 'classTeacher.classId', 'class.id')
    .selectAll('class')
    .select((eb) =>
      eb
        .selectFrom('seat')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('seat.classId', '=', 'class.id')
        .where('seat.removedAt', 'is', null)
        .$asScalar()
        .$notNull()
        .as('pupils'),
    )
    .where('classTeacher.personId', '=', personId)
    .orderBy('class.createdAt', 'desc')
    .execute();
}

/** Classes in which a person sits, with the seat. */
export async function listSeatedClasses(
  tx: CallerTransaction,
  personId: string,
): Promise<(Class & { seatId: string; nickname: string; grade: string | null })[]> {
  return tx
    .selectFrom('class')
    .innerJoin('seat', 'seat.classId', 'class.id')
    .selectAll('class')
    .select(['seat.id as seatId', 'seat.nickname', 'seat.grade'])
    .where('seat.personId', '=', personId)
    .where('seat.removedAt', 'is', null)
    .orderBy('seat.joinedAt', 'desc')
    .execute();
}

/** Renames or freezes a class. While frozen, pupils look but do not edit, and nobody joins. */
export async function changeClass(
  tx: CallerTransaction,
  id: string,
  change: { name?: string; frozen?: boolean },
): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable('class').set(change).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new DataError('not_found');
}

export async function listTeachers(
  tx: CallerTransaction,
  classId: string,
): Promise<{ personId: string; displayName: string }[]> {
  return tx
    .selectFrom('classTeacher')
    .innerJoin('person', 'person.id', 'classTeacher.personId')
    .select(['classTeacher.personId', 'person.displayName'])
    .where('classTeacher.classId', '=', classId)
    .orderBy('classTeacher.addedAt')
    .execute();
}

/** Adds a fellow teacher, who must be an adult. As a person: by a teacher of the class, who is `addedBy`. */
export async function addTeacher(
  tx: CallerTransaction,
  row: { classId: string; personId: string; addedBy: string },
): Promise<void> {
  await tx.insertInto('classTeacher').values(row).execute();
}

/** @throws DataError `sole_teacher`: a class keeps at least one */
export async function removeTeacher(tx: CallerTransaction, classId: string, personId: string): Promise<void> {
  await tx.deleteFrom('classTeacher').where('classId', '=', classId).where('personId', '=', personId).execute();
}

/** How many of each deleting a class would take along. */
export interface ClassDeletionPreview {
  /** Who sit in no other class: their accounts go. */
  pupils: number;
  projects: number;
  entries: number;
  /** Those of the entries that a contest has accepted. */
  accepted: number;
}

/** What deleting a class would take along: pupils who sit nowhere else, projects and entries made in it. System only. */
export async function previewClassDeletion(tx: CallerTransaction, classId: string): Promise<ClassDeletionPreview> {
  const { rows } = await sql<ClassDeletionPreview>`
    select
      (select count(*) from app.seat s where s.class_id = ${classId}
        and not exists (select from app.seat o where o.person_id = s.person_id and o.class_id <> s.class_id)) as pupils,
      (select count(*) from app.project p where p.class_id = ${classId}) as projects,
      (select count(distinct m.entry_id) from app.entry_member m
        join app.seat s on s.id = m.seat_id where s.class_id = ${classId}) as entries,
      (select count(distinct m.entry_id) from app.entry_member m
        join app.seat s on s.id = m.seat_id join app.entry e on e.id = m.entry_id
        where s.class_id = ${classId} and e.state = 'accepted') as accepted
  `.execute(tx);
  return rows[0]!;
}

/**
 * Deletes a class with everything personal in it. System only: check before that the person who asks teaches it, and pass
 * them as the caller's `actor`.
 * @returns hashes of assets whose bytes can go once the transaction is committed.
 */
export async function deleteClass(tx: CallerTransaction, classId: string): Promise<string[]> {
  await sql`select app.delete_class(${classId})`.execute(tx);
  return sweep(tx);
}
