import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANONYMOUS, SYSTEM, asPerson, withCaller } from '../database.ts';
import type { Caller } from '../database.ts';
import { findOlderPostgres, startTestDatabase, startTestServer } from '../testing/index.ts';
import type { TestDatabase, TestServer } from '../testing/index.ts';
import { probes } from './probes.ts';
import { prepareTries, tryTable } from './try.ts';
import type { Operation } from './try.ts';
import { buildWorld } from './world.ts';
import type { Name, World } from './world.ts';
import { singleClient } from '../single-client.ts';

/**
 * Who reaches which rows. Cells hold the letters of rows (for insert: of attempts) in probes.ts; '*' all of them, '?' also
 * rows without a letter (the seeded units), '.' granted but none of these, '-' refused outright.
 *
 * Class A is in school S: owner, member (in the owner's team), mate (nothing but a classmate), gone (a removed pupil), teachA.
 * Class B is in school T: other, teachB. Both schools are in province P. orgX, revX, admX: organiser, reviewer, admin of X.
 *
 * unit      p province, q another one, s and t schools      project   o owner's, in class A, shared with member; p private;
 * person    o n m z x t u: owner member mate gone other               d in the bin; z gone's; x other's; t teachA's
 *           teachA teachB; g h k: orgS orgT orgP; r revS;    entry     d draft; s submitted with member; r returned, owner's;
 *           d admS                                                     y returned, other's
 * contest   o open, f draft, c closed, all of P              asset     o x in projects; s y frozen; v in an upload; h on o's card; l loose
 */
