import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProjectDoc } from '@paperkite/collab';
import { createCollabServer, type CollabServer } from '@paperkite/collab/server';
import {
  addProjectAsset,
  addUnit,
  asPerson,
  changeProject,
  createPerson,
  createProject,
  createPupilAccount,
  createUpdateLog,
  currentJoinCode,
  findClass,
  findPerson,
  findProject,
  findUnit,
  listHandouts,
  listProjects,
  listRoles,
  listTaughtClasses,
  missingAssets,
  moveHandoutDue,
  removeSeat,
  SYSTEM,
  takeSeat,
  withCaller,
  type CallerTransaction,
  type PostgresUpdateLog,
} from '@paperkite/data';
import { startTestDatabase, type TestDatabase } from '@paperkite/data/testing';
import { localFileStore, type FileStore } from '@paperkite/files';
import { newUuid, systemClock } from '@paperkite/kernel';
import { assetHashes, BLANK_BACKDROP, canonicalJson, emptyProject, type Project } from '@paperkite/project';
import * as Y from 'yjs';
import { createClassWalls } from './class-walls.ts';
import { findSchools, listProvinces, openClass } from './create-class.ts';
import { deleteWholeClass, previewDeletion } from './delete-class.ts';
import { handOutProject, startHandout } from './handouts.ts';
import { followWall } from './live-wall.ts';
import { composeWall, readWallRows, type Wall } from './wall.ts';

const BEIJING = '00000000-0000-7000-8000-000000110000';
let test: TestDatabase;
let log: PostgresUpdateLog;
let collab: CollabServer;
let folder: string;
let files: FileStore;

beforeAll(async () => {
  test = await startTestDatabase();
  log = createUpdateLog(test.connectionString);
  collab = createCollabServer({ authorize: async () => ({ refused: 'no-access' }), log });
  folder = mkdtempSync(join(tmpdir(), 'paperkite-classroom-'));
  files = localFileStore(folder);
});
afterAll(async () => {
  await collab.close();
  await log.close();
  await test.stop();
  rmSync(folder, { recursive: true, force: true });
});

const as = <T>(personId: string, work: (tx: CallerTransaction) => Promise<T>) =>
  withCaller(test.db, asPerson(personId), work);
const system = <T>(work: (tx: CallerTransaction) => Promise<T>) => withCaller(test.db, SYSTEM, work);
const parts = () => ({ db: test.db, collab, files, clock: systemClock });

async function newTeacher(): Promise<string> {
  const id = newUuid();
  await system((tx) => createPerson(tx, { id, kind: 'adult', displayName: '李老师' }));
  return id;
}

async function newPupil(classId: string, nickname: string): Promise<{ id: string; seatId: string }> {
  const [id, seatId] = [newUuid(), newUuid()];
  await system(async (tx) => {
    await createPupilAccount(tx, id, nickname);
    await createPerson(tx, { id, kind: 'pupil', displayName: nickname });
    await takeSeat(tx, { id: seatId, classId, personId: id, nickname });
  });
  return { id, seatId };
}

async function newClass(teacher: string, name = '四（2）班'): Promise<string> {
  const opened = await openClass(parts(), teacher, { name, provinceId: BEIJING, school: '海淀实验小学' });
  if (!opened.ok) throw opened.error;
  return opened.value.classId;
}

/** Stores bytes as an asset of a project. @returns their hash */
async function putAsset(projectId: string, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const stored = await files.put(bytes, { sha256, size: bytes.length });
  if (!stored.ok) throw stored.error;
  await system((tx) => addProjectAsset(tx, { projectId, sha256, size: bytes.length, mime: 'image/svg+xml' }));
  return sha256;
}

const updateOf = (project: Project): Uint8Array => {
  const doc = createProjectDoc();
  doc.fillFromProject(project);
  return Y.encodeStateAsUpdate(doc.ydoc);
};
const documentOf = async (projectId: string): Promise<Project> => {
  const doc = createProjectDoc();
  Y.applyUpdate(doc.ydoc, await collab.readState(projectId));
  return doc.toProject();
};

