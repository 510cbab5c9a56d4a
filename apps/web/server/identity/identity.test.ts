import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { createIdentityPool, listAudit, listSeats, SYSTEM, withCaller } from '@paperkite/data';
import { startTestDatabase, type TestDatabase } from '@paperkite/data/testing';
import { newUuid, systemClock, unwrap } from '@paperkite/kernel';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClass } from '../classroom/create-class.ts';
import { createAuth } from './auth.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createSecretHasher } from './secret-hash.ts';
import { loadSecret } from './secret.ts';
import { loadSharedSecret } from './shared-secret.ts';

const BEIJING = '00000000-0000-7000-8000-000000110000';
let test: TestDatabase;
let pool: ReturnType<typeof createIdentityPool>;
/** Stands still, however long a busy machine takes: limits refill by it. */
const start = systemClock.now();
let now = 0;
const real = createSecretHasher();
let full = false;
const hasher = { ...real, isFull: () => full };
let identity: Identity;

beforeAll(async () => {
  test = await startTestDatabase();
  pool = createIdentityPool(test.connectionString);
  const auth = createAuth({ pool, secret: 'a secret of thirty-two characters', origin: undefined, hasher });
  identity = createIdentity({ db: test.db, auth, clock: { now: () => start + now }, hasher });
});
afterAll(async () => {
  await pool.end();
  await test.stop();
});

const teacher = async () => {
  const [email, password] = [`${newUuid()}@school.example`, 'correct horse'];
  const signedUp = unwrap(await identity.signUp({ name: '李老师', email, password, locale: 'zh-CN' }));
  return { email, password, personId: signedUp.person.personId };
};

const aClass = async () => {
  const { personId } = await teacher();
  const input = { name: '一班', provinceId: BEIJING, school: '身份小学' };
  return unwrap(await openClass({ db: test.db, clock: systemClock }, personId, input));
};

const join = (code: string, nickname: string, mode: 'new' | 'return', pin = '4182') =>
  identity.joinClass({ code, nickname, pin, mode, locale: 'zh-CN' });

describe('signing up', () => {
  it('says what is wrong with what was typed', async () => {
    const { email, password } = await teacher();
    const signUp = (change: Partial<Parameters<Identity['signUp']>[0]>) =>
      identity.signUp({ name: '王老师', email: `${newUuid()}@school.example`, password, locale: 'en', ...change });
    expect(await signUp({ email })).toMatchObject({ error: { code: 'email_taken' } });
    expect(await signUp({ email: 'a@b.c d' })).toMatchObject({ error: { code: 'email_invalid' } });
    expect(await signUp({ email: 'a@-.x' })).toMatchObject({ error: { code: 'email_invalid' } });
    expect(await signUp({ password: 'short' })).toMatchObject({ error: { code: 'password_short' } });
    expect(await signUp({ password: 'x'.repeat(201) })).toMatchObject({ error: { code: 'password_long' } });
  });

  it('that broke off between its two rows is finished by signing in', async () => {
    const { email, password, personId } = await teacher();
    await withCaller(test.db, SYSTEM, (tx) => tx.deleteFrom('person').where('id', '=', personId).execute());
    const arrival = unwrap(await identity.signIn({ email, password }));
    expect(arrival.person).toEqual({ personId, kind: 'adult', displayName: '李老师' });
  });
});