const MATRIX = `
table                     anon owner member mate gone other teachA teachB orgS orgT orgP revS admS sys
unit               select *?   *?    *?     *?   *?   *?    *?     *?     *?   *?   *?   *?   *?   *?
unit               insert -    -     -      -    -    -     -      -      -    -    -    -    s    *
unit               update -    .     .      .    .    .     .      .      .    .    .    .    s    *
unit               delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
person             select -    ot    nt     mt   z    ux    mnot   ux     g    h    k    r    dgr  *
person             insert -    -     -      -    -    -     -      -      -    -    -    -    -    w
person             update -    o     n      m    z    x     t      u      g    h    k    r    d    *
person             delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
pseudonym          select -    -     -      -    -    -     -      -      -    -    -    -    -    *
pseudonym          insert -    -     -      -    -    -     -      -      -    -    -    -    -    w
pseudonym          update -    -     -      -    -    -     -      -      -    -    -    -    -    *
pseudonym          delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
unit_role          select -    .     .      .    .    .     .      .      g    h    k    r    dgr  *
unit_role          insert -    -     -      -    -    -     -      -      -    -    -    -    s    *
unit_role          update -    -     -      -    -    -     -      -      -    -    -    -    -    *
unit_role          delete -    .     .      .    .    .     .      .      .    .    .    .    dgr  *
class              select -    a     a      a    .    b     a      b      .    .    .    .    a    *
class              insert -    -     -      -    -    -     m      m      m    m    m    m    m    *
class              update -    .     .      .    .    .     a      b      .    .    .    .    .    *
class              delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
class_code         select -    .     .      .    .    .     a      b      .    .    .    .    .    *
class_code         insert -    -     -      -    -    -     a      b      -    -    -    -    -    *
class_code         update -    .     .      .    .    .     a      b      .    .    .    .    .    *
class_code         delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
class_teacher      select -    a     a      a    .    b     a      b      .    .    .    .    .    *
class_teacher      insert -    -     -      -    -    -     a      b      -    -    -    -    -    *
class_teacher      update -    -     -      -    -    -     -      -      -    -    -    -    -    *
class_teacher      delete -    .     .      .    .    .     a      b      .    .    .    .    .    *
seat               select -    o     n      m    z    x     mnoz   x      .    .    .    .    .    *
seat               insert -    -     -      -    -    -     -      -      -    -    -    -    -    a
seat               update -    .     .      .    .    .     mnoz   x      .    .    .    .    .    *
seat               delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
audit_event        select -    .     .      .    .    .     .      .      .    .    .    .    rs   *
audit_event        insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
audit_event        update -    -     -      -    -    -     -      -      -    -    -    -    -    -
audit_event        delete -    -     -      -    -    -     -      -      -    -    -    -    -    -
asset              select -    hosv  hosv   .    .    xy    hosv   xy     sv   y    svy  sv   sv   *
asset              insert -    -     -      -    -    -     -      -      -    -    -    -    -    w
asset              update -    -     -      -    -    -     -      -      -    -    -    -    -    *
asset              delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
snapshot           select -    ars   as     a    .    by    ars    by     rs   y    rsy  rs   rs   *
snapshot           insert -    -     -      -    -    -     -      -      -    -    -    -    -    w
snapshot           update -    -     -      -    -    -     -      -      -    -    -    -    -    -
snapshot           delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
snapshot_asset     select -    rs    s      .    .    y     rs     y      rs   y    *    rs   rs   *
snapshot_asset     insert -    -     -      -    -    -     -      -      -    -    -    -    -    a
snapshot_asset     update -    -     -      -    -    -     -      -      -    -    -    -    -    -
snapshot_asset     delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
handout            select -    a     a      a    .    b     a      b      .    .    .    .    .    *
handout            insert -    -     -      -    -    -     -      -      -    -    -    -    -    a
handout            update -    .     .      .    .    .     a      b      .    .    .    .    .    *
handout            delete -    .     .      .    .    .     a      b      .    .    .    .    .    *
project            select -    dop   o      .    z    x     ot     x      .    .    .    .    .    *
project            insert -    ahm   ahm    afhm m    bm    ahm    bm     m    m    m    m    m    *
project            update -    dop   o      .    z    x     t      .      .    .    .    .    .    *
project            delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_member     select -    o     o      .    .    .     o      .      .    .    .    .    .    o
project_member     insert -    -     -      -    -    -     -      -      -    -    -    -    -    m
project_member     update -    -     -      -    -    -     -      -      -    -    -    -    -    o
project_member     delete -    o     o      .    .    .     .      .      .    .    .    .    .    o
project_asset      select -    o     o      .    .    x     o      x      .    .    .    .    .    *
project_asset      insert -    -     -      -    -    -     -      -      -    -    -    -    -    w
project_asset      update -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_asset      delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_update     select -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_update     insert -    -     -      -    -    -     -      -      -    -    -    -    -    o
project_update     update -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_update     delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_state      select -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_state      insert -    -     -      -    -    -     -      -      -    -    -    -    -    z
project_state      update -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_state      delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_version    select -    o     o      .    .    x     o      x      .    .    .    .    .    *
project_version    insert -    -     -      -    -    -     -      -      -    -    -    -    -    o
project_version    update -    -     -      -    -    -     -      -      -    -    -    -    -    *
project_version    delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
contest_definition select c    *     *      *    *    *     *      *      *    *    *    *    *    *
contest_definition insert -    -     -      -    -    -     -      -      -    -    -    -    -    w
contest_definition update -    -     -      -    -    -     -      -      -    -    -    -    -    -
contest_definition delete -    -     -      -    -    -     -      -      -    -    -    -    -    -
contest            select o    co    co     co   co   co    co     co     co   co   *    co   co   *
contest            insert -    -     -      -    -    -     -      -      s    t    *    -    s    *
contest            update -    .     .      .    .    .     .      .      .    .    *    .    .    *
contest            delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry              select -    drs   s      .    .    y     drs    y      rs   y    rsy  rs   rs   *
entry              insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry              update -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry              delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_draft        select -    drs   s      .    .    y     drs    y      .    .    .    .    .    *
entry_draft        insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry_draft        update -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_draft        delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_upload       select -    drs   s      .    .    y     drs    y      .    .    .    .    .    *
entry_upload       insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry_upload       update -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_upload       delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_member       select -    drs   s      .    .    y     drs    y      rs   y    rsy  .    rs   *
entry_member       insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry_member       update -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_member       delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_claim        select -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_claim        insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry_claim        update -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_claim        delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_version      select -    rs    s      .    .    y     rs     y      rs   y    *    rs   rs   *
entry_version      insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry_version      update -    -     -      -    -    -     -      -      -    -    -    -    -    -
entry_version      delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_artefact     select -    rs    s      .    .    y     rs     y      rs   y    *    rs   rs   *
entry_artefact     insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry_artefact     update -    -     -      -    -    -     -      -      -    -    -    -    -    -
entry_artefact     delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_return       select -    r     .      .    .    y     r      y      r    y    *    r    r    *
entry_return       insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry_return       update -    -     -      -    -    -     -      -      -    -    -    -    -    -
entry_return       delete -    -     -      -    -    -     -      -      -    -    -    -    -    *
entry_event        select -    drs   s      .    .    y     drs    y      rs   y    rsy  .    rs   *
entry_event        insert -    -     -      -    -    -     -      -      -    -    -    -    -    s
entry_event        update -    -     -      -    -    -     -      -      -    -    -    -    -    -
entry_event        delete -    -     -      -    -    -     -      -      -    -    -    -    -    -
`;

const ROLES: Record<string, Name | 'anonymous' | 'system'> = {
  anon: 'anonymous',
  owner: 'owner',
  member: 'member',
  mate: 'mate',
  gone: 'removed',
  other: 'other',
  teachA: 'teacher',
  teachB: 'teacherB',
  orgS: 'organiserS',
  orgT: 'organiserT',
  orgP: 'organiserP',
  revS: 'reviewerS',
  admS: 'adminS',
  sys: 'system',
};

interface Line {
  table: string;
  operation: Operation;
  cells: string[];
}

const [header, ...body] = MATRIX.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const roles = header!.slice(1);
const lines: Line[] = body.map(([table, operation, ...cells]) => ({
  table: table!,
  operation: operation as Operation,
  cells,
}));
const tables = [...new Set(lines.map(({ table }) => table))];

