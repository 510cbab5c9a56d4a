import { createHash } from 'node:crypto';
import { newUuid } from '@paperkite/kernel';
import { sql } from 'kysely';
import { SYSTEM, asPerson, withCaller } from '../database.ts';
import type { CallerTransaction, DatabaseHandle } from '../database.ts';
import * as repo from '../index.ts';

/** The people of the policy tests; each has something that others must not see. */
export const PEOPLE = [
  'owner',
  'member',
  'mate',
  'removed',
  'other',
  'teacher',
  'teacherB',
  'organiserS',
  'organiserT',
  'organiserP',
  'reviewerS',
  'adminS',
] as const;
export type Name = (typeof PEOPLE)[number];

const ADULTS: readonly Name[] = PEOPLE.slice(5);
export const PROVINCE = '00000000-0000-7000-8000-000000110000';
/** Seeded, without anybody in it. */
export const ELSEWHERE = '00000000-0000-7000-8000-000000120000';

export const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

export type Labels = Record<string, string>;

/** Two schools in one province, a class in each, and work in every state. Ids by the labels that the matrix uses. */
export interface World {
  person: Record<Name, string>;
  unit: Labels;
  class: Labels;
  seat: Labels;
  handout: Labels;
  project: Labels;
  version: Labels;
  contest: Labels;
  entry: Labels;
  snapshot: Labels;
  asset: Labels;
  code: Labels;
  update: Record<string, number>;
  audit: Record<string, number>;
}

const ids = <K extends string>(...labels: K[]): Record<K, string> =>
  Object.fromEntries(labels.map((label) => [label, newUuid()])) as Record<K, string>;

export async function buildWorld(db: DatabaseHandle): Promise<World> {
  const world: World = {
    person: ids(...PEOPLE),
    unit: { p: PROVINCE, q: ELSEWHERE, ...ids('s', 't') },
    class: ids('a', 'b'),
    seat: ids('o', 'n', 'm', 'z', 'x'),
    handout: ids('a', 'b'),
    project: ids('o', 'p', 'd', 'z', 'x', 't'),
    version: ids('o', 'x'),
    contest: ids('o', 'f', 'c'),
    entry: ids('d', 's', 'r', 'y'),
    snapshot: {},
    asset: { o: sha('o'), x: sha('x'), s: sha('s'), y: sha('y'), v: sha('v'), l: sha('l'), h: sha('h') },
    code: {},
    update: {},
    audit: {},
  };
  await withCaller(db, SYSTEM, (tx) => addPeople(tx, world));
  await addClass(db, world, 'a', 's', 'teacher', ['o', 'n', 'm', 'z'], ['owner', 'member', 'mate', 'removed']);
  await addClass(db, world, 'b', 't', 'teacherB', ['x'], ['other']);
  await addProjects(db, world);
  await addHandouts(db, world);
  await addContests(db, world);
  await addEntries(db, world);
  // The pupil who goes leaves a project behind that says which class it was made in.
  await withCaller(db, asPerson(world.person.teacher), (tx) => repo.removeSeat(tx, world.seat.z!));
  await addAudit(db, world);
  return world;
}

async function addPeople(tx: CallerTransaction, { person, unit }: World): Promise<void> {
  await repo.addUnit(tx, { id: unit.s!, parentId: PROVINCE, kind: 'school', nameZh: '一小' });
  await repo.addUnit(tx, { id: unit.t!, parentId: PROVINCE, kind: 'school', nameZh: '二小' });
  for (const name of PEOPLE) {
    const kind = ADULTS.includes(name) ? 'adult' : 'pupil';
    await repo.createPerson(tx, { id: person[name], kind, displayName: name });
  }
  const roles = [
    ['organiserS', unit.s!, 'organiser'],
    ['organiserT', unit.t!, 'organiser'],
    ['organiserP', PROVINCE, 'organiser'],
    ['reviewerS', unit.s!, 'reviewer'],
    ['adminS', unit.s!, 'admin'],
  ] as const;
  for (const [name, unitId, role] of roles) {
    await repo.grantRole(tx, { personId: person[name], unitId, role, grantedBy: null });
  }
}