/** A saved project with its backdrop uploaded. */
async function newWork(ownerId: string, title: string, classId: string | null = null): Promise<string> {
  const id = newUuid();
  await as(ownerId, (tx) => createProject(tx, { id, ownerId, title, classId }));
  await collab.applyUpdate(id, updateOf(emptyProject(title)));
  await putAsset(id, (await BLANK_BACKDROP.asset()).bytes);
  return id;
}

describe('opening a class', () => {
  it('finds or adds the school, makes the person its teacher and gives a code for a term', async () => {
    const teacher = await newTeacher();
    const opened = await openClass(parts(), teacher, { name: ' 周三 社团 ', provinceId: BEIJING, school: '风筝 小学' });
    expect(opened.ok).toBe(true);
    const [one] = await as(teacher, (tx) => listTaughtClasses(tx, teacher));
    expect(one).toMatchObject({ name: '周三 社团' });
    const school = await as(teacher, (tx) => findUnit(tx, one!.unitId));
    expect(school).toMatchObject({ kind: 'school', nameZh: '风筝 小学', parentId: BEIJING, verified: false });
    expect(await as(teacher, (tx) => listRoles(tx, teacher))).toMatchObject([{ role: 'teacher', unitId: one!.unitId }]);
    const code = await as(teacher, (tx) => currentJoinCode(tx, one!.id));
    const days = (code!.expiresAt.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(120);
    expect(days).toBeLessThan(140);
  });

  it('takes a school of the same name instead of adding it twice, in the same province only', async () => {
    const [first, second, third] = [await newTeacher(), await newTeacher(), await newTeacher()];
    const input = { name: '一班', provinceId: BEIJING, school: '同名小学' };
    await openClass(parts(), first, input);
    await openClass(parts(), second, { ...input, school: ' 同名小学 ' });
    const provinces = await system((tx) => listProvinces(tx));
    const other = provinces.find(({ id }) => id !== BEIJING)!;
    await openClass(parts(), third, { ...input, provinceId: other.id });
    expect(await as(first, (tx) => findSchools(tx, BEIJING, '同名'))).toMatchObject([
      { nameZh: '同名小学', verified: false },
    ]);
    const unitIds = await Promise.all(
      [first, second, third].map(async (id) => (await as(id, (tx) => listTaughtClasses(tx, id)))[0]!.unitId),
    );
    expect(new Set(unitIds).size).toBe(2);
  });

  it('reads what is typed as text, not as a pattern', async () => {
    const teacher = await newTeacher();
    await openClass(parts(), teacher, { name: '一班', provinceId: BEIJING, school: '百分百%小学' });
    const found = await as(teacher, (tx) => findSchools(tx, BEIJING, '%'));
    expect(found.map(({ nameZh }) => nameZh)).toEqual(['百分百%小学']);
    expect(await as(teacher, (tx) => findSchools(tx, BEIJING, '_'))).toEqual([]);
  });

  it('refuses pupils, places that are no province, and empty names', async () => {
    const teacher = await newTeacher();
    const pupil = await newPupil(await newClass(teacher), '小鹰');
    const input = { name: '一班', provinceId: BEIJING, school: '某小学' };
    const codeOf = async (personId: string, change: object) => {
      const opened = await openClass(parts(), personId, { ...input, ...change });
      return opened.ok ? 'opened' : opened.error.code;
    };
    expect(await codeOf(pupil.id, {})).toBe('adults_only');
    expect(await codeOf(teacher, { provinceId: newUuid() })).toBe('province_missing');
    expect(await codeOf(teacher, { name: '  ' })).toBe('class_name_missing');
    expect(await codeOf(teacher, { school: '' })).toBe('school_missing');
  });
});

describe('handing out', () => {
  it('gives each pupil one complete copy, however often and fast they ask', async () => {
    const teacher = await newTeacher();
    const classId = await newClass(teacher);
    const pupil = await newPupil(classId, '燕子');
    const starter = await newWork(teacher, '迷宫');
    const handedOut = await handOutProject(parts(), teacher, { classId, projectId: starter, title: '迷宫（开头）' });
    if (!handedOut.ok) throw handedOut.error;
    const { handoutId } = handedOut.value;

    const started = await Promise.all(Array.from({ length: 4 }, () => startHandout(parts(), pupil.id, handoutId)));
    expect(new Set(started.map(({ projectId }) => projectId)).size).toBe(1);
    const { projectId } = started[0]!;
    expect(await as(pupil.id, (tx) => findProject(tx, projectId))).toMatchObject({
      ownerId: pupil.id,
      classId,
      handoutId,
      title: '迷宫（开头）',
    });
    const copy = await documentOf(projectId);
    expect(canonicalJson(copy)).toBe(canonicalJson(await documentOf(starter)));
    expect(await as(pupil.id, (tx) => missingAssets(tx, projectId, assetHashes(copy)))).toEqual([]);
  });

  it('starts from what it was when it was handed out, and leaves begun copies alone', async () => {
    const teacher = await newTeacher();
    const classId = await newClass(teacher);
    const [early, late] = [await newPupil(classId, '早'), await newPupil(classId, '晚')];
    const starter = await newWork(teacher, '迷宫');
    const handedOut = await handOutProject(parts(), teacher, { classId, projectId: starter, title: '迷宫' });
    if (!handedOut.ok) throw handedOut.error;
    const { handoutId } = handedOut.value;
    const begun = await startHandout(parts(), early.id, handoutId);
    await collab.applyUpdate(begun.projectId, updateOf({ ...emptyProject('我的迷宫') }));
    await collab.applyUpdate(starter, updateOf({ ...emptyProject('老师改过了') }));
    expect((await startHandout(parts(), early.id, handoutId)).projectId).toBe(begun.projectId);
    expect((await documentOf((await startHandout(parts(), late.id, handoutId)).projectId)).title).toBe('迷宫');
  });

  it('is due when its teacher says so, for the whole class, and nobody else moves that', async () => {
    const [teacher, other] = [await newTeacher(), await newTeacher()];
    const classId = await newClass(teacher);
    const pupil = await newPupil(classId, '准时');
    const starter = await newWork(teacher, '迷宫');
    const dueAt = new Date('2030-12-01T15:59:59.999Z');
    const handedOut = await handOutProject(parts(), teacher, { classId, projectId: starter, title: '迷宫', dueAt });
    if (!handedOut.ok) throw handedOut.error;
    const { handoutId } = handedOut.value;
    const due = () => as(pupil.id, async (tx) => (await listHandouts(tx, classId)).map((one) => one.dueAt));
    expect(await due()).toEqual([dueAt]);
    for (const id of [pupil.id, other]) {
      const moving = as(id, (tx) => moveHandoutDue(tx, handoutId, null));
      await expect(moving).rejects.toMatchObject({ code: 'not_found' });
    }
    await as(teacher, (tx) => moveHandoutDue(tx, handoutId, null));
    expect(await due()).toEqual([null]);
  });

  it('fills a copy whose filling broke off', async () => {
    const teacher = await newTeacher();
    const classId = await newClass(teacher);
    const pupil = await newPupil(classId, '断线');
    const starter = await newWork(teacher, '迷宫');
    const handedOut = await handOutProject(parts(), teacher, { classId, projectId: starter, title: '迷宫' });
    if (!handedOut.ok) throw handedOut.error;
    const { handoutId } = handedOut.value;
    const copy = newUuid();
    await as(pupil.id, (tx) => createProject(tx, { id: copy, ownerId: pupil.id, title: '迷宫', classId, handoutId }));
    expect((await startHandout(parts(), pupil.id, handoutId)).projectId).toBe(copy);
    expect((await documentOf(copy)).targets).toHaveLength(1);
  });

  it('refuses what is not there yet, what is not one’s own, and strangers to the class', async () => {
    const [teacher, other] = [await newTeacher(), await newTeacher()];
    const classId = await newClass(teacher);
    const empty = newUuid();
    await as(teacher, (tx) => createProject(tx, { id: empty, ownerId: teacher, title: '空' }));
    expect(await handOutProject(parts(), teacher, { classId, projectId: empty, title: '空' })).toMatchObject({
      ok: false,
      error: { code: 'project_empty' },
    });
    await collab.applyUpdate(empty, updateOf(emptyProject('缺图')));
    expect(await handOutProject(parts(), teacher, { classId, projectId: empty, title: '空' })).toMatchObject({
      ok: false,
      error: { code: 'assets_missing' },
    });
    const starter = await newWork(teacher, '迷宫');
    await expect(handOutProject(parts(), other, { classId, projectId: starter, title: '偷' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const foreign = await newWork(other, '外班');
    await expect(handOutProject(parts(), other, { classId, projectId: foreign, title: '外' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const handedOut = await handOutProject(parts(), teacher, { classId, projectId: starter, title: '迷宫' });
    if (!handedOut.ok) throw handedOut.error;
    const stranger = await newPupil(await newClass(other), '别班');
    await expect(startHandout(parts(), stranger.id, handedOut.value.handoutId)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the wall of a class', () => {
  it('is read by its teachers alone', async () => {
    const [teacher, other] = [await newTeacher(), await newTeacher()];
    const classId = await newClass(teacher);
    const pupil = await newPupil(classId, '小鹰');
    await newWork(pupil.id, '火箭', classId);
    await newWork(pupil.id, '私人', null);
    const rows = await as(teacher, (tx) => readWallRows(tx, classId, teacher));
    expect(rows?.projects.map(({ title }) => title)).toEqual(['火箭']);
    expect(await as(other, (tx) => readWallRows(tx, classId, other))).toBeUndefined();
    expect(await as(pupil.id, (tx) => readWallRows(tx, classId, pupil.id))).toBeUndefined();
  });

  it('forgets a pupil who was removed, and shows no work of that pupil any more', async () => {
    const teacher = await newTeacher();
    const classId = await newClass(teacher);
    const pupil = await newPupil(classId, '小鹰');
    await newWork(pupil.id, '火箭', classId);
    await as(teacher, (tx) => removeSeat(tx, pupil.seatId));
    const rows = await as(teacher, (tx) => readWallRows(tx, classId, teacher));
    expect(composeWall(rows!, createClassWalls({ clock: systemClock }), Date.now()).tiles).toEqual([]);
    expect(rows?.projects).toEqual([]);
  });

  describe('live', () => {
    let stop: (() => void) | undefined;
    beforeEach(() => (stop = undefined));
    afterEach(() => stop?.());

    it('tells within two seconds who joins, works, and hands in; and ends for whom it is no longer', async () => {
      const teacher = await newTeacher();
      const classId = await newClass(teacher);
      const walls = createClassWalls({ clock: systemClock });
      let last: Wall | undefined;
      let ended = false;
      stop = followWall({
        db: test.db,
        walls,
        clock: systemClock,
        classId,
        personId: teacher,
        onWall: (wall) => (last = wall),
        onEnd: () => (ended = true),
      });
      const soon = { timeout: 2000, interval: 20 };
      await expect.poll(() => last?.tiles.length, soon).toBe(0);
      const pupil = await newPupil(classId, '小鹰');
      walls.arrive(classId, pupil.id);
      await expect.poll(() => last?.tiles.map(({ nickname }) => nickname), soon).toEqual(['小鹰']);

      // The row of a project comes without a word; its first edit is the first sign.
      const project = await newWork(pupil.id, '火箭', classId);
      walls.present(project, [{ id: pupil.id, name: '小鹰', role: 'pupil' }]);
      walls.edited(project, pupil.id);
      await expect.poll(() => last?.tiles[0], soon).toMatchObject({ state: 'working', project: { title: '火箭' } });

      await as(pupil.id, (tx) => changeProject(tx, project, { handedInAt: new Date() }));
      walls.changed(project);
      await expect.poll(() => last?.tiles[0]?.state, soon).toBe('handed_in');

      await deleteWholeClass(parts(), teacher, { classId, typedName: '四（2）班' });
      walls.classChanged(classId);
      await expect.poll(() => ended, soon).toBe(true);
    });
  });
});

describe('deleting a class', () => {
  it('takes everything personal along, the bytes too, and leaves other classes and shared bytes alone', async () => {
    const [teacher, other] = [await newTeacher(), await newTeacher()];
    const [classId, otherClass] = [await newClass(teacher, '三班'), await newClass(other)];
    const pupil = await newPupil(classId, '小鹰');
    const neighbour = await newPupil(otherClass, '邻班');
    const work = await newWork(pupil.id, '火箭', classId);
    const kept = await newWork(neighbour.id, '小船', otherClass);
    const own = await putAsset(work, new TextEncoder().encode(`<svg>${newUuid()}</svg>`));
    const shared = new TextEncoder().encode(`<svg>${newUuid()}</svg>`);
    const sharedHash = await putAsset(work, shared);
    await putAsset(kept, shared);

    expect(await previewDeletion(test.db, teacher, classId)).toEqual({
      pupils: 1,
      projects: 1,
      entries: 0,
      accepted: 0,
    });
    expect(await deleteWholeClass(parts(), teacher, { classId, typedName: '三' })).toMatchObject({
      ok: false,
      error: { code: 'confirm_mismatch' },
    });
    expect(await deleteWholeClass(parts(), teacher, { classId, typedName: ' 三班 ' })).toEqual({
      ok: true,
      value: undefined,
    });

    expect(await system((tx) => findClass(tx, classId))).toBeUndefined();
    expect(await system((tx) => findPerson(tx, pupil.id))).toBeUndefined();
    expect(await system((tx) => findProject(tx, work))).toBeUndefined();
    await expect(log.append([{ documentId: work, update: new Uint8Array([0, 0]) }])).rejects.toMatchObject({
      code: 'unknown_document',
    });
    expect(await files.has(own)).toBe(false);
    expect(await files.has(sharedHash)).toBe(true);
    expect(await as(neighbour.id, (tx) => listProjects(tx, neighbour.id))).toHaveLength(1);
  });

  it('is for its teachers alone', async () => {
    const [teacher, other] = [await newTeacher(), await newTeacher()];
    const classId = await newClass(teacher);
    const pupil = await newPupil(classId, '小鹰');
    for (const stranger of [other, pupil.id]) {
      await expect(previewDeletion(test.db, stranger, classId)).rejects.toMatchObject({ code: 'not_found' });
      await expect(deleteWholeClass(parts(), stranger, { classId, typedName: '四（2）班' })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    expect(await system((tx) => findClass(tx, classId))).toBeDefined();
  });
});

it('an unconfirmed school cannot be added by a person, nor anybody’s school be confirmed by its teacher', async () => {
  const teacher = await newTeacher();
  const classId = await newClass(teacher);
  const { unitId } = (await as(teacher, (tx) => findClass(tx, classId)))!;
  await expect(
    as(teacher, (tx) => addUnit(tx, { id: newUuid(), parentId: BEIJING, kind: 'school', nameZh: '假' })),
  ).rejects.toMatchObject({ code: 'not_allowed' });
  const { numUpdatedRows } = await as(teacher, (tx) =>
    tx.updateTable('unit').set({ verified: true }).where('id', '=', unitId).executeTakeFirst(),
  );
  expect(numUpdatedRows).toBe(0n);
});
