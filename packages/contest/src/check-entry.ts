import { assert } from '@paperkite/kernel';
import { checkArtefacts } from './check-artefacts.ts';
import { checkLimit, checkTeam, type Participation } from './check-team.ts';
import { checkTime } from './check-time.ts';
import { groupOf, trackOf, type Definition, type Track } from './definition.ts';
import type { EntryDraft } from './draft.ts';
import { fault, type Finding } from './findings.ts';
import { fitsGroup } from './grades.ts';
import { submitWindow, type Windows } from './windows.ts';

/** What the rules need to know that is not in the draft. */
export interface CheckContext {
  /** Server time, milliseconds since the epoch. A page uses the server's clock too: it keeps the offset. */
  readonly now: number;
  /** The entry being checked, so that it does not count against itself; null while it has no id. */
  readonly entry: string | null;
  /** When the server saw the uploads of this submission begin; null when there were none. */
  readonly uploadBegunAt: number | null;
  /** Set while a returned entry waits for its correction: this date rules then, not the window. */
  readonly fixByAt: number | null;
  /** Entries of this contest that the members are part of already. */
  readonly participations: readonly Participation[];
}

/**
 * Every rule of a definition on one draft, in the order of the form. The same function runs in the browser as the child
 * types and on the server at submission; it reads nothing but its arguments. Whether the draft can be submitted:
 * `allowsSubmission(findings)`.
 *
 * The track must exist: choosing one is not typing, and `entryForm` has refused an unknown one before.
 * @see S1-R19 window, S1-R25 individual, S1-R26 team of three in one group, S1-R27 one per theme, S1-R28 two authors
 */
export function checkEntry(
  definition: Definition,
  windows: Windows,
  draft: EntryDraft,
  context: CheckContext,
): Finding[] {
  const track = trackOf(definition, draft.track);
  assert(track, `track ${draft.track} of ${definition.id}`);
  return [
    ...checkTime(submitWindow(definition, windows), context),
    ...checkGroup(definition, track, draft),
    ...checkTeam(definition, track, draft),
    ...checkLimit(definition, draft, context),
    ...checkArtefacts(track, draft.artefacts),
  ];
}

function checkGroup(definition: Definition, track: Track, { group: id, members }: EntryDraft): Finding[] {
  if (id === null) return [fault('group_missing', 'group')];
  const group = groupOf(definition, id);
  if (!group || !track.groups.includes(id)) return [fault('group_not_in_track', 'group', { group: id })];
  const leader = members[0];
  // A teacher's group is that of the pupils taught; their own school years say nothing.
  if (!leader || leader.kind === 'teacher') return [];
  return fitsGroup(group, leader.grade) === 'no'
    ? [fault('grade_outside_group', 'group', { person: leader.person, grade: leader.grade ?? '', group: id })]
    : [];
}
