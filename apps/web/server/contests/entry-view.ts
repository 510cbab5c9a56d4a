import { entryForm, type Definition, type Finding, type FormModel, type Windows } from '@paperkite/contest';
import {
  asPerson,
  findEntry,
  findProject,
  listClassmates,
  listSeatedClasses,
  listTaughtClasses,
  projectAccess,
  withCaller,
  type DatabaseHandle,
  type EntryDetail,
  type EntryState,
} from '@paperkite/data';
import type { CollabServer } from '@paperkite/collab/server';
import { systemClock, unwrap } from '@paperkite/kernel';
import { snapshotHash } from '@paperkite/project';
import { projectFacts, type ProjectFacts } from '../../src/lib/contest/project-facts.ts';
import type { Contests, RunningContest } from './contests.ts';
import { readDurable } from './durable-project.ts';
import {
  artefactsOf,
  checkOnServer,
  entryFacts,
  fixByOf,
  groupIn,
  typedFields,
  type EntryFacts,
} from './entry-rules.ts';
import { receiptOf, type SubmissionReceipt } from './submit.ts';

/** A file that went up for the next submission. */
export interface StoredFile {
  name: string;
  type: string;
  bytes: number;
  hash: string;
}

/** An entry as its people see it, as plain JSON. Times are milliseconds since the epoch. */
export interface EntryView {
  id: string;
  state: EntryState;
  track: string;
  group: string | null;
  version: number;
  contest: { id: string; title: string; closesAt: number | null };
  definition: Definition;
  windows: Windows;
  form: FormModel;
  me: { person: string; leader: boolean; accepted: boolean; grade: number | string | null };
  members: { person: string; nickname: string; leader: boolean; accepted: boolean }[];
  /** Whom the leader can ask. */
  classmates: { seatId: string; nickname: string }[];
  typed: Record<string, string>;
  files: Record<string, StoredFile>;
  /** `open`: whether this person can open it in the editor. `hash`: of the canonical JSON of what is durable. */
  project: ({ id: string; title: string; picture: boolean; open: boolean; hash: string | null } & ProjectFacts) | null;
  fixBy: number | null;
  returned: { version: number; reasons: Record<string, string>; fixBy: number; at: number } | null;
  /** Newest first. */
  receipts: SubmissionReceipt[];
  /** Null before the first submission. */
  last: LastVersion | null;
  /** Findings about people, whose grades and other entries the browser does not know. */
  teamFindings: Finding[];
  uploadBegunAt: number | null;
  now: number;
}

/** What was handed in last, to be compared with what would be handed in now. */
export interface LastVersion {
  version: number;
  group: string | null;
  typed: Record<string, string>;
  /** SHA-256 by field. */
  files: Record<string, string>;
  snapshot: string | null;
  /** Somebody joined or left since. */
  teamChanged: boolean;
}

interface Parts {
  db: DatabaseHandle;
  collab: Pick<CollabServer, 'readState'>;
  contests: Contests;
}

/** An entry for one of its people, undefined for everybody else. */
export async function viewEntry(
  { db, collab, contests }: Parts,
  personId: string,
  entryId: string,
): Promise<EntryView | undefined> {
  const read = await withCaller(db, asPerson(personId), async (tx) => {
    const entry = await findEntry(tx, entryId);
    const running = entry && (await contests.find(tx, entry.contestId));
    if (!entry || !running || !entry.members.some((member) => member.personId === personId)) return undefined;
    const projectId = entry.draft?.projectId;
    const project = projectId ? await findProject(tx, projectId) : undefined;
    const open = projectId ? (await projectAccess(tx, projectId, personId)) !== undefined : false;
    const classes = [...(await listSeatedClasses(tx, personId)), ...(await listTaughtClasses(tx, personId))];
    const mates = await Promise.all(classes.map(({ id }) => listClassmates(tx, id)));
    return { entry, running, project, open, mates: mates.flat() };
  });
  if (!read) return undefined;
  const { entry, running, project, open, mates } = read;
  const { definition, windows, contest } = running;
  const form = unwrap(entryForm(definition, entry.track));
  const facts = await entryFacts(db, entry);
  const me = entry.members.find((member) => member.personId === personId)!;
  const projectId = entry.draft?.projectId ?? null;
  const durable = projectId ? (await readDurable(collab, projectId)).project : undefined;
  const returned = entry.returns[0];
  const nicknames = new Set(entry.members.map(({ nickname }) => nickname));
  return {
    id: entry.id,
    state: entry.state,
    track: entry.track,
    group: entry.groupName,
    version: entry.currentVersion,
    contest: { id: contest.id, title: contest.title, closesAt: contest.submitClosesAt?.getTime() ?? null },
    definition,
    windows,
    form,
    me: {
      person: personId,
      leader: me.leader,
      accepted: me.acceptedAt !== null,
      grade: facts.members.find(({ person }) => person === personId)?.grade ?? null,
    },
    members: entry.members.map(({ personId: person, nickname, leader, acceptedAt }) => ({
      person,
      nickname,
      leader,
      accepted: acceptedAt !== null,
    })),
    classmates: mates.filter(({ nickname }) => !nicknames.has(nickname)),
    typed: typedFields(entry.draft?.fields),
    files: filesOf(facts),
    project: projectId
      ? {
          id: projectId,
          title: durable?.title ?? project?.title ?? '',
          picture: Boolean(project?.thumbnail),
          open,
          hash: durable ? await snapshotHash(durable) : null,
          ...(durable ? projectFacts(durable) : { blocks: 0, startable: 0 }),
        }
      : null,
    fixBy: fixByOf(entry),
    returned: returned
      ? {
          version: returned.n,
          reasons: returned.reasons,
          fixBy: returned.fixBy.getTime(),
          at: returned.returnedAt.getTime(),
        }
      : null,
    receipts: entry.versions.map((version) => receiptOf(entry.id, version)),
    last: lastVersion(entry),
    teamFindings: teamFindings(running, entry, entry.groupName, facts),
    uploadBegunAt: entry.submitBegunAt?.getTime() ?? null,
    now: systemClock.now(),
  };
}

const TEAM_EVENTS: ReadonlySet<string> = new Set(['joined', 'declined', 'left']);

function lastVersion({ versions, artefacts, events }: EntryDetail): LastVersion | null {
  const last = versions[0];
  if (!last) return null;
  return {
    version: last.n,
    group: groupIn(last.fields),
    typed: typedFields(last.fields),
    files: Object.fromEntries(artefacts.filter(({ n }) => n === last.n).map(({ name, sha256 }) => [name, sha256])),
    snapshot: last.snapshotId,
    teamChanged: events.some(({ kind, at }) => TEAM_EVENTS.has(kind) && at > last.submittedAt),
  };
}

const filesOf = ({ files }: EntryFacts): Record<string, StoredFile> =>
  Object.fromEntries(
    Object.entries(files).map(([id, { name, type, bytes, hash }]) => [id, { name, type, bytes, hash }]),
  );

/** What the rules say about the people of an entry, if it were in this group. */
export function teamFindings(
  running: RunningContest,
  entry: EntryDetail,
  group: string | null,
  facts: EntryFacts,
): Finding[] {
  const form = unwrap(entryForm(running.definition, entry.track));
  const artefacts = artefactsOf(form, {}, facts.files, null);
  return checkOnServer(running, entry, { group, artefacts }, facts, systemClock).filter(
    ({ field }) => field === 'team',
  );
}
