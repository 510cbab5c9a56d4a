import { assert, ok, type Result } from '@paperkite/kernel';
import type { Transition, TransitionContext } from './commands.ts';
import { trackOf } from './definition.ts';
import type { Member } from './draft.ts';
import type { Entry } from './entry.ts';
import type { ContestError } from './errors.ts';
import { isLeader, isOpenToEntrants, refuse, step, wrongState } from './step.ts';

type Outcome = Result<Transition, ContestError>;

/** The leader asks somebody into the team; nobody is in an entry without having said yes. @see S1-R26 */
export function invite(
  entry: Entry,
  { person, kind, grade }: Pick<Member, 'person' | 'kind' | 'grade'>,
  context: TransitionContext,
): Outcome {
  if (!isLeader(entry, context.actor)) return refuse('not_allowed');
  if (!isOpenToEntrants(entry)) return wrongState(entry);
  const track = trackOf(context.definition, entry.track);
  assert(track, `track ${entry.track}`);
  if (entry.members.some((member) => member.person === person)) return unchanged(entry);
  if ((track.entrant === 'teacher') !== (kind === 'teacher')) {
    return refuse('member_wrong_kind', { person, track: track.id });
  }
  const { max } = track.team;
  if (max !== null && entry.members.length >= max) return refuse('team_full', { max });
  const members: Member[] = [...entry.members, { person, kind, grade, acceptance: 'pending' }];
  return step('invited', entry, { ...entry, members }, context, { person });
}

/** The invited person says yes, and may say which grade is right. Saying it twice is the same as saying it once. */
export function join(entry: Entry, grade: Member['grade'] | undefined, context: TransitionContext): Outcome {
  const invited = invitedOf(entry, context);
  if (!invited) return refuse('not_allowed');
  if (!isOpenToEntrants(entry)) return wrongState(entry);
  if (invited.acceptance === 'accepted') return unchanged(entry);
  const joined: Member = { ...invited, acceptance: 'accepted', grade: grade === undefined ? invited.grade : grade };
  const members = entry.members.map((member) => (member === invited ? joined : member));
  return step('joined', entry, { ...entry, members }, context, { person: invited.person });
}

/** Somebody says no to the invitation, or leaves the team later; the leader can ask somebody else. */
export function decline(entry: Entry, context: TransitionContext): Outcome {
  const invited = invitedOf(entry, context);
  if (!invited) return refuse('not_allowed');
  if (!isOpenToEntrants(entry)) return wrongState(entry);
  const members = entry.members.filter((member) => member !== invited);
  return step('declined', entry, { ...entry, members }, context, { person: invited.person });
}

/** The leader takes somebody out of the team. The leader stays: the entry is theirs. Whoever is not there stays away. */
export function remove(entry: Entry, person: string, context: TransitionContext): Outcome {
  if (!isLeader(entry, context.actor)) return refuse('not_allowed');
  if (!isOpenToEntrants(entry)) return wrongState(entry);
  const members = entry.members.filter((member, i) => i === 0 || member.person !== person);
  if (members.length === entry.members.length) return unchanged(entry);
  return step('removed', entry, { ...entry, members }, context, { person });
}

/** The actor as a member whom somebody asked: not the leader. */
const invitedOf = ({ members }: Entry, { actor }: TransitionContext): Member | undefined =>
  members.slice(1).find(({ person }) => actor.kind === 'entrant' && person === actor.person);

const unchanged = (entry: Entry): Outcome => ok({ entry, event: null, receipt: null });
