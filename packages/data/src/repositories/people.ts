import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import type { PersonTable } from '../schema/index.ts';

export type Person = Selectable<PersonTable>;

/** Adds the person that belongs to an account. System only. `id` is the account's. */
export async function createPerson(
  tx: CallerTransaction,
  person: { id: string; kind: 'adult' | 'pupil'; displayName: string; locale?: 'zh-CN' | 'en' },
): Promise<void> {
  await tx.insertInto('person').values(person).execute();
}

/** A person, if the caller may know them: oneself, one's pupils, fellow teachers, one's teachers, staff one administers. */
export async function findPerson(tx: CallerTransaction, id: string): Promise<Person | undefined> {
  return tx.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updatePerson(
  tx: CallerTransaction,
  id: string,
  change: { displayName?: string; locale?: 'zh-CN' | 'en' },
): Promise<void> {
  await tx.updateTable('person').set(change).where('id', '=', id).execute();
}

/**
 * Erases everything personal of somebody: account, seats, projects, entries of their own. Shared projects and team entries
 * pass to another member; logs keep a pseudonym that nothing resolves any more. System only.
 * @returns hashes of assets that nobody refers to any more; delete their bytes once the transaction is committed.
 * @throws DataError `not_found`; `sole_teacher`: a class would be left without a teacher
 */
export async function erasePerson(tx: CallerTransaction, id: string): Promise<string[]> {
  await sql`select app.erase_person(${id})`.execute(tx);
  return sweep(tx);
}

/** Removes snapshots and assets that nothing refers to. System only. @returns the assets' hashes. */
export async function sweep(tx: CallerTransaction): Promise<string[]> {
  const { rows } = await sql<{ dropped: string[] }>`select app.sweep() as dropped`.execute(tx);
  return rows[0]!.dropped;
}
