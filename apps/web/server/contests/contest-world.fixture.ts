import { createProjectDoc } from '@paperkite/collab';
import { createCollabServer } from '@paperkite/collab/server';
import {
  addProjectAsset,
  addUnit,
  asPerson,
  changeContest,
  createClass,
  createContest,
  createPerson,
  createPupilAccount,
  createProject,
  createUpdateLog,
  findUnitByCode,
  grantRole,
  SYSTEM,
  takeSeat,
  withCaller,
  type CallerTransaction,
} from '@paperkite/data';
import { startTestDatabase } from '@paperkite/data/testing';
import { newUuid, systemClock, unwrap } from '@paperkite/kernel';
import { assetHashes, emptyProject, type Project } from '@paperkite/project';
import * as Y from 'yjs';
import type { SignedIn } from '../identity/signed-in.ts';
import { contestRules, createContests } from './contests.ts';
import { ensureDefinitions } from './definitions.ts';
import { listDefinitions } from './staff.ts';
import { startEntry } from './start-entry.ts';
import { submitWork, type Submission } from './submit.ts';

const BEIJING = '110000';
export const DAY_MS = 86_400_000;
const day = (offset: number): string => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

/** A school with a class of three, an open contest of its province, an organiser, the real log. For tests. */
export async function openContestWorld() {
  const test = await startTestDatabase();
  const { db } = test;
  const log = createUpdateLog(test.connectionString, {});
  const collab = createCollabServer({
    authorize: () => Promise.resolve({ refused: 'no-access' }),
    log,
    report: (problem) => {
      throw problem;
    },
  });
  await ensureDefinitions(db);
  const contests = createContests({ db, clock: systemClock });
  const parts = { db, collab, contests };
  const as = <T>(person: { personId: string }, work: (tx: CallerTransaction) => Promise<T>): Promise<T> =>
    withCaller(db, asPerson(person.personId), work);
  const system = <T>(work: (tx: CallerTransaction) => Promise<T>): Promise<T> => withCaller(db, SYSTEM, work);

  const adult = (displayName: string): SignedIn => ({ personId: newUuid(), kind: 'adult', displayName });
  const [teacher, organiser, colleague] = [adult('李老师'), adult('组委会'), adult('组委会二')];
  const [classId, schoolId] = [newUuid(), newUuid()];
  const pupils = ['小鸢', '小燕', '小雀'].map((displayName) => ({
    personId: newUuid(),
    kind: 'pupil' as const,
    displayName,
    seatId: newUuid(),
  }));
  const province = await system(async (tx) => {
    const beijing = (await findUnitByCode(tx, BEIJING))!;
    await addUnit(tx, { id: schoolId, parentId: beijing.id, kind: 'school', nameZh: '一小' });
    for (const { personId: id, displayName } of [teacher, organiser, colleague]) {
      await createPerson(tx, { id, kind: 'adult', displayName });
    }
    for (const { personId } of [organiser, colleague]) {
      await grantRole(tx, { personId, unitId: beijing.id, role: 'organiser', grantedBy: null });
    }
    return beijing.id;
  });
  await as(teacher, (tx) =>
    createClass(tx, { id: classId, unitId: schoolId, name: '四（2）班', createdBy: teacher.personId }),
  );
  await system(async (tx) => {
    for (const { personId, displayName, seatId } of pupils) {
      await createPupilAccount(tx, personId, displayName);
      await createPerson(tx, { id: personId, kind: 'pupil', displayName });
      await takeSeat(tx, { id: seatId, classId, personId, nickname: displayName, grade: '4' });
    }
  });
  const contestId = newUuid();
  await as(organiser, async (tx) => {
    const definition = (await listDefinitions(tx)).find(({ id }) => id === 'cn-ai-2024')!;
    await createContest(tx, {
      id: contestId,
      definitionId: definition.id,
      definitionVersion: definition.version,
      unitId: province,
      title: '省赛',
      ...contestRules(definition, { submit: { open: day(-2), close: day(30) } }),
    });
    await changeContest(tx, contestId, { state: 'open' });
  });

  /** Makes a work of a pupil with one script, durable in the log; returns its id and its document. */
  async function work(
    owner: SignedIn,
    { title = '我们的节日', uploaded = true } = {},
  ): Promise<{ projectId: string; doc: Y.Doc }> {
    const projectId = newUuid();
    await as(owner, (tx) => createProject(tx, { id: projectId, ownerId: owner.personId, classId, title }));
    const doc = createProjectDoc();
    doc.fillFromProject(oneScript(title));
    if (uploaded) await system((tx) => noteAssets(tx, projectId, assetHashes(doc.toProject())));
    await collab.applyUpdate(projectId, Y.encodeStateAsUpdate(doc.ydoc));
    return { projectId, doc: doc.ydoc };
  }

  /** Begins an entry with a new work. */
  async function entry(owner: SignedIn, track = 'inter', options: Parameters<typeof work>[1] = {}) {
    const { projectId, doc } = await work(owner, options);
    const { entryId } = unwrap(await startEntry(parts, owner, { contestId, track, projectId }));
    return { entryId, projectId, doc };
  }

  /** Hands an entry in with a full form. */
  const submit = (who: SignedIn, { entryId, doc }: { entryId: string; doc: Y.Doc }, more: Partial<Submission> = {}) =>
    submitWork(parts, who.personId, entryId, {
      key: newUuid(),
      group: 'primary',
      typed: { title: '我们的节日', text: '按绿旗以后会放一挂鞭炮，再说一句新年好。' },
      stateVector: Y.encodeStateVector(doc),
      ...more,
    });

  const moveClose = (ms: number, graceSeconds = 0): Promise<void> =>
    as(organiser, (tx) =>
      changeContest(tx, contestId, {
        submitClosesAt: new Date(Date.now() + ms),
        graceSeconds,
        windowChanges: { submit: { open: day(-2), close: day(ms > 0 ? 30 : -1) } },
      }),
    );

  return {
    /** Of the owner of the database, whom no policy binds. */
    connectionString: test.connectionString,
    parts,
    as,
    system,
    teacher,
    classId,
    organiser,
    colleague,
    pupils,
    province,
    contestId,
    work,
    entry,
    submit,
    moveClose,
    async stop() {
      await collab.close();
      await log.close();
      await test.stop();
    },
  };
}

async function noteAssets(tx: CallerTransaction, projectId: string, hashes: readonly string[]): Promise<void> {
  for (const sha256 of hashes) await addProjectAsset(tx, { projectId, sha256, size: 1, mime: 'image/svg+xml' });
}

/** A project in which one sprite says something at the green flag. */
function oneScript(title: string): Project {
  const project = emptyProject(title);
  project.targets[0]!.blocks = {
    hat: { id: 'hat', opcode: 'event_whenflagclicked', fields: {}, shadow: false, at: { x: 0, y: 0 } },
    wait: { id: 'wait', opcode: 'control_wait', fields: {}, shadow: false, at: { parent: 'hat', slot: 'next' } },
  };
  return project;
}

export type ContestWorld = Awaited<ReturnType<typeof openContestWorld>>;
