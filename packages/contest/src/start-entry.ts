import { err, ok, type Result } from '@paperkite/kernel';
import type { Transition, TransitionContext } from './commands.ts';
import { trackOf } from './definition.ts';
import type { Member } from './draft.ts';
import type { Actor, Entry } from './entry.ts';
import { ContestError } from './errors.ts';
import { eventOf } from './step.ts';

/** Begins an entry with its leader. Fails with `track_unknown`, `track_for_units` or `member_wrong_kind`. */
export function startEntry(
  start: {
    readonly id: string;
    readonly track: string;
    readonly unit: string;
    readonly leader: Omit<Member, 'acceptance'>;
  },
  { definition, now }: Pick<TransitionContext, 'definition' | 'now'>,
): Result<Transition, ContestError> {
  const track = trackOf(definition, start.track);
  if (!track) return err(new ContestError('track_unknown', { track: start.track }));
  if (track.entrant === 'unit') return err(new ContestError('track_for_units', { track: track.id }));
  if ((track.entrant === 'teacher') !== (start.leader.kind === 'teacher')) {
    return err(new ContestError('member_wrong_kind', { person: start.leader.person, track: track.id }));
  }
  const entry: Entry = {
    id: start.id,
    definition: definition.id,
    definitionVersion: definition.version,
    track: track.id,
    unit: start.unit,
    members: [{ ...start.leader, acceptance: 'accepted' }],
    state: 'draft',
    stage: null,
    version: 0,
    versions: [],
    returns: [],
  };
  const actor: Actor = { kind: 'entrant', person: start.leader.person };
  return ok({ entry, event: { ...eventOf('started', entry, entry, { actor, now }), from: null }, receipt: null });
}
