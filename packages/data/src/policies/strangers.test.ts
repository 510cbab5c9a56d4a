import { newUuid } from '@paperkite/kernel';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM, asPerson, withCaller } from '../database.ts';
import type { Caller } from '../database.ts';
import * as repo from '../index.ts';
import { startTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';
import { buildWorld } from './world.ts';
import type { World } from './world.ts';

let test: TestDatabase;
let world: World;
const colleague = newUuid();
beforeAll(async () => {
  test = await startTestDatabase();
  world = await buildWorld(test.db);
  // A teacher of the same school, with a role in it and a class of their own, but not of class A.
  await withCaller(test.db, SYSTEM, async (tx) => {
    await repo.createPerson(tx, { id: colleague, kind: 'adult', displayName: 'colleague' });
    await repo.grantRole(tx, { personId: colleague, unitId: world.unit.s!, role: 'teacher', grantedBy: null });
  });
  await withCaller(test.db, asPerson(colleague), (tx) =>
    repo.createClass(tx, { id: newUuid(), unitId: world.unit.s!, name: 'c', createdBy: colleague }),
  );
});
afterAll(() => test.stop());

/** Which tables show a caller a row that mentions anything of the children of class A, whatever the column is called. */
async function traces(caller: Caller): Promise<string[]> {
  const { person, seat, project, entry, version } = world;
  const theirs = [
    ...[person.owner, person.member, person.mate, person.removed],
    ...['o', 'n', 'm', 'z'].map((label) => seat[label]!),
    ...['o', 'p', 'd', 'z'].map((label) => project[label]!),
    ...['d', 's', 'r'].map((label) => entry[label]!),
    ...[version.o!, world.class.a!],
  ];
  const { rows: tables } = await withCaller(test.db, SYSTEM, (tx) =>
    sql<{ name: string }>`
      select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'app'::regnamespace order by 1
    `.execute(tx),
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const seen = await withCaller(test.db, caller, async (tx) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(`app.${name}`)} t
        where exists (select from unnest(${theirs}::text[]) id where t::text like '%' || id || '%')
      `.execute(tx);
      return rows[0]!.n;
    }).catch((error: unknown) => {
      if (error instanceof repo.DataError && error.code === 'not_allowed') return 0;
      throw error;
    });
    if (seen > 0) found.push(name);
  }
  return found;
}

it('no table shows teachers of another class, in the same school or another one, anything of a child', async () => {
  expect(await traces(asPerson(colleague))).toEqual([]);
  expect(await traces(asPerson(world.person.teacherB))).toEqual([]);
  expect(await traces(asPerson(world.person.other))).toEqual([]);
  // The search finds what is there to be found.
  expect(await traces(asPerson(world.person.teacher))).toEqual(
    expect.arrayContaining(['class', 'entry', 'person', 'project', 'seat']),
  );
  expect((await traces(SYSTEM)).length).toBeGreaterThan(15);
});