describe('a class code', () => {
  it('does not fill a roster with strangers, and still lets the pupils of the class back in', async () => {
    const { code, classId } = await aClass();
    unwrap(await join(code, '小鹰', 'new'));
    for (let i = 0; i < 1000; i++) await join(code, `生${i}`, 'new', '1111');
    expect(await join(code, '燕子', 'new')).toMatchObject({ error: { code: 'too_many_attempts' } });
    const seats = await withCaller(test.db, SYSTEM, (tx) => listSeats(tx, classId));
    expect(seats.map(({ nickname }) => nickname)).toEqual(['小鹰']);
    expect(await join(code, '小鹰', 'return')).toMatchObject({ ok: true });
    expect(await identity.findClass(code)).toMatchObject({ ok: true });
    now += 60 * 60_000;
    expect(await join(code, '燕子', 'new')).toMatchObject({ ok: true });
  }, 60_000);

  it('of a full class seats nobody more, and says why', async () => {
    const { code } = await aClass();
    const { classId } = unwrap(await identity.findClass(code));
    await withCaller(test.db, SYSTEM, (tx) =>
      sql`with made as (
          insert into app.person (id, kind, display_name)
          select gen_random_uuid(), 'pupil', 'p' from generate_series(1, 200) returning id
        )
        insert into app.seat (class_id, person_id, nickname) select ${classId}, id, 'p' || row_number() over () from made`.execute(
        tx,
      ),
    );
    expect(await join(code, '小鹰', 'new')).toMatchObject({ error: { code: 'class_full' } });
  });

  it('whose pupils mistype their nicknames stays open to new ones', async () => {
    const { code } = await aClass();
    for (let i = 0; i < 200; i++) await join(code, `谁${i}`, 'return');
    expect(await join(code, '谁', 'return')).toMatchObject({ error: { code: 'too_many_attempts' } });
    expect(await join(code, '小鹰', 'new')).toMatchObject({ ok: true });
  }, 60_000);
});

describe('guessing class codes', () => {
  const at = (address: string, cookie?: string) => ({ address, headers: new Headers(cookie ? { cookie } : {}) });
  const guess = async (address: string, times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await identity.findClass('22222222', at(address));
  };

  it('from one address gets no answer any more, also to a right code, and keeps nobody else from theirs', async () => {
    const { code } = await aClass();
    await guess('198.51.100.1', 150);
    expect(await identity.findClass(code, at('198.51.100.1'))).toMatchObject({ error: { code: 'too_many_attempts' } });
    expect(await identity.findClass(code, at('198.51.100.2'))).toMatchObject({ ok: true });
    now += 10 * 60_000;
    expect(await identity.findClass(code, at('198.51.100.1'))).toMatchObject({ ok: true });
  });

  it('keeps no pupil out who has been here before', async () => {
    const { code } = await aClass();
    const input = { code, nickname: '小鹰', pin: '4182', mode: 'new', locale: 'zh-CN' } as const;
    const joined = unwrap(await identity.joinClass({ ...input, from: at('198.51.100.77') }));
    const cookie = joined.setCookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    await guess('198.51.100.77', 150);
    const back = (from: ReturnType<typeof at>) => identity.joinClass({ ...input, mode: 'return', from });
    expect(await back(at('198.51.100.77'))).toMatchObject({ error: { code: 'too_many_attempts' } });
    expect(await back(at('198.51.100.77', cookie))).toMatchObject({ ok: true });
    // The exception is for the way home: a class that is there and one that is not look the same.
    const { code: other } = await aClass();
    for (const guessed of [other, '22222222']) {
      const answer = await identity.findClass(guessed, at('198.51.100.77', cookie));
      expect(answer).toMatchObject({ error: { code: 'too_many_attempts' } });
    }
  });

  it('from many addresses is written into the log of the nation', async () => {
    const nation = '00000000-0000-7000-8000-000000100000';
    const alarms = async () =>
      (await withCaller(test.db, SYSTEM, (tx) => listAudit(tx, { unitId: nation }))).filter(
        ({ action }) => action === 'code.guessing',
      ).length;
    now += 24 * 60 * 60_000;
    expect(await alarms()).toBe(0);
    for (let i = 0; i < 30; i++) await guess(`192.0.${i}.1`, 101);
    await expect.poll(alarms).toBe(1);
    now += 24 * 60 * 60_000;
  }, 60_000);
});

