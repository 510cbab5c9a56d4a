import { err, ok, type Result } from '@paperkite/kernel';
import type { Transition, TransitionContext } from './commands.ts';
import type { Actor, Entry, EntryEvent, EntryEventKind } from './entry.ts';
import { ContestError, type ContestErrorCode } from './errors.ts';

/** The log line for a change from one state of an entry to the next. */
export function eventOf(
  kind: EntryEventKind,
  before: Entry,
  after: Entry,
  { actor, now }: Pick<TransitionContext, 'actor' | 'now'>,
  details: EntryEvent['details'] = {},
): EntryEvent {
  return {
    kind,
    entry: after.id,
    at: now,
    actor: { kind: actor.kind, person: actor.kind === 'clock' ? null : actor.person },
    from: before.state,
    to: after.state,
    version: after.version,
    details,
  };
}

/** A transition that changed something: the entry after it and its one event. */
export const step = (
  kind: EntryEventKind,
  before: Entry,
  after: Entry,
  context: TransitionContext,
  details: EntryEvent['details'] = {},
): Result<Transition, never> =>
  ok({ entry: after, event: eventOf(kind, before, after, context, details), receipt: null });

export const refuse = (
  code: ContestErrorCode,
  details: Readonly<Record<string, string | number>> = {},
): Result<never, ContestError> => err(new ContestError(code, details));

export const wrongState = (entry: Entry) => refuse('wrong_state', { state: entry.state });

/** Whether the people of the entry may work on it now. */
export const isOpenToEntrants = ({ state }: Entry): boolean => state === 'draft' || state === 'returned';

export const isLeader = (entry: Entry, actor: Actor): boolean =>
  actor.kind === 'entrant' && entry.members[0]?.person === actor.person;
