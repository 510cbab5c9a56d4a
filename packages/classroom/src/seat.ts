/** What the store knows of a seat. Instants in milliseconds since the epoch. */
export interface SeatFacts {
  readonly removedAt: number | null;
  /** False after a reset without a new PIN, and for a seat that the teacher made for somebody who has not come yet. */
  readonly hasPin: boolean;
  /** No PIN is compared before this instant. */
  readonly lockedUntil: number | null;
}

/**
 * `ready`: the pupil can come in. `needs_pin`: the pupil chooses a PIN on coming in. `locked`: too many wrong PINs, rests for a
 * while or until the teacher resets it. `removed`: not in the class any more; can be put back.
 */
export type SeatState = 'ready' | 'needs_pin' | 'locked' | 'removed';

/** The state of a seat as the roster shows it. */
export function seatState({ removedAt, hasPin, lockedUntil }: SeatFacts, now: number): SeatState {
  if (removedAt !== null) return 'removed';
  if (!hasPin) return 'needs_pin';
  return lockedUntil !== null && now < lockedUntil ? 'locked' : 'ready';
}
