/** A starter project for a class, frozen when it was handed out. Instants in milliseconds since the epoch. */
export interface Handout {
  readonly id: string;
  readonly class: string;
  /** SHA-256 of the snapshot that every copy starts from. */
  readonly snapshot: string;
  readonly handedOutAt: number;
  /** Null when it may be handed in at any time. */
  readonly dueAt: number | null;
}

/** A pupil's copy of a handout. */
export interface HandoutCopy {
  readonly seat: string;
  readonly project: string;
  readonly lastEditAt: number | null;
  readonly handedInAt: number | null;
}

/**
 * `not_started`: no copy, or nothing done in it. `changed`: edited after it was handed in, so what the teacher sees is older.
 * `overdue`: not handed in and past its date. `handed_in_late`: handed in after it.
 */
export type HandoutState = 'not_started' | 'in_progress' | 'overdue' | 'handed_in' | 'handed_in_late' | 'changed';

/** How far a pupil is with a handout; `copy` is null where there is none. */
export function handoutState({ dueAt }: Handout, copy: HandoutCopy | null, now: number): HandoutState {
  const { handedInAt = null, lastEditAt = null } = copy ?? {};
  if (handedInAt !== null) {
    if (lastEditAt !== null && lastEditAt > handedInAt) return 'changed';
    return dueAt !== null && handedInAt > dueAt ? 'handed_in_late' : 'handed_in';
  }
  if (dueAt !== null && now > dueAt) return 'overdue';
  return lastEditAt === null ? 'not_started' : 'in_progress';
}
