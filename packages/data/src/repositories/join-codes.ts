import { newJoinCode } from '@paperkite/classroom';
import { sql } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import { DataError } from '../errors.ts';

const ATTEMPTS = 5;

/**
 * Gives a class a new code; the old one stops working. Teachers of the class.
 * @returns the code, as stored
 */
export async function rotateJoinCode(
  tx: CallerTransaction,
  { classId, expiresAt }: { classId: string; expiresAt: Date },
): Promise<string> {
  await revokeJoinCode(tx, classId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const code = newJoinCode();
    // `on conflict do nothing` needs no right to see the row in the way, which belongs to another class.
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('classCode')
      .values({ code, classId, expiresAt })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return code;
  }
  throw new DataError('join_codes_exhausted');
}

/** Makes the code of a class useless. Teachers of the class. */
export async function revokeJoinCode(tx: CallerTransaction, classId: string): Promise<void> {
  await tx
    .updateTable('classCode')
    .set({ revokedAt: sql<Date>`now()` })
    .where('classId', '=', classId)
    .where('revokedAt', 'is', null)
    .execute();
}

/** The code that works now, for the teachers of the class. */
export async function currentJoinCode(
  tx: CallerTransaction,
  classId: string,
): Promise<{ code: string; expiresAt: Date } | undefined> {
  return tx
    .selectFrom('classCode')
    .select(['code', 'expiresAt'])
    .where('classId', '=', classId)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/**
 * The class that a code opens, in the form that `parseJoinCode` gives. System only: whoever asks is not signed in yet. Count
 * failures per code yourself.
 * @throws DataError `join_code_invalid`: unknown, expired or revoked, all alike
 */
export async function findClassByCode(
  tx: CallerTransaction,
  code: string,
): Promise<{ classId: string; name: string; frozen: boolean }> {
  const found = await tx
    .selectFrom('classCode')
    .innerJoin('class', 'class.id', 'classCode.classId')
    .select(['class.id as classId', 'class.name', 'class.frozen'])
    .where('classCode.code', '=', code)
    .where('classCode.revokedAt', 'is', null)
    .where('classCode.expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (found === undefined) throw new DataError('join_code_invalid');
  return found;
}
