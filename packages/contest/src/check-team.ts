import { groupOf, type Definition, type Track } from './definition.ts';
import type { EntryDraft, Member } from './draft.ts';
import { fault, remark, type Finding } from './findings.ts';
import { fitsGroup } from './grades.ts';

/** That a person is part of an entry of this contest. The server gives one row per member and entry. */
export interface Participation {
  readonly entry: string;
  readonly track: string;
  readonly person: string;
  readonly role: 'leader' | 'member';
  readonly state: 'draft' | 'submitted' | 'returned' | 'accepted' | 'withdrawn' | 'expired';
}

/** States in which an entry uses up a place. A draft does not: two friends may try, the first to submit counts. */
const COUNTS: ReadonlySet<Participation['state']> = new Set(['submitted', 'returned', 'accepted']);

/** Size, kind, group and consent of the people of an entry. @see S1-R25, S1-R26, S1-R28 */
export function checkTeam(definition: Definition, track: Track, { members, group: groupId }: EntryDraft): Finding[] {
  if (members.length === 0) return [fault('team_empty', 'team')];
  return [...checkSize(track, members), ...members.flatMap((member, i) => checkMember(member, i))];

  function checkMember(member: Member, index: number): Finding[] {
    const { person } = member;
    const findings: Finding[] = [];
    if (members.findIndex((other) => other.person === person) < index) {
      return [fault('member_twice', 'team', { person })];
    }
    if ((track.entrant === 'teacher') !== (member.kind === 'teacher')) {
      findings.push(fault(member.kind === 'teacher' ? 'member_not_pupil' : 'member_not_teacher', 'team', { person }));
    }
    if (member.acceptance === 'pending') findings.push(fault('member_not_accepted', 'team', { person }));
    const group = groupId === null ? undefined : groupOf(definition, groupId);
    if (group && member.kind === 'pupil' && (index === 0 || track.team.sameGroup)) {
      const fits = fitsGroup(group, member.grade);
      if (fits === 'unknown') findings.push(remark('grade_unknown', 'team', { person }));
      if (fits === 'no' && index > 0) {
        findings.push(fault('member_other_group', 'team', { person, grade: member.grade ?? '', group: group.id }));
      }
    }
    return findings;
  }
}

function checkSize({ team: { max } }: Track, members: readonly Member[]): Finding[] {
  if (max === null || members.length <= max) return [];
  return max === 1
    ? [fault('individual_only', 'team', { count: members.length })]
    : [fault('team_too_large', 'team', { max, count: members.length })];
}

/**
 * One work per theme (or per contest) and person, counting every member of a team, not only its leader. Between two
 * simultaneous submissions this cannot decide: the store needs a lock or a constraint on (contest, track, person) as well.
 * @see S1-R27, S4-R04
 */
export function checkLimit(
  { entrantLimit }: Definition,
  draft: EntryDraft,
  { entry, participations }: { entry: string | null; participations: readonly Participation[] },
): Finding[] {
  if (!entrantLimit) return [];
  const { per, max, count } = entrantLimit;
  const counted = count === 'leader' ? draft.members.slice(0, 1) : draft.members;
  return counted.flatMap(({ person }) => {
    const taken = new Set(
      participations
        .filter((other) => other.person === person && other.entry !== entry && COUNTS.has(other.state))
        .filter((other) => per === 'contest' || other.track === draft.track)
        .filter((other) => count === 'member' || other.role === 'leader')
        .map((other) => other.entry),
    );
    return taken.size >= max ? [fault(`member_limit_${per}`, 'team', { person, max })] : [];
  });
}
