import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import { DataError } from '../errors.ts';
import type { SeatTable } from '../schema/index.ts';

export type Seat = Selectable<SeatTable>;

/**
 * Seats a person in a class. System only, in the transaction that makes the person when they are new.
 * @throws DataError `class_frozen`, `class_full` (200 seats), `nickname_taken` (also if it differs by case or width only), `already_in_class`
 */
export async function takeSeat(
  tx: CallerTransaction,
  seat: { id: string; classId: string; personId: string; nickname: string; grade?: string | null },
): Promise<void> {
  const joined = await tx
    .selectFrom('class')
    .select('frozen')
    .where('id', '=', seat.classId)
    // As strong as the lock under which the database counts seats: two who share would wait for each other.
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (joined === undefined) throw new DataError('not_found');
  if (joined.frozen) throw new DataError('class_frozen');
  await tx.insertInto('seat').values(seat).execute();
}

/** The seat of a nickname as typed, to sign a pupil in. System only. Removed seats are not found. */
export async function findSeatByNickname(
  tx: CallerTransaction,
  classId: string,
  nickname: string,
): Promise<Seat | undefined> {
  return tx
    .selectFrom('seat')
    .selectAll()
    .where('classId', '=', classId)
    .where('nicknameKey', '=', sql<string>`lower(normalize(${nickname}::text, nfkc))`)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
}

/** A seat: one's own, or of a class that one teaches. */
export async function findSeat(tx: CallerTransaction, id: string): Promise<Seat | undefined> {
  return tx.selectFrom('seat').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The roster, for teachers; pupils get their own seat alone. */
export async function listSeats(tx: CallerTransaction, classId: string): Promise<Seat[]> {
  return tx
    .selectFrom('seat')
    .selectAll()
    .where('classId', '=', classId)
    .where('removedAt', 'is', null)
    .orderBy('nicknameKey')
    .execute();
}

/** How many removed pupils a list shows: as many as a class has seats. */
const MAX_REMOVED_SHOWN = 200;

/** Who was taken out of a class, for its teachers: those removed last come first, 200 at most. */
export async function listRemovedSeats(
  tx: CallerTransaction,
  classId: string,
): Promise<(Seat & { removedAt: Date })[]> {
  return tx
    .selectFrom('seat')
    .selectAll()
    .where('classId', '=', classId)
    .where('removedAt', 'is not', null)
    .$narrowType<{ removedAt: Date }>()
    .orderBy('removedAt', 'desc')
    .orderBy('id')
    .limit(MAX_REMOVED_SHOWN)
    .execute();
}

/** What pupils know of each other: nickname, and a seat to invite. Empty for strangers to the class. */
export async function listClassmates(
  tx: CallerTransaction,
  classId: string,
): Promise<{ seatId: string; nickname: string }[]> {
  const { rows } = await sql<{ seatId: string; nickname: string }>`select * from app.classmates(${classId})`.execute(
    tx,
  );
  return rows;
}

/** Teachers rename a seat or set the grade. @throws DataError `nickname_taken` */
export async function changeSeat(
  tx: CallerTransaction,
  id: string,
  change: { nickname?: string; grade?: string | null },
): Promise<void> {
  await changeOne(tx, id, change);
}

/**
 * Takes a pupil out of the class. The pupil keeps the projects; the teachers no longer see them. Can be undone.
 * @returns Whether the pupil was in it until now
 */
export async function removeSeat(tx: CallerTransaction, id: string): Promise<boolean> {
  return setRemoved(tx, id, new Date());
}

/**
 * @returns Whether the pupil was out of the class until now
 * @throws DataError `nickname_taken`: somebody else has it by now; `class_full`
 */
export async function restoreSeat(tx: CallerTransaction, id: string): Promise<boolean> {
  return setRemoved(tx, id, null);
}

async function setRemoved(tx: CallerTransaction, id: string, removedAt: Date | null): Promise<boolean> {
  // Locked: of two who do the same at once, one changes it. Only who may change a seat can lock it.
  const seat = await tx.selectFrom('seat').select('removedAt').where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (seat === undefined) throw new DataError('not_found');
  if ((seat.removedAt === null) === (removedAt === null)) return false;
  await changeOne(tx, id, { removedAt });
  return true;
}

async function changeOne(
  tx: CallerTransaction,
  id: string,
  change: { nickname?: string; grade?: string | null; removedAt?: Date | null },
): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable('seat').set(change).where('id', '=', id).executeTakeFirst();
  if (numUpdatedRows === 0n) throw new DataError('not_found');
}
