import type { Participation } from './check-team.ts';
import type { Definition } from './definition.ts';
import type { EntryDraft, Member } from './draft.ts';
import type { Actor, Entry, EntryEvent, Receipt, ReturnReason } from './entry.ts';
import type { UnitNode } from './stages.ts';
import type { Windows } from './windows.ts';

/** What somebody wants to do with an entry. */
export type EntryCommand =
  | { readonly type: 'invite'; readonly member: Pick<Member, 'person' | 'kind' | 'grade'> }
  /** Said by the invited person, who may correct the grade. */
  | { readonly type: 'join'; readonly grade?: Member['grade'] }
  /** Said by the invited person, or by a member who leaves. */
  | { readonly type: 'decline' }
  /** By the leader. */
  | { readonly type: 'remove'; readonly person: string }
  | SubmitCommand
  | ReturnCommand
  /** `version` is the one that the staff looked at, so that nobody accepts what they have not seen. */
  | { readonly type: 'accept'; readonly version: number }
  | { readonly type: 'withdraw' }
  | { readonly type: 'expire' };

export interface SubmitCommand {
  readonly type: 'submit';
  /** Chosen by the client once per intention to submit, 8 to 64 of `A-Za-z0-9_-`; a retry sends the same one. */
  readonly key: string;
  readonly group: string | null;
  readonly artefacts: EntryDraft['artefacts'];
  /** SHA-256 of the frozen project, taken by the server after the last edit was durable; null without a project. */
  readonly snapshot: string | null;
  /** When the server saw the uploads begin; null when there were none. */
  readonly uploadBegunAt: number | null;
}

export interface ReturnCommand {
  readonly type: 'return';
  /** The version that the staff looked at. */
  readonly version: number;
  readonly reasons: readonly ReturnReason[];
  /** The last instant at which a correction is in time; usually the end of a day, see `zonedDays`. */
  readonly fixByAt: number;
}

/** The world around a transition. */
export interface TransitionContext {
  readonly definition: Definition;
  readonly windows: Windows;
  readonly actor: Actor;
  /** Server time, milliseconds since the epoch. */
  readonly now: number;
  /** From the entry's unit up to the nation; only staff commands read it. */
  readonly unitPath: readonly UnitNode[];
  /** Other entries of this contest that the members are part of; only `submit` reads it. */
  readonly participations: readonly Participation[];
}

/**
 * The outcome of a transition. `event` is null where nothing changed: the same was asked before; `receipt` is set for
 * every submission, repeated or not.
 */
export interface Transition {
  readonly entry: Entry;
  readonly event: EntryEvent | null;
  readonly receipt: Receipt | null;
}
