import { newUuid } from '@paperkite/kernel';
import type { Name, World } from './world.ts';
import { PROVINCE, sha } from './world.ts';

/** A row by the values of its key columns. */
export type Key = Record<string, string | number>;

/** How a table is tried: which rows have which letter, which columns updates touch, which rows are inserted. */
export interface Probe {
  rows: Record<string, Key>;
  /** Columns that request roles may update, where there are some; each is tried by itself. */
  update: string | readonly string[];
  /** New rows by letter, made for the person who tries. */
  insert: (me: string) => Record<string, Record<string, unknown>>;
}

const by = (column: string, labels: Record<string, string | number>): Record<string, Key> =>
  Object.fromEntries(Object.entries(labels).map(([label, value]) => [label, { [column]: value }]));

/** The letters of people. */
export const LETTERS: Record<string, Name> = {
  o: 'owner',
  n: 'member',
  m: 'mate',
  z: 'removed',
  x: 'other',
  t: 'teacher',
  u: 'teacherB',
  g: 'organiserS',
  h: 'organiserT',
  k: 'organiserP',
  r: 'reviewerS',
  d: 'adminS',
};

/** Every table of schema `app`, by its name in SQL. */
export function probes(world: World): Record<string, Probe> {
  const { person, unit, class: classes, seat, project, entry, asset, snapshot, contest } = world;
  const people = Object.fromEntries(Object.entries(LETTERS).map(([letter, name]) => [letter, person[name]]));
  const some = (labels: string, from: Record<string, string>) =>
    Object.fromEntries([...labels].map((label) => [label, from[label]!]));
  const submitted = (column: string) => by(column, some('sry', entry));
  const document = '{"new":1}';
  const soon = new Date(Date.now() + 1000);
  const contestRow = (unitId: string) => ({
    definition_id: 'cn-ai-2024',
    definition_version: 1,
    unit_id: unitId,
    title: 'x',
    limit_max: 1,
  });
  return {
    unit: {
      rows: by('id', unit),
      update: 'name_zh',
      insert: () => ({
        s: { id: newUuid(), parent_id: unit.s, kind: 'venue', name_zh: '馆' },
        t: { id: newUuid(), parent_id: unit.t, kind: 'venue', name_zh: '馆' },
        p: { id: newUuid(), parent_id: PROVINCE, kind: 'city', name_zh: '市' },
      }),
    },
    person: {
      rows: by('id', people),
      update: 'display_name',
      insert: () => ({ w: { id: newUuid(), kind: 'adult', display_name: 'x' } }),
    },
    pseudonym: {
      rows: by('person_id', people),
      update: 'pseudonym',
      insert: () => ({ w: { person_id: newUuid() } }),
    },
    unit_role: {
      rows: by('person_id', some('ghkrd', people)),
      update: 'role',
      insert: (me) => ({
        s: { person_id: person.teacher, unit_id: unit.s, role: 'reviewer', granted_by: me },
        t: { person_id: person.teacher, unit_id: unit.t, role: 'reviewer', granted_by: me },
        p: { person_id: person.teacher, unit_id: PROVINCE, role: 'reviewer', granted_by: me },
        // A pupil in office, and a grant in somebody else's name.
        o: { person_id: person.owner, unit_id: unit.s, role: 'reviewer', granted_by: me },
        f: { person_id: person.teacher, unit_id: unit.s, role: 'reviewer', granted_by: person.owner },
      }),
    },
    class: {
      rows: by('id', classes),
      update: 'name',
      insert: (me) => ({
        m: { id: newUuid(), unit_id: unit.s, name: 'mine', created_by: me },
        f: { id: newUuid(), unit_id: unit.s, name: 'in another name', created_by: person.mate },
      }),
    },
    class_code: {
      rows: by('class_id', classes),
      update: 'expires_at',
      insert: () => ({
        a: { code: '22222222', class_id: classes.a, expires_at: soon, revoked_at: soon },
        b: { code: '33333333', class_id: classes.b, expires_at: soon, revoked_at: soon },
      }),
    },
    class_teacher: {
      rows: by('class_id', classes),
      update: 'added_at',
      insert: (me) => ({
        a: { class_id: classes.a, person_id: person.reviewerS, added_by: me },
        b: { class_id: classes.b, person_id: person.reviewerS, added_by: me },
        // A pupil as teacher, and an adult who lets themselves in.
        o: { class_id: classes.a, person_id: person.mate, added_by: me },
        ...(me === person.teacher || me === person.teacherB
          ? {}
          : { m: { class_id: classes.a, person_id: me, added_by: me } }),
      }),
    },
    seat: {
      rows: by('id', seat),
      update: 'nickname',
      insert: () => ({ a: { class_id: classes.a, person_id: person.other, nickname: 'new' } }),
    },
    audit_event: {
      rows: by('seq', world.audit),
      update: 'action',
      insert: () => ({ s: { action: 'x.y', unit_path: [unit.s] } }),
    },
    asset: {
      rows: by('sha256', asset),
      update: 'mime',
      insert: () => ({ w: { sha256: sha('new'), size: 1, mime: 'image/png' } }),
    },
    snapshot: {
      rows: by('id', snapshot),
      update: 'created_at',
      insert: () => ({ w: { id: sha(document), document } }),
    },
    snapshot_asset: {
      rows: by('snapshot_id', some('sry', snapshot)),
      update: 'sha256',
      insert: () => ({ a: { snapshot_id: snapshot.a, sha256: asset.x } }),
    },
    handout: {
      rows: by('id', world.handout),
      update: ['title', 'due_at'],
      insert: (me) => ({ a: { class_id: classes.a, snapshot_id: snapshot.y, title: 'x', created_by: me } }),
    },
    project: {
      rows: by('id', project),
      update: 'title',
      insert: (me) => ({
        // For oneself; in class a; in class b; begun from the handout of class a; in another's name.
        m: { id: newUuid(), owner_id: me, title: 'x' },
        a: { id: newUuid(), owner_id: me, title: 'x', class_id: classes.a },
        b: { id: newUuid(), owner_id: me, title: 'x', class_id: classes.b },
        h: { id: newUuid(), owner_id: me, title: 'x', class_id: classes.a, handout_id: world.handout.a },
        f: { id: newUuid(), owner_id: person.mate, title: 'x' },
      }),
    },
    project_member: {
      rows: { o: { project_id: project.o! } },
      update: 'nickname',
      insert: (me) => ({ m: { project_id: project.o, person_id: me, nickname: 'me' } }),
    },
    project_asset: {
      rows: by('project_id', some('ox', project)),
      update: 'added_at',
      insert: () => ({ w: { project_id: project.o, sha256: asset.l } }),
    },
    project_update: {
      rows: by('project_id', some('ox', project)),
      update: 'bytes',
      insert: () => ({ o: { project_id: project.o, bytes: 'x' } }),
    },
    project_state: {
      rows: by('project_id', some('ox', project)),
      update: 'bytes',
      insert: () => ({ z: { project_id: project.z, bytes: 'x', upto_seq: 0 } }),
    },
    project_version: {
      rows: by('id', world.version),
      update: 'label',
      insert: () => ({ o: { project_id: project.o, kind: 'named', bytes: 'x' } }),
    },
    contest_definition: {
      rows: by('id', { c: 'cn-ai-2024', u: 'unused' }),
      update: 'body',
      insert: () => ({ w: { id: 'new', version: 1, body: {} } }),
    },
    contest: {
      rows: by('id', contest),
      update: 'title',
      insert: () => ({ s: contestRow(unit.s!), t: contestRow(unit.t!), p: contestRow(PROVINCE) }),
    },
    entry: {
      rows: by('id', entry),
      update: 'state',
      insert: () => ({
        s: { id: newUuid(), contest_id: contest.o, track: 'art', unit_id: unit.s, unit_path: [unit.s] },
      }),
    },
    entry_draft: {
      rows: by('entry_id', entry),
      update: 'fields',
      insert: () => ({ s: { entry_id: entry.s } }),
    },
    entry_upload: {
      rows: by('entry_id', entry),
      update: 'filename',
      insert: () => ({ s: { entry_id: entry.s, name: 'report', sha256: asset.x, filename: 'x' } }),
    },
    entry_member: {
      rows: by('entry_id', entry),
      update: 'accepted_at',
      insert: () => ({ s: { entry_id: entry.s, person_id: person.mate, nickname: 'x' } }),
    },
    entry_claim: {
      rows: submitted('entry_id'),
      update: 'slot',
      insert: () => ({
        s: { contest_id: contest.o, scope: 'art', person_id: person.mate, slot: 1, entry_id: entry.s },
      }),
    },
    entry_version: {
      rows: submitted('entry_id'),
      update: 'fields',
      insert: () => ({ s: { entry_id: entry.s, n: 9, fields: {}, idempotency_key: newUuid(), submitted_at: soon } }),
    },
    entry_artefact: {
      rows: submitted('entry_id'),
      update: 'filename',
      insert: () => ({ s: { entry_id: entry.s, n: 1, name: 'report', sha256: asset.x, filename: 'x' } }),
    },
    entry_return: {
      rows: by('entry_id', some('ry', entry)),
      update: 'reasons',
      insert: () => ({ s: { entry_id: entry.s, n: 1, reasons: { a: 'b' }, fix_by: soon, returned_at: soon } }),
    },
    entry_event: {
      rows: by('entry_id', entry),
      update: 'kind',
      insert: () => ({
        s: { entry_id: entry.s, contest_id: contest.o, kind: 'accepted', to_state: 'accepted', n: 1 },
      }),
    },
  };
}