async function addClass(
  db: DatabaseHandle,
  world: World,
  label: string,
  unit: string,
  teacher: Name,
  seats: string[],
  pupils: Name[],
): Promise<void> {
  const classId = world.class[label]!;
  await withCaller(db, asPerson(world.person[teacher]), async (tx) => {
    await repo.createClass(tx, {
      id: classId,
      unitId: world.unit[unit]!,
      name: label,
      createdBy: world.person[teacher],
    });
    world.code[label] = await repo.rotateJoinCode(tx, { classId, expiresAt: new Date(Date.now() + 3_600_000) });
  });
  await withCaller(db, SYSTEM, async (tx) => {
    for (const [i, seat] of seats.entries()) {
      const personId = world.person[pupils[i]!];
      await repo.takeSeat(tx, { id: world.seat[seat]!, classId, personId, nickname: pupils[i]!, grade: '5' });
    }
  });
}

async function addProjects(
  db: DatabaseHandle,
  { person, project, class: classes, version, asset, update, seat }: World,
) {
  const make = (label: string, owner: Name, classId: string | null) =>
    withCaller(db, asPerson(person[owner]), (tx) =>
      repo.createProject(tx, { id: project[label]!, ownerId: person[owner], classId, title: label }),
    );
  await make('o', 'owner', classes.a!);
  await make('p', 'owner', null);
  await make('d', 'owner', classes.a!);
  await make('z', 'removed', classes.a!);
  await make('x', 'other', classes.b!);
  await make('t', 'teacher', null);
  await withCaller(db, asPerson(person.owner), async (tx) => {
    await repo.changeProject(tx, project.d!, { deletedAt: new Date() });
    await repo.inviteToProject(tx, project.o!, seat.n!);
  });
  await withCaller(db, SYSTEM, async (tx) => {
    for (const label of ['o', 'x']) {
      const projectId = project[label]!;
      await repo.addProjectAsset(tx, { projectId, sha256: asset[label]!, size: 1, mime: 'image/png' });
      const bytes = Buffer.from(label);
      await repo.addVersion(tx, { id: version[label]!, projectId, kind: 'named', label, bytes });
      const row = await tx
        .insertInto('projectUpdate')
        .values({ projectId, bytes })
        .returning('seq')
        .executeTakeFirstOrThrow();
      update[label] = row.seq;
      await tx.insertInto('projectState').values({ projectId, bytes, uptoSeq: 0 }).execute();
    }
    // Only a frozen work, a file of an entry, and nothing at all refer to these.
    for (const label of ['s', 'y']) {
      const projectId = label === 's' ? project.o! : project.x!;
      await repo.addProjectAsset(tx, { projectId, sha256: asset[label]!, size: 1, mime: 'image/png' });
    }
    await tx.insertInto('asset').values({ sha256: asset.l!, size: 1, mime: 'image/png' }).execute();
    await repo.putThumbnail(tx, { projectId: project.o!, sha256: asset.h!, size: 1, mime: 'image/webp' });
  });
}

async function addHandouts(db: DatabaseHandle, world: World): Promise<void> {
  for (const [label, teacher] of [
    ['a', 'teacher'],
    ['b', 'teacherB'],
  ] as const) {
    const personId = world.person[teacher];
    const projectId = label === 'a' ? world.project.t! : newUuid();
    const document = `{"handout":"${label}"}`;
    world.snapshot[label] = sha(document);
    await withCaller(db, asPerson(personId), async (tx) => {
      if (label === 'b') await repo.createProject(tx, { id: projectId, ownerId: personId, title: 'b' });
      const id = world.handout[label]!;
      await repo.handOut(tx, { id, classId: world.class[label]!, title: label, projectId, document, assets: [] });
    });
    // Its project is only scaffolding.
    if (label === 'b')
      await withCaller(db, SYSTEM, (tx) => tx.deleteFrom('project').where('id', '=', projectId).execute());
  }
}

export const contestRow = (id: string, unitId: string) => ({
  id,
  definitionId: 'cn-ai-2024',
  definitionVersion: 1,
  unitId,
  title: 'contest',
  submitOpensAt: new Date(Date.now() - 3_600_000),
  submitClosesAt: new Date(Date.now() + 3_600_000),
  graceSeconds: 0,
  limitMax: 1,
  limitPer: 'track' as const,
  limitCount: 'member' as const,
});

