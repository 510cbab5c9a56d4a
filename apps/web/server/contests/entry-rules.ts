import {
  checkEntry,
  trackOf,
  type EntryDraft,
  type FileValue,
  type Finding,
  type FormModel,
  type Member,
  type Participation,
} from '@paperkite/contest';
import {
  entryMembers,
  listParticipations,
  SYSTEM,
  withCaller,
  type DatabaseHandle,
  type EntryDetail,
} from '@paperkite/data';
import type { Clock } from '@paperkite/kernel';
import type { ProjectFacts } from '../../src/lib/contest/project-facts.ts';
import type { RunningContest } from './contests.ts';

/** What the rules need of an entry that only the server knows: grades, other entries of its people, stored files. */
export interface EntryFacts {
  readonly members: readonly Member[];
  readonly participations: readonly Participation[];
  /** By artefact id; type and size are those of the stored bytes. */
  readonly files: Readonly<Record<string, FileValue>>;
}

/** A seat's grade as the rules count: a school year, or the kind of school as written. */
export const gradeOf = (grade: string | null): number | string | null =>
  grade !== null && /^\d{1,2}$/.test(grade) ? Number(grade) : grade;

/** The facts of an entry, as the database has them now. Check before that the caller may know the entry. */
export function entryFacts(db: DatabaseHandle, { id, contestId }: EntryDetail): Promise<EntryFacts> {
  return withCaller(db, SYSTEM, async (tx) => {
    const people = await entryMembers(tx, id);
    const participations = await listParticipations(
      tx,
      contestId,
      people.map(({ personId }) => personId),
    );
    const stored = await tx
      .selectFrom('entryUpload')
      .innerJoin('asset', 'asset.sha256', 'entryUpload.sha256')
      .select(['entryUpload.name', 'entryUpload.filename', 'asset.sha256', 'asset.size', 'asset.mime'])
      .where('entryUpload.entryId', '=', id)
      .execute();
    return {
      members: people.map(({ personId, kind, grade, acceptedAt }) => ({
        person: personId,
        kind,
        grade: gradeOf(grade),
        acceptance: acceptedAt ? ('accepted' as const) : ('pending' as const),
      })),
      participations,
      files: Object.fromEntries(
        stored.map(({ name, filename, sha256, size, mime }) => [
          name,
          { kind: 'file', hash: sha256, name: filename, type: mime, bytes: size, stored: true } as const,
        ]),
      ),
    };
  });
}

/** What was typed, put together with what is stored, in the order of the form. Fields that the form lacks are dropped. */
export function artefactsOf(
  form: FormModel,
  typed: Readonly<Record<string, string>>,
  files: EntryFacts['files'],
  project: ({ id: string } & ProjectFacts) | null,
): EntryDraft['artefacts'] {
  return Object.fromEntries(
    form.fields.map(({ id, kind }) => {
      switch (kind) {
        case 'project':
          return [id, project && { kind, project: project.id, blocks: project.blocks, startable: project.startable }];
        case 'image':
        case 'video':
        case 'report':
        case 'data':
          return [id, Object.hasOwn(files, id) ? files[id]! : null];
        default:
          return [id, { kind: 'text', text: Object.hasOwn(typed, id) ? typed[id]! : '' }];
      }
    }),
  );
}

/** Every rule of the contest on this entry, with the server's facts. */
export function checkOnServer(
  { definition, windows }: RunningContest,
  entry: EntryDetail,
  { group, artefacts }: Pick<EntryDraft, 'group' | 'artefacts'>,
  { members, participations }: EntryFacts,
  clock: Clock,
): Finding[] {
  return checkEntry(
    definition,
    windows,
    { track: entry.track, group, members, artefacts },
    {
      now: clock.now(),
      entry: entry.id,
      uploadBegunAt: entry.submitBegunAt?.getTime() ?? null,
      fixByAt: fixByOf(entry),
      participations,
    },
  );
}

/** The date that rules a returned entry, in milliseconds; null when it does not wait for a correction. */
export const fixByOf = ({ state, returns }: Pick<EntryDetail, 'state' | 'returns'>): number | null =>
  state === 'returned' ? (returns[0]?.fixBy.getTime() ?? null) : null;

/** What people typed, of a draft's or a version's stored fields. */
export function typedFields(fields: unknown): Record<string, string> {
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields as Record<string, { kind?: unknown; text?: unknown } | null>).flatMap(([id, value]) =>
      value?.kind === 'text' && typeof value.text === 'string' ? [[id, value.text]] : [],
    ),
  );
}

/** The group that a version was handed in for, of its stored fields; null in versions older than that. */
export function groupIn(fields: unknown): string | null {
  const group = (fields as { group?: { kind?: unknown; id?: unknown } | null } | null)?.group;
  return group?.kind === 'group' && typeof group.id === 'string' ? group.id : null;
}

/** {@link typedFields} the other way round, as drafts keep them. */
export const storedFields = (typed: Readonly<Record<string, string>>): Record<string, { kind: 'text'; text: string }> =>
  Object.fromEntries(Object.entries(typed).map(([id, text]) => [id, { kind: 'text', text }]));

/** Of what was typed, only the fields that the track's form has: a draft cannot grow beyond its form. */
export function keepFields(
  { definition }: Pick<RunningContest, 'definition'>,
  trackId: string,
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = new Set(trackOf(definition, trackId)?.artefacts.map(({ id }) => id));
  return Object.fromEntries(Object.entries(typed).filter(([id]) => known.has(id)));
}
