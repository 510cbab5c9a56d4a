import type { EntryDraft, Member } from './draft.ts';

/**
 * Where an entry is in its life. `draft` until first handed in; `submitted` while it waits in a stage; `returned` while its
 * people correct it; the others are final.
 */
export type EntryState = 'draft' | 'submitted' | 'returned' | 'accepted' | 'withdrawn' | 'expired';

/** States that nothing leads out of in the check stage. */
export const FINAL_STATES: ReadonlySet<EntryState> = new Set(['accepted', 'withdrawn', 'expired']);

/** An entry as the machine sees it: ids only, no names, plain JSON. */
export interface Entry {
  readonly id: string;
  readonly definition: string;
  readonly definitionVersion: number;
  readonly track: string;
  /** The unit its people belong to; who checks is its ancestor at the level of the stage. */
  readonly unit: string;
  /** The leader first. */
  readonly members: readonly Member[];
  readonly state: EntryState;
  /** Id of the stage that has it now; null before it is handed in, and after the last stage. */
  readonly stage: string | null;
  /** 0 while a draft, then the number of the latest submission. */
  readonly version: number;
  readonly versions: readonly EntryVersion[];
  readonly returns: readonly EntryReturn[];
}

/** One submission, frozen. */
export interface EntryVersion {
  readonly receipt: Receipt;
  /** The key under which it was submitted, so that a retry finds it. */
  readonly key: string;
  readonly group: string;
  readonly members: readonly string[];
  readonly artefacts: EntryDraft['artefacts'];
}

/** Proof of a submission. Made from the entry and its version, so that a retry, or a second server, makes the same one. */
export interface Receipt {
  /** For reading out and typing, such as `7F3A-09BC-1`. */
  readonly number: string;
  readonly entry: string;
  readonly version: number;
  /** Server time, milliseconds since the epoch. */
  readonly at: number;
  /** SHA-256 of the frozen project, 64 hex digits; null where the entry holds no project. */
  readonly snapshot: string | null;
}

/** A return for correction. */
export interface EntryReturn {
  readonly version: number;
  readonly stage: string;
  readonly reasons: readonly ReturnReason[];
  /** The last instant at which the correction is in time. */
  readonly fixByAt: number;
  readonly at: number;
}

export interface ReturnReason {
  /** An artefact of the track, or `group`, `team`, or `entry` for the whole. */
  readonly field: string;
  readonly reason: string;
}

/** Fields besides artefacts that a reason can point at. */
export const REASON_FIELDS = ['group', 'team', 'entry'] as const;

/** Longest reason, in Unicode characters. */
export const MAX_REASON_LENGTH = 500;

/**
 * Who does something. `units` are the units in which a person holds a staff role; `clock` is the server itself, for what
 * happens because time passes.
 */
export type Actor =
  | { readonly kind: 'entrant'; readonly person: string }
  | { readonly kind: 'staff'; readonly person: string; readonly units: readonly string[] }
  | { readonly kind: 'clock' };

export type EntryEventKind =
  | 'started'
  | 'invited'
  | 'joined'
  | 'declined'
  | 'removed'
  | 'submitted'
  | 'resubmitted'
  | 'returned'
  | 'passed'
  | 'accepted'
  | 'withdrawn'
  | 'expired';

/**
 * One line of the append-only log. Holds ids and codes only: reasons in words stay in the entry, where they can be erased
 * with the person they speak of.
 */
export interface EntryEvent {
  readonly kind: EntryEventKind;
  readonly entry: string;
  readonly at: number;
  readonly actor: { readonly kind: Actor['kind']; readonly person: string | null };
  readonly from: EntryState | null;
  readonly to: EntryState;
  readonly version: number;
  readonly details: Readonly<Record<string, string | number>>;
}

/** The date that rules a returned entry, or null when it is not waiting for a correction. */
export const fixByOf = (entry: Entry): number | null =>
  entry.state === 'returned' ? (entry.returns.at(-1)?.fixByAt ?? null) : null;

/** A receipt's number: the random end of the entry's id, grouped for reading, and the version. */
export function receiptNumber(entry: string, version: number): string {
  const digits = entry.replaceAll('-', '').slice(-8).toUpperCase();
  return `${digits.slice(0, 4)}-${digits.slice(4)}-${version}`;
}
