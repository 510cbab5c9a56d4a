import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memoryStore, openProject, type OpenProject } from '@paperkite/collab/client';
import {
  asPerson,
  createIdentityPool,
  createProject,
  listSeats,
  removeSeat,
  SYSTEM,
  withCaller,
} from '@paperkite/data';
import { startTestDatabase, type TestDatabase } from '@paperkite/data/testing';
import { newUuid, systemClock, unwrap } from '@paperkite/kernel';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClassWalls } from './classroom/class-walls.ts';
import { openClass } from './classroom/create-class.ts';
import { deleteWholeClass } from './classroom/delete-class.ts';
import { createAppCollab } from './collab.ts';
import { createAuth } from './identity/auth.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { resetPin } from './identity/pins.ts';
import { createSecretHasher } from './identity/secret-hash.ts';

const BEIJING = '00000000-0000-7000-8000-000000110000';
const hasher = createSecretHasher();
let test: TestDatabase;
let identity: Identity;
let collab: ReturnType<typeof createAppCollab>;
let url: string;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  test = await startTestDatabase();
  const pool = createIdentityPool(test.connectionString);
  const auth = createAuth({ pool, secret: 'a secret of thirty-two characters', origin: undefined, hasher });
  identity = createIdentity({ db: test.db, auth, clock: systemClock, hasher });
  const walls = createClassWalls({ clock: systemClock });
  collab = createAppCollab({
    db: test.db,
    connectionString: test.connectionString,
    identity,
    walls,
    clock: systemClock,
  });
  const http = createServer();
  http.on('upgrade', collab.server.handleUpgrade);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/collab`;
  stops.push(
    () => collab.close(),
    () => http.closeAllConnections(),
    () => new Promise((resolve) => http.close(resolve)),
    () => pool.end(),
    () => test.stop(),
  );
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

const until = (condition: () => boolean): Promise<void> =>
  vi.waitUntil(condition, { timeout: 10_000, interval: 10 }).then(() => undefined);

/** A class with a pupil who has a work in it and one of their own. */
async function classroom() {
  const signedUp = unwrap(
    await identity.signUp({
      name: '李老师',
      email: `${newUuid()}@a.example`,
      password: 'correct horse',
      locale: 'zh-CN',
    }),
  );
  const teacher = signedUp.person.personId;
  const opened = unwrap(
    await openClass({ db: test.db, clock: systemClock }, teacher, {
      name: '一班',
      provinceId: BEIJING,
      school: '接线小学',
    }),
  );
  const { code, classId } = opened;
  const enter = async (mode: 'new' | 'return', pin = '4182') =>
    unwrap(await identity.joinClass({ code, nickname: '小鹰', pin, mode, locale: 'zh-CN' }));
  const arrival = await enter('new');
  const pupil = arrival.person.personId;
  const [inClass, own] = [newUuid(), newUuid()];
  await withCaller(test.db, asPerson(pupil), async (tx) => {
    await createProject(tx, { id: inClass, ownerId: pupil, title: 'x', classId });
    await createProject(tx, { id: own, ownerId: pupil, title: 'y' });
  });
  return { teacher, classId, pupil, inClass, own, enter, pupilArrival: arrival, teacherArrival: signedUp };
}

type Arrival = Awaited<ReturnType<typeof classroom>>['teacherArrival'];

const headersOf = ({ setCookies }: Arrival): Headers =>
  new Headers({ cookie: setCookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ') });
/** The session's token, which is the first part of its cookie. */
const tokenOf = ({ setCookies }: Arrival): string => setCookies[0]!.value.split('.')[0]!;

/** A real client that has the document open. */
async function open(projectId: string, arrival: Arrival): Promise<OpenProject> {
  const assets = { upload: () => Promise.resolve(), download: () => Promise.resolve(undefined) };
  const server = { url, token: tokenOf(arrival), assets };
  const project = openProject({ projectId, device: memoryStore(), server });
  stops.unshift(() => project.close());
  await project.whenLoaded;
  await until(() => project.online());
  return project;
}

/** Why an edit of this client does not reach the server any more. */
async function reasonAt(project: OpenProject): Promise<string | undefined> {
  await until(() => !project.online());
  project.doc.setTitle(newUuid());
  await until(() => project.saveState().kind === 'cannot-save');
  const state = project.saveState();
  return state.kind === 'cannot-save' ? state.reason : undefined;
}

async function stillSaves(project: OpenProject): Promise<void> {
  project.doc.setTitle(newUuid());
  await project.whenDurable(10_000);
}

describe('an open socket', () => {
  it('ends with the session that is signed out of, and with no other of the same person', async () => {
    const { enter, pupilArrival, inClass, pupil } = await classroom();
    const elsewhere = await enter('return');
    const [gone, stays] = [await open(inClass, pupilArrival), await open(inClass, elsewhere)];
    await identity.signOut(headersOf(pupilArrival));
    await collab.server.refreshAccess({ personId: pupil });
    expect(await reasonAt(gone)).toBe('not-signed-in');
    await stillSaves(stays);
  });

  it('ends with a new PIN, on every machine', async () => {
    const { enter, pupilArrival, inClass, pupil, classId, teacher } = await classroom();
    const both = [await open(inClass, pupilArrival), await open(inClass, await enter('return'))];
    const [seat] = await withCaller(test.db, asPerson(teacher), (tx) => listSeats(tx, classId));
    const pin = await resetPin({ db: test.db, hasher }, seat!.id, pupil);
    await collab.server.refreshAccess({ personId: pupil });
    for (const project of both) expect(await reasonAt(project)).toBe('not-signed-in');
    await stillSaves(await open(inClass, await enter('return', pin)));
  });

  it('of a teacher ends when the pupil is taken out of the class, and the pupil keeps the work', async () => {
    const { pupilArrival, teacherArrival, inClass, classId, teacher, pupil } = await classroom();
    const [own, looking] = [await open(inClass, pupilArrival), await open(inClass, teacherArrival)];
    const [seat] = await withCaller(test.db, asPerson(teacher), (tx) => listSeats(tx, classId));
    await withCaller(test.db, asPerson(teacher), (tx) => removeSeat(tx, seat!.id));
    await collab.server.refreshAccess({ documentId: inClass });
    expect(await reasonAt(looking)).toBe('no-access');
    await stillSaves(own);
    expect(collab.server.peopleIn(inClass).map(({ id }) => id)).toEqual([pupil]);
  });

  it('ends everywhere when the class is deleted with its pupils', async () => {
    const { pupilArrival, inClass, own, classId, teacher, pupil } = await classroom();
    const both = [await open(inClass, pupilArrival), await open(own, pupilArrival)];
    const files = { delete: () => Promise.resolve() } as never;
    unwrap(
      await deleteWholeClass({ db: test.db, files, collab: collab.server }, teacher, { classId, typedName: '一班' }),
    );
    for (const project of both) expect(await reasonAt(project)).toMatch(/^(not-signed-in|unknown-project)$/);
    expect(collab.server.peopleIn(own)).toEqual([]);
    const left = await withCaller(test.db, SYSTEM, (tx) =>
      tx.selectFrom('project').select('id').where('ownerId', '=', pupil).execute(),
    );
    expect(left).toEqual([]);
  });
});
