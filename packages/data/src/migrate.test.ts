import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { ANONYMOUS, SYSTEM, asPerson, createIdentityPool, pingDatabase, withCaller } from './database.ts';
import { loadMigrations, migrate } from './migrate.ts';
import { startTestDatabase } from './testing/index.ts';
import type { TestDatabase } from './testing/index.ts';
import { singleClient } from './single-client.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());

describe('migrations', () => {
  it('are applied once', async () => {
    expect(await migrate(test.connectionString)).toEqual([]);
  });

  it('wait for each other when two processes start at once', async () => {
    const one = {
      version: '20990101000000',
      name: 'one',
      sql: 'create table public.made_once (n int)',
      checksum: '1',
    };
    const all = [...(await loadMigrations()), one];
    const results = await Promise.all([migrate(test.connectionString, all), migrate(test.connectionString, all)]);
    expect(results.flat()).toEqual([one.version]);
  });

  it('refuse a database that knows more than they do', async () => {
    await expect(migrate(test.connectionString)).rejects.toMatchObject({ code: 'database_newer' });
  });

  it('refuse to go on over a file that was edited after it was applied', async () => {
    const edited = (await loadMigrations()).map((migration, i) =>
      i === 3 ? { ...migration, checksum: 'other' } : migration,
    );
    const client = singleClient(test.connectionString);
    await client.connect();
    await client.query("delete from paperkite.migration where version = '20990101000000'");
    await client.end();
    await expect(migrate(test.connectionString, edited)).rejects.toMatchObject({ code: 'migration_changed' });
  });

  it('leave nothing behind when one of them fails', async () => {
    const broken = [
      { version: '20990102000000', name: 'good', sql: 'create table public.half (n int)', checksum: '1' },
      { version: '20990103000000', name: 'bad', sql: 'select 1 from nowhere', checksum: '2' },
    ];
    await expect(migrate(test.connectionString, [...(await loadMigrations()), ...broken])).rejects.toMatchObject({
      code: 'migration_failed',
      details: { version: '20990103000000' },
    });
    const { rows } = await withCaller(test.db, SYSTEM, (tx) =>
      sql`select to_regclass('public.half') as half`.execute(tx),
    );
    expect(rows).toEqual([{ half: null }]);
  });

  it('seed the nation, 31 provinces and the Corps, in both languages', async () => {
    const units = await withCaller(test.db, ANONYMOUS, (tx) => tx.selectFrom('unit').selectAll().execute());
    expect(units.filter(({ kind }) => kind === 'province')).toHaveLength(32);
    expect(units.every(({ nameZh, nameEn, code }) => nameZh && nameEn && /^\d{6}$/.test(code!))).toBe(true);
    const nation = units.find(({ kind }) => kind === 'nation')!;
    expect(units.find(({ code }) => code === '660000')).toMatchObject({ path: [nation.id, expect.any(String)] });
  });
});

describe('a caller', () => {
  it('has the role and the id inside the transaction only', async () => {
    const who = sql<{ role: string; id: string | null }>`select current_user as role, app.person_id() as id`;
    const id = '00000000-0000-7000-8000-000000000001';
    const inside = await withCaller(test.db, asPerson(id), (tx) => who.execute(tx));
    expect(inside.rows).toEqual([{ role: 'paperkite_person', id }]);
    expect((await who.execute(test.db.kysely)).rows).toEqual([{ role: 'paperkite_anonymous', id: null }]);
  });

  it('gets what the database refuses as an expected failure', async () => {
    const attempt = withCaller(test.db, ANONYMOUS, (tx) => tx.selectFrom('person').selectAll().execute());
    await expect(attempt).rejects.toMatchObject({ name: 'DataError', code: 'not_allowed' });
  });

  it('waits until a commit is on disk', async () => {
    const { rows } = await withCaller(test.db, SYSTEM, (tx) =>
      sql`select current_setting('synchronous_commit') s, current_setting('fsync') f`.execute(tx),
    );
    expect(rows).toEqual([{ s: 'on', f: 'on' }]);
  });

  it('can be told from a database that is down', async () => {
    expect(await pingDatabase(test.db)).toBe(true);
  });
});

describe('the identity pool', () => {
  it('finds its tables by their plain names and nothing of the application', async () => {
    const pool = createIdentityPool(test.connectionString);
    expect((await pool.query('select count(*)::int as n from "user"')).rows).toEqual([{ n: 0 }]);
    await expect(pool.query('select * from app.person')).rejects.toThrow(/permission denied/);
    await pool.end();
  });
});