const older = await findOlderPostgres();

describe.each([
  { name: 'the embedded PostgreSQL', files: undefined },
  ...(older ? [{ name: `PostgreSQL ${older.version}`, files: older }] : []),
])('the policies on $name', ({ files }) => {
  let server: TestServer | undefined;
  let test: TestDatabase;
  let world: World;
  beforeAll(async () => {
    if (files !== undefined) server = await startTestServer({ files });
    test = await startTestDatabase(server);
    world = await buildWorld(test.db);
    const owner = singleClient(test.connectionString);
    await owner.connect();
    await owner.query(prepareTries);
    await owner.end();
  });
  afterAll(async () => {
    await test.stop();
    await server?.stop();
  });

  it('cover every table, and every table has row-level security that binds its owner too', async () => {
    const { rows } = await withCaller(test.db, SYSTEM, (tx) =>
      sql<{ schema: string; table: string; secured: boolean }>`
        select relnamespace::regnamespace::text as schema, relname as table, relrowsecurity and relforcerowsecurity as secured
        from pg_class where relkind in ('r', 'p') and relnamespace in ('app'::regnamespace, 'identity'::regnamespace)
      `.execute(tx),
    );
    expect(rows.filter(({ secured }) => !secured)).toEqual([]);
    const inApp = rows.filter(({ schema }) => schema === 'app').map(({ table }) => table);
    expect([...tables].sort()).toEqual(inApp.sort());
    for (const table of tables) {
      const operations = lines.filter((line) => line.table === table).map(({ operation }) => operation);
      expect(operations, table).toEqual(['select', 'insert', 'update', 'delete']);
    }
  });

  it.each(tables)('hold for %s', async (table) => {
    const probe = probes(world)[table]!;
    const found: Record<string, Record<string, string>> = {};
    const stated: typeof found = {};
    for (const [i, role] of roles.entries()) {
      const name = ROLES[role]!;
      const me = name === 'anonymous' || name === 'system' ? world.person.mate : world.person[name];
      const caller: Caller = name === 'anonymous' ? ANONYMOUS : name === 'system' ? SYSTEM : asPerson(me);
      found[role] = await tryTable(test.db, caller, table, probe, me);
      const statedFor = lines.filter((line) => line.table === table);
      stated[role] = Object.fromEntries(statedFor.map(({ operation, cells }) => [operation, cells[i]!]));
    }
    expect(found).toEqual(stated);
  });

  it('let only the server put a picture on a card: who sees the card reads the picture', async () => {
    const probe = { ...probes(world).project!, update: 'thumbnail' };
    for (const name of Object.values(ROLES)) {
      if (name === 'anonymous' || name === 'system') continue;
      const me = world.person[name];
      expect((await tryTable(test.db, asPerson(me), 'project', probe, me)).update, name).toBe('-');
    }
  });

  it('keep request roles out of the identity schema, and better-auth out of everything else', async () => {
    const { rows } = await withCaller(test.db, SYSTEM, (tx) =>
      sql<{ role: string; schema: string; table: string; privilege: string }>`
        select grantee as role, table_schema as schema, table_name as table, privilege_type as privilege
        from information_schema.table_privileges
        where (table_schema = 'identity' and grantee in ('paperkite_anonymous', 'paperkite_person', 'PUBLIC'))
           or (table_schema = 'app' and grantee in ('paperkite_auth', 'PUBLIC'))
      `.execute(tx),
    );
    expect(rows).toEqual([]);
    for (const caller of [ANONYMOUS, asPerson(world.person.owner), asPerson(world.person.adminS)]) {
      const attempt = withCaller(test.db, caller, (tx) => sql`select hash from identity.pupil_pin`.execute(tx));
      await expect(attempt).rejects.toMatchObject({ code: 'not_allowed' });
    }
  });

  it('let nobody call the functions that look past them, unless they check the caller themselves', async () => {
    const { rows } = await withCaller(test.db, SYSTEM, (tx) =>
      sql<{ name: string }>`
        select p.proname as name from pg_proc p
        where p.pronamespace = 'app'::regnamespace
          and (has_function_privilege('paperkite_anonymous', p.oid, 'execute') or has_function_privilege('public', p.oid, 'execute'))
      `.execute(tx),
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(['person_id', 'staffed_unit_ids']);
    for (const call of [
      sql`select app.erase_person(${world.person.other})`,
      sql`select app.delete_class(${world.class.b!})`,
      sql`select app.pseudonym_of(${world.person.other})`,
      sql`select app.freeze('{}', ${world.project.x!}, array[]::text[])`,
      sql`select app.sweep()`,
      sql`select app.expire_entries()`,
    ]) {
      const attempt = withCaller(test.db, asPerson(world.person.adminS), (tx) => call.execute(tx));
      await expect(attempt).rejects.toMatchObject({ code: 'not_allowed' });
    }
  });
});
