import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { assert } from '@paperkite/kernel';
import type { Client } from 'pg';
import { DataError } from './errors.ts';
import { singleClient } from './single-client.ts';

/** One file of `migrations/`, named as the Supabase CLI names them: `<14 digits>_<name>.sql`. */
export interface Migration {
  version: string;
  name: string;
  sql: string;
  /** SHA-256 of the text with LF line ends, because a checkout on Windows may change them. */
  checksum: string;
}

const MIGRATIONS_FOLDER = path.join(import.meta.dirname, '..', 'migrations');
/** Any number that no other application locks: the letters "kite". */
const LOCK = 0x6b697465;
const OLDEST_SERVER = 150000;

/** The migrations that ship with this version, oldest first. */
export async function loadMigrations(folder = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const match = /^(\d{14})_([a-z0-9_]+)\.sql$/.exec(file);
    if (match === null) continue;
    const sql = (await readFile(path.join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
    const checksum = createHash('sha256').update(sql).digest('hex');
    migrations.push({ version: match[1]!, name: match[2]!, sql, checksum });
  }
  const versions = new Set(migrations.map(({ version }) => version));
  assert(versions.size === migrations.length, 'two migrations have the same version');
  return migrations;
}

/**
 * Brings the database to this version: all that is missing in one transaction, under an advisory lock, so that several
 * processes may start at once. The connection must be the owner of the database or a superuser.
 * @returns the versions that were applied now.
 * @throws DataError `database_too_old` (below 15), `database_newer` (it knows migrations that we do not),
 * `migration_changed` (an applied file was edited), `migration_failed`
 */
export async function migrate(connectionString: string, migrations?: readonly Migration[]): Promise<string[]> {
  const ours = migrations ?? (await loadMigrations());
  const client = singleClient(connectionString);
  await client.connect();
  try {
    await refuseOldServer(client);
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const applied = await loadApplied(client);
    refuseStrangers(applied, ours);
    const missing = ours.filter(({ version }) => !applied.has(version));
    for (const migration of missing) await apply(client, migration);
    await client.query('commit');
    return missing.map(({ version }) => version);
  } finally {
    // Ending the connection rolls back what was not committed.
    await client.end();
  }
}

async function refuseOldServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; text: string }>(
    "select current_setting('server_version_num')::int as version, current_setting('server_version') as text",
  );
  if (rows[0]!.version < OLDEST_SERVER) throw new DataError('database_too_old', { version: rows[0]!.text });
}

async function loadApplied(client: Client): Promise<Map<string, string>> {
  const { rows: found } = await client.query("select to_regclass('paperkite.migration') is not null as there");
  if (!(found[0] as { there: boolean }).there) {
    await client.query(`
      create schema if not exists paperkite;
      create table paperkite.migration (
        version text primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`);
    return new Map();
  }
  const { rows } = await client.query<{ version: string; checksum: string }>(
    'select version, checksum from paperkite.migration',
  );
  return new Map(rows.map(({ version, checksum }) => [version, checksum]));
}

function refuseStrangers(applied: ReadonlyMap<string, string>, ours: readonly Migration[]): void {
  const known = new Map(ours.map((migration) => [migration.version, migration.checksum]));
  for (const [version, checksum] of applied) {
    if (!known.has(version)) throw new DataError('database_newer', { version });
    if (known.get(version) !== checksum) throw new DataError('migration_changed', { version });
  }
}

async function apply(client: Client, { version, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query(sql);
    await client.query('insert into paperkite.migration (version, name, checksum) values ($1, $2, $3)', [
      version,
      name,
      checksum,
    ]);
  } catch (cause) {
    throw new DataError('migration_failed', { version, name, reason: (cause as Error).message }, { cause });
  }
}