async function addContests(db: DatabaseHandle, { person, contest }: World): Promise<void> {
  await withCaller(db, SYSTEM, async (tx) => {
    await repo.putDefinition(tx, { id: 'cn-ai-2024', version: 1, body: { id: 'cn-ai-2024' } });
    await repo.putDefinition(tx, { id: 'unused', version: 1, body: {} });
  });
  await withCaller(db, asPerson(person.organiserP), async (tx) => {
    for (const label of ['o', 'f', 'c']) await repo.createContest(tx, contestRow(contest[label]!, PROVINCE));
    await repo.changeContest(tx, contest.o!, { state: 'open' });
    await repo.changeContest(tx, contest.c!, { state: 'closed' });
  });
}

async function addEntries(db: DatabaseHandle, world: World): Promise<void> {
  const { person, project, entry, seat, contest, class: classes, asset } = world;
  const create = (label: string, track: string, classId: string, projectId: string) => (tx: CallerTransaction) =>
    repo.createEntry(tx, {
      id: entry[label]!,
      contestId: contest.o!,
      track,
      group: 'upper',
      classId,
      projectId,
      teamMax: 3,
    });
  const submit = async (label: string, who: Name, hash: string) => {
    const document = `{"entry":"${label}"}`;
    world.snapshot[label] = sha(document);
    await withCaller(db, asPerson(person[who]), (tx) =>
      repo.submitEntry(tx, entry[label]!, {
        idempotencyKey: `key-${entry[label]}`,
        group: 'upper',
        fields: { title: { kind: 'text', text: label } },
        document,
        assets: [hash],
      }),
    );
  };
  await withCaller(db, asPerson(person.owner), async (tx) => {
    await create('d', 'art', classes.a!, project.o!)(tx);
    await create('s', 'inter', classes.a!, project.o!)(tx);
    await create('r', 'eng', classes.a!, project.o!)(tx);
    await repo.inviteToEntry(tx, entry.s!, seat.n!);
  });
  await withCaller(db, asPerson(person.member), (tx) => repo.answerEntryInvitation(tx, entry.s!, true));
  await withCaller(db, asPerson(person.other), create('y', 'inter', classes.b!, project.x!));
  await withCaller(db, SYSTEM, async (tx) => {
    for (const label of ['d', 's', 'r', 'y'] as const) {
      const entryId = entry[label]!;
      await repo.putEntryUpload(tx, {
        entryId,
        name: 'video',
        filename: 'v.mp4',
        sha256: label === 'y' ? asset.y! : asset.v!,
        size: 1,
        mime: 'video/mp4',
      });
    }
  });
  await submit('s', 'owner', asset.s!);
  await submit('r', 'owner', asset.s!);
  await submit('y', 'other', asset.y!);
  // From here on only the frozen works hold these.
  await withCaller(db, SYSTEM, (tx) =>
    tx.deleteFrom('projectAsset').where('sha256', 'in', [asset.s!, asset.y!]).execute(),
  );
  const fixBy = new Date(Date.now() + 3_600_000);
  await withCaller(db, asPerson(person.organiserS), (tx) =>
    repo.returnEntry(tx, entry.r!, { n: 1, reasons: { title: '请写清楚' }, fixBy }),
  );
  await withCaller(db, asPerson(person.organiserT), (tx) =>
    repo.returnEntry(tx, entry.y!, { n: 1, reasons: { title: '请写清楚' }, fixBy }),
  );
}

async function addAudit(db: DatabaseHandle, { person, unit, audit, entry }: World): Promise<void> {
  for (const [label, name] of [
    ['s', 'organiserS'],
    ['t', 'organiserT'],
  ] as const) {
    await withCaller(db, asPerson(person[name]), (tx) =>
      repo.audit(tx, { action: 'project.opened', unitId: unit[label]!, subjectId: person.owner }),
    );
    const { rows } = await withCaller(db, SYSTEM, (tx) =>
      sql<{ seq: number }>`select max(seq) as seq from app.audit_event`.execute(tx),
    );
    audit[label] = rows[0]!.seq;
  }
  // Returning an entry has left a row of its own.
  const returns = await withCaller(db, SYSTEM, (tx) =>
    tx.selectFrom('auditEvent').select(['seq', 'objectId']).where('action', '=', 'entry.returned').execute(),
  );
  for (const { seq, objectId } of returns) audit[objectId === entry.r ? 'r' : 'y'] = seq;
}