describe('hashing', () => {
  const at = (address: string) => ({ address, headers: new Headers() });
  const signUp = (address: string) =>
    identity.signUp({
      name: '王',
      email: `${newUuid()}@a.example`,
      password: 'correct horse',
      locale: 'en',
      from: at(address),
    });

  it('for new accounts is limited by address', async () => {
    const taken = await teacher();
    const again = () =>
      identity.signUp({
        name: '王',
        email: taken.email,
        password: 'correct horse',
        locale: 'en',
        from: at('203.0.113.9'),
      });
    for (let i = 0; i < 100; i++) expect(await again()).toMatchObject({ error: { code: 'email_taken' } });
    expect(await signUp('203.0.113.9')).toMatchObject({ error: { code: 'too_many_attempts' } });
    expect(await signUp('203.0.113.10')).toMatchObject({ ok: true });
    now += 60_000;
    expect(await signUp('203.0.113.9')).toMatchObject({ ok: true });
  }, 120_000);

  it('for passwords tried with many accounts is limited by address', async () => {
    const { email, password } = await teacher();
    const signIn = (address: string, typed: { email: string; password: string }) =>
      identity.signIn({ ...typed, from: at(address) });
    for (let i = 0; i < 100; i++)
      await signIn('203.0.113.11', { email: `nobody-${i}@a.example`, password: 'wrong one' });
    expect(await signIn('203.0.113.11', { email, password })).toMatchObject({ error: { code: 'too_many_attempts' } });
    expect(await signIn('203.0.113.12', { email, password })).toMatchObject({ ok: true });
  }, 120_000);

  it('is put off when too much of it waits', async () => {
    const { code } = await aClass();
    const { email, password } = await teacher();
    full = true;
    try {
      const busy = { error: { code: 'too_many_attempts', details: { seconds: 10 } } };
      expect(await signUp('203.0.113.13')).toMatchObject(busy);
      expect(await identity.signIn({ email, password })).toMatchObject(busy);
      expect(await join(code, '小鹰', 'new')).toMatchObject(busy);
    } finally {
      full = false;
    }
    expect(await join(code, '小鹰', 'new')).toMatchObject({ ok: true });
  });
});

describe('a session', () => {
  it('ends for good when it is signed out of', async () => {
    const { code } = await aClass();
    const { setCookies, person } = unwrap(await join(code, '小鹰', 'new'));
    const cookie = setCookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
    const headers = new Headers({ cookie });
    expect(await identity.signedIn(headers)).toEqual(person);
    await identity.signOut(headers);
    expect(await identity.signedIn(headers)).toBeUndefined();
  });

  it("is nobody's with a forged cookie or the token of nobody", async () => {
    const cookie = 'paperkite.session_token=abc.def';
    expect(await identity.signedIn(new Headers({ cookie }))).toBeUndefined();
    expect(await identity.signedIn(new Headers({ authorization: 'Bearer abc' }))).toBeUndefined();
  });
});

it('request roles cannot read what identity keeps', async () => {
  const { personId } = await teacher();
  for (const table of ['user', 'session', 'account', 'pupil_pin']) {
    const read = withCaller(test.db, { kind: 'person', personId }, (tx) =>
      sql`select * from identity.${sql.id(table)}`.execute(tx),
    );
    await expect(read).rejects.toMatchObject({ code: 'not_allowed' });
  }
});

describe('the secret that signs cookies', () => {
  it('is one for all processes that share a database, and a session of one holds at the other', async () => {
    const pools = [1, 2, 3].map(() => createIdentityPool(test.connectionString));
    try {
      const secrets = await Promise.all(pools.map(loadSharedSecret));
      expect(new Set(secrets).size).toBe(1);
      expect(secrets[0]!.length).toBeGreaterThanOrEqual(64);
      const [here, there] = pools.map((each, i) => {
        const auth = createAuth({ pool: each, secret: secrets[i]!, origin: undefined });
        return createIdentity({ db: test.db, auth, clock: systemClock, secret: secrets[i]! });
      });
      const { email, password, personId } = await teacher();
      const { setCookies } = unwrap(await here!.signIn({ email, password }));
      const cookie = setCookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
      expect(await there!.signedIn(new Headers({ cookie }))).toMatchObject({ personId });
    } finally {
      await Promise.all(pools.map((each) => each.end()));
    }
  });

  it('is made once, whole, and half of one is refused', () => {
    const folder = mkdtempSync(joinPath(tmpdir(), 'paperkite-secret-'));
    try {
      const secret = loadSecret(folder);
      expect(secret.length).toBeGreaterThanOrEqual(64);
      expect(loadSecret(folder)).toBe(secret);
      expect(readdirSync(folder)).toEqual(['cookie-secret']);
      expect(readFileSync(joinPath(folder, 'cookie-secret'), 'utf8')).toBe(secret);
      writeFileSync(joinPath(folder, 'cookie-secret'), '');
      expect(() => loadSecret(folder)).toThrow('holds no secret');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
