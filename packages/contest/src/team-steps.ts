import type { Result } from '@paperkite/kernel';
import { assert } from '@paperkite/kernel';
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
  if (entry.members.some((member) => member.person === person)) return refuse('member_already', { person });
  if ((track.entrant === 'teacher') !== (kind === 'teacher')) {
    return refuse('member_wrong_kind', { person, track: track.id });
  }
  const { max } = track.team;
  if (max !== null && entry.members.length >= max) return refuse('team_full', { max });
  const members: Member[] = [...entry.members, { person, kind, grade, acceptance: 'pending' }];
  return step('invited', entry, { ...entry, members }, context, { person });
}

/** The invited person says yes, and may say which grade is right. */
export function join(entry: Entry, grade: Member['grade'] | undefined, context: TransitionContext): Outcome {
  return answer(entry, context, 'joined', (member) => ({
    ...member,
    acceptance: 'accepted',
    grade: grade === undefined ? member.grade : grade,
  }));
}

/** The invited person says no; the leader sees it and can ask somebody else. */
export const decline = (entry: Entry, context: TransitionContext): Outcome =>
  answer(entry, context, 'declined', (member) => ({ ...member, acceptance: 'declined' }));

function answer(
  entry: Entry,
  context: TransitionContext,
  kind: 'joined' | 'declined',
  change: (member: Member) => Member,
): Outcome {
  const { actor } = context;
  const invited = entry.members.find((member) => actor.kind === 'entrant' && member.person === actor.person);
  if (!invited) return refuse('not_allowed');
  if (!isOpenToEntrants(entry) || invited.acceptance !== 'pending') return wrongState(entry);
  const members = entry.members.map((member) => (member === invited ? change(member) : member));
  return step(kind, entry, { ...entry, members }, context, { person: invited.person });
}

/** The leader takes somebody out of the team, or somebody leaves it. The leader stays: the entry is theirs. */
export function remove(entry: Entry, person: string, context: TransitionContext): Outcome {
  const { actor } = context;
  const leaves = actor.kind === 'entrant' && actor.person === person;
  if (!leaves && !isLeader(entry, actor)) return refuse('not_allowed');
  if (!isOpenToEntrants(entry)) return wrongState(entry);
  if (entry.members[0]?.person === person) return refuse('leader_stays');
  const members = entry.members.filter((member) => member.person !== person);
  if (members.length === entry.members.length) return refuse('member_unknown', { person });
  return step('removed', entry, { ...entry, members }, context, { person });
}
