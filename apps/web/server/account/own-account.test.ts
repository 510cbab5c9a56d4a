import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asPerson, createIdentityPool, createProject, findPerson, SYSTEM, withCaller } from '@paperkite/data';
import { startTestDatabase, type TestDatabase } from '@paperkite/data/testing';
import { localFileStore } from '@paperkite/files';
import { newUuid, systemClock, unwrap } from '@paperkite/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openClass } from '../classroom/create-class.ts';
import { deleteWholeClass } from '../classroom/delete-class.ts';
import { createAuth } from '../identity/auth.ts';
import { createIdentity, type Identity } from '../identity/identity.ts';
import { eraseAccount, previewErasure } from './own-account.ts';

const BEIJING = '00000000-0000-7000-8000-000000110000';
const PASSWORD = 'correct horse';
let test: TestDatabase;
let pool: ReturnType<typeof createIdentityPool>;
let identity: Identity;
let folder: string;
const closed: string[] = [];

beforeAll(async () => {
  test = await startTestDatabase();
  pool = createIdentityPool(test.connectionString);
  const auth = createAuth({ pool, secret: 'a secret of thirty-two characters', origin: undefined });
  identity = createIdentity({ db: test.db, auth, clock: systemClock });
  folder = mkdtempSync(join(tmpdir(), 'paperkite-account-'));
});
afterAll(async () => {
  await pool.end();
  await test.stop();
  rmSync(folder, { recursive: true, force: true });
});

const parts = () => ({
  db: test.db,
  files: localFileStore(folder),
  collab: { closeDocument: (id: string) => void closed.push(id), refreshAccess: async () => {} },
  identity,
});

async function teacher() {
  const email = `${newUuid()}@school.example`;
  const { person, setCookies } = unwrap(
    await identity.signUp({ name: '李老师', email, password: PASSWORD, locale: 'zh-CN' }),
  );
  const cookie = setCookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  return { person, email, headers: new Headers({ cookie }) };
}

it('an adult changes the name that pupils and colleagues see', async () => {
  const { person, headers } = await teacher();
  expect(await identity.rename(headers, person.personId, '  ')).toMatchObject({ error: { code: 'name_missing' } });
  unwrap(await identity.rename(headers, person.personId, ' 王老师 '));
  expect(await identity.signedIn(headers)).toMatchObject({ displayName: '王老师' });
});

it('an adult erases the account with the password, once no class would be left alone; nothing personal stays', async () => {
  const { person, headers, email } = await teacher();
  const { personId } = person;
  const input = { name: '四(1)班', provinceId: BEIJING, school: '告别小学' };
  const { classId } = unwrap(await openClass({ db: test.db, clock: systemClock }, personId, input));
  const projectId = newUuid();
  await withCaller(test.db, asPerson(personId), (tx) =>
    createProject(tx, { id: projectId, ownerId: personId, title: '教案' }),
  );
  const preview = () => withCaller(test.db, asPerson(personId), (tx) => previewErasure(tx, personId));
  expect(await preview()).toEqual({
    soleClasses: [{ id: classId, name: '四(1)班' }],
    otherClasses: 0,
    works: 1,
    entries: 0,
  });
  const erase = (password: string) => eraseAccount(parts(), person, { headers, password });
  expect(await erase('wrong horse')).toMatchObject({ error: { code: 'credentials_wrong' } });
  await expect(erase(PASSWORD)).rejects.toMatchObject({ code: 'sole_teacher' });
  expect(await identity.signedIn(headers)).toBeDefined();

  unwrap(await deleteWholeClass(parts(), personId, { classId, typedName: '四(1)班' }));
  unwrap(await erase(PASSWORD));
  expect(closed).toContain(projectId);
  expect(await identity.signedIn(headers)).toBeUndefined();
  expect(await identity.signIn({ email, password: PASSWORD })).toMatchObject({ error: { code: 'credentials_wrong' } });
  expect(await withCaller(test.db, SYSTEM, (tx) => findPerson(tx, personId))).toBeUndefined();
  const log = await withCaller(test.db, SYSTEM, (tx) => tx.selectFrom('auditEvent').selectAll().execute());
  expect(log.filter(({ action }) => action === 'person.erased')).toHaveLength(1);
  expect(JSON.stringify(log)).not.toContain(personId);
});

it('wrong passwords are counted, so that a borrowed session cannot guess', async () => {
  const { person, headers } = await teacher();
  for (let i = 0; i < 10; i++) await identity.confirmPassword(headers, person.personId, 'wrong');
  expect(await identity.confirmPassword(headers, person.personId, PASSWORD)).toMatchObject({
    error: { code: 'too_many_attempts' },
  });
});
