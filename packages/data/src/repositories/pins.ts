import { sql } from 'kysely';
import type { CallerTransaction } from '../database.ts';

export interface Pin {
  hash: string;
  failedAttempts: number;
  /** No attempt counts before this instant. */
  lockedUntil: Date | null;
}

/** Sets the hash of a seat's PIN and forgets failed attempts. System only. */
export async function setPin(tx: CallerTransaction, seatId: string, hash: string): Promise<void> {
  await sql`
    insert into identity.pupil_pin (seat_id, hash) values (${seatId}, ${hash})
    on conflict (seat_id) do update
    set hash = excluded.hash, failed_attempts = 0, locked_until = null, updated_at = now()
  `.execute(tx);
}

/** System only. */
export async function readPin(tx: CallerTransaction, seatId: string): Promise<Pin | undefined> {
  const { rows } = await sql<Pin>`
    select hash, failed_attempts, locked_until from identity.pupil_pin where seat_id = ${seatId}
  `.execute(tx);
  return rows[0];
}

/**
 * Counts a wrong PIN; every `lockEvery`-th locks the seat for `lockSeconds`. Counts per seat, as a class shares one
 * address. System only. Commit it even though the sign-in fails.
 */
export async function countPinFailure(
  tx: CallerTransaction,
  seatId: string,
  { lockEvery, lockSeconds }: { lockEvery: number; lockSeconds: number },
): Promise<Pin> {
  const { rows } = await sql<Pin>`
    update identity.pupil_pin
    set failed_attempts = failed_attempts + 1,
        locked_until = case when (failed_attempts + 1) % ${lockEvery}::int = 0
          then now() + make_interval(secs => ${lockSeconds}) else locked_until end
    where seat_id = ${seatId}
    returning hash, failed_attempts, locked_until
  `.execute(tx);
  return rows[0]!;
}

/** After a right PIN. System only. */
export async function clearPinFailures(tx: CallerTransaction, seatId: string): Promise<void> {
  await sql`
    update identity.pupil_pin set failed_attempts = 0, locked_until = null
    where seat_id = ${seatId} and failed_attempts > 0
  `.execute(tx);
}

/**
 * The account behind a pupil, who has no e-mail: better-auth wants one, so it is made of the id and leads nowhere.
 * System only, in the transaction that makes person and seat.
 */
export async function createPupilAccount(tx: CallerTransaction, id: string, nickname: string): Promise<void> {
  await sql`
    insert into identity."user" (id, name, email, "emailVerified")
    values (${id}, ${nickname}, ${`${id}@pupil.invalid`}, false)
  `.execute(tx);
}

/** Ends every session of a person, as after a PIN reset. System only. */
export async function endSessions(tx: CallerTransaction, personId: string): Promise<void> {
  await sql`delete from identity.session where "userId" = ${personId}`.execute(tx);
}
