import { newPin, PIN_REST, restAfter } from '@paperkite/classroom';
import { err, ok, type Clock, type Result } from '@paperkite/kernel';
import {
  clearPinFailures,
  countPinFailure,
  endSessions,
  readPin,
  setPin,
  SYSTEM,
  withCaller,
  type DatabaseHandle,
} from '@paperkite/data';
import { IdentityError } from './errors.ts';
import type { SecretHasher } from './secret-hash.ts';

/**
 * Whether this is the PIN of the seat. Four digits are few: what protects them is that tries are counted before they are
 * compared, per seat, and that tries at the same time count but are not compared.
 */
export async function checkPin(
  { db, clock, hasher }: { db: DatabaseHandle; clock: Clock; hasher: SecretHasher },
  seatId: string,
  typed: string,
): Promise<Result<void, IdentityError>> {
  const before = await withCaller(db, SYSTEM, (tx) => readPin(tx, seatId));
  if (!before) return err(new IdentityError('pin_wrong'));
  const restMs = (before.lockedUntil?.getTime() ?? 0) - clock.now();
  if (restMs > 0) return err(new IdentityError('too_many_attempts', { seconds: Math.ceil(restMs / 1000) }));
  const nextRest = (Math.floor(before.failedAttempts / PIN_REST.every) + 1) * PIN_REST.every;
  const lockSeconds = restAfter(nextRest) / 1000;
  const counted = await withCaller(db, SYSTEM, (tx) =>
    countPinFailure(tx, seatId, { lockEvery: PIN_REST.every, lockSeconds }),
  );
  if (counted.failedAttempts !== before.failedAttempts + 1) {
    return err(new IdentityError('too_many_attempts', { seconds: 1 }));
  }
  if (!(await hasher.verify(typed, before.hash))) return err(new IdentityError('pin_wrong'));
  await withCaller(db, SYSTEM, (tx) => clearPinFailures(tx, seatId));
  return ok(undefined);
}

/** Gives a seat a fresh PIN for its teacher to tell, and ends the pupil's sessions. Check before who asks. */
export async function resetPin(
  { db, hasher }: { db: DatabaseHandle; hasher: SecretHasher },
  seatId: string,
  personId: string,
): Promise<string> {
  const pin = newPin();
  const hash = await hasher.hash(pin);
  await withCaller(db, SYSTEM, async (tx) => {
    await setPin(tx, seatId, hash);
    await endSessions(tx, personId);
  });
  return pin;
}
