import {
  entryForm,
  fitsGroup,
  startEntry as beginEntry,
  tracksForProject,
  type FormModel,
  type Track,
} from '@paperkite/contest';
import {
  asPerson,
  createEntry,
  findProject,
  listContests,
  listOwnEntries,
  listSeatedClasses,
  listTaughtClasses,
  lockTransaction,
  saveEntry,
  unitPath,
  withCaller,
  type CallerTransaction,
  type DatabaseHandle,
} from '@paperkite/data';
import type { CollabServer } from '@paperkite/collab/server';
import { err, newUuid, ok, systemClock, type Clock, type Result } from '@paperkite/kernel';
import type { SignedIn } from '../identity/signed-in.ts';
import type { Contests, RunningContest } from './contests.ts';
import { readDurable } from './durable-project.ts';
import { gradeOf, storedFields } from './entry-rules.ts';
import { EntryError } from './errors.ts';

/** The class through which a person enters: for pupils the one they sit in, for teachers one that they teach. */
export interface EntrantClass {
  classId: string;
  /** Units from the nation down to the class's. */
  unitIds: string[];
  grade: number | string | null;
}

/** The class of the project if the person is still in it, else the newest. */
export async function entrantClass(
  tx: CallerTransaction,
  { personId, kind }: SignedIn,
  projectClassId: string | null,
): Promise<EntrantClass | undefined> {
  const classes = kind === 'pupil' ? await listSeatedClasses(tx, personId) : await listTaughtClasses(tx, personId);
  const chosen = classes.find(({ id }) => id === projectClassId) ?? classes[0];
  if (!chosen) return undefined;
  const path = await unitPath(tx, chosen.unitId);
  return {
    classId: chosen.id,
    unitIds: path.map(({ id }) => id),
    grade: 'grade' in chosen ? gradeOf(chosen.grade as string | null) : null,
  };
}

/** Contests that take entries from such a class at this moment, the soonest close first. */
export async function openContests(
  tx: CallerTransaction,
  contests: Contests,
  { unitIds }: EntrantClass,
  clock: Clock = systemClock,
): Promise<RunningContest[]> {
  const now = clock.now();
  const open: RunningContest[] = [];
  for (const { id, unitId, submitOpensAt, submitClosesAt } of await listContests(tx, { state: 'open' })) {
    const isInTime =
      (submitOpensAt?.getTime() ?? 0) <= now && submitClosesAt !== null && now <= submitClosesAt.getTime();
    if (!isInTime || !unitIds.includes(unitId)) continue;
    const running = await contests.find(tx, id);
    if (running) open.push(running);
  }
  return open;
}

const entrantOf = ({ kind }: SignedIn): 'person' | 'teacher' => (kind === 'pupil' ? 'person' : 'teacher');

/** The tracks of a contest that such a person can enter: with a project, or those that ask for none. */
export const tracksFor = ({ definition }: RunningContest, person: SignedIn, withProject: boolean): Track[] =>
  withProject
    ? tracksForProject(definition, entrantOf(person))
    : definition.tracks.filter(
        ({ entrant, artefacts }) =>
          entrant === entrantOf(person) && !artefacts.some(({ kind, required }) => kind === 'project' && required),
      );

/** The one group of a form that a grade belongs to; null when nobody said, or when it could be several. */
export function onlyGroup({ groups }: FormModel, grade: number | string | null): string | null {
  const fitting = groups.filter((group) => fitsGroup(group, grade) === 'yes');
  return fitting.length === 1 ? fitting[0]!.id : null;
}

/** Whether somebody of this grade may be in the track at all; true when nobody said. */
export const suitsGrade = (groups: FormModel['groups'], grade: number | string | null): boolean =>
  groups.some((group) => fitsGroup(group, grade) !== 'no');

/**
 * Begins an entry with a work, or goes on with the one that was begun with it in this track. Errors: `class_missing`,
 * `track_unknown`.
 * @throws DataError `contest_not_open`, `not_allowed`
 */
export async function startEntry(
  { db, contests, collab }: { db: DatabaseHandle; contests: Contests; collab: Pick<CollabServer, 'readState'> },
  person: SignedIn,
  { contestId, track, projectId }: { contestId: string; track: string; projectId: string | null },
): Promise<Result<{ entryId: string }, EntryError>> {
  const durable = projectId === null ? undefined : (await readDurable(collab, projectId)).project;
  return withCaller(db, asPerson(person.personId), async (tx) => {
    // Two clicks, or two tabs, make one entry.
    await lockTransaction(tx, `entry ${person.personId} ${contestId} ${track}`);
    const own = await listOwnEntries(tx, person.personId);
    const begun = own.find(
      (entry) =>
        entry.leader &&
        entry.contestId === contestId &&
        entry.track === track &&
        entry.projectId === projectId &&
        (entry.state === 'draft' || entry.state === 'returned'),
    );
    if (begun) return ok({ entryId: begun.id });
    const running = await contests.find(tx, contestId);
    const form = running && entryForm(running.definition, track);
    // A work goes only where works are asked for; who may enter is the rules' to say, below.
    if (!running || !form?.ok || !tracksFor(running, person, projectId !== null).some(({ id }) => id === track)) {
      return err(new EntryError('track_unknown'));
    }
    const project = projectId === null ? undefined : await findProject(tx, projectId);
    const place = await entrantClass(tx, person, project?.classId ?? null);
    if (!place) return err(new EntryError('class_missing'));
    const entryId = newUuid();
    const leader = {
      person: person.personId,
      kind: person.kind === 'pupil' ? 'pupil' : 'teacher',
      grade: place.grade,
    } as const;
    const { definition } = running;
    const unit = place.unitIds.at(-1)!;
    const allowed = beginEntry({ id: entryId, track, unit, leader }, { definition, now: systemClock.now() });
    if (!allowed.ok) return err(new EntryError('track_unknown'));
    const group = onlyGroup(form.value, place.grade);
    const teamMax = form.value.team.max;
    await createEntry(tx, { id: entryId, contestId, track, group, classId: place.classId, projectId, teamMax });
    const title = form.value.fields.find(({ kind }) => kind === 'title');
    if (title && project) {
      // The document knows a new title before the list of works does.
      const text = [...(durable?.title ?? project.title).trim()].slice(0, title.limits.maxLength ?? 120).join('');
      await saveEntry(tx, entryId, { group, projectId, fields: storedFields({ [title.id]: text }) });
    }
    return ok({ entryId });
  });
}
