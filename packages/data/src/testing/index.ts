import { randomBytes } from 'node:crypto';
import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../embedded/index.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from '../embedded/index.ts';
import { createDatabase } from '../database.ts';
import type { DatabaseHandle } from '../database.ts';
import { migrate } from '../migrate.ts';
import { singleClient } from '../single-client.ts';

/** A real, migrated, otherwise empty database for one test file. */
export interface TestDatabase {
  connectionString: string;
  db: DatabaseHandle;
  /** Closes the pool and drops the database (and the server, if it was started for this file alone). */
  stop(): Promise<void>;
}

/** A PostgreSQL that hands out databases for tests. */
export interface TestServer {
  connectionString: string;
  stop(): Promise<void>;
}

/** Environment variable with the address at which the run's one server is asked for; set by `global-setup.ts`. */
export const BROKER_VARIABLE = 'PAPERKITE_TEST_BROKER';
const TEMPLATE = 'paperkite_template';

/**
 * A fresh database, cloned from a migrated template in some 50 ms. With vitest's global setup of this package, all test
 * files of a run share one server; without, each call starts its own.
 */
export async function startTestDatabase(server?: TestServer): Promise<TestDatabase> {
  const broker = process.env[BROKER_VARIABLE];
  const own = server === undefined && broker === undefined ? await startTestServer() : undefined;
  const base = server?.connectionString ?? own?.connectionString ?? (await (await fetch(broker!)).text());
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runOn(base, `create database ${name} template ${TEMPLATE}`);
  const connectionString = onDatabase(base, name);
  const db = createDatabase(connectionString);
  return {
    connectionString,
    db,
    stop: async () => {
      await db.close();
      await dropDatabase(base, `drop database ${name} with (force)`);
      await own?.stop();
    },
  };
}

/** Starts a PostgreSQL in a temporary folder with a migrated template in it. */
export async function startTestServer(options: Partial<EmbeddedPostgresOptions> = {}): Promise<TestServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'paperkite-test-'));
  let server: EmbeddedPostgres | undefined;
  const stop = async (): Promise<void> => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    server = await startEmbeddedPostgres({ ...options, dataDir: path.join(folder, 'database') });
    await runOn(server.connectionString, `create database ${TEMPLATE}`);
    await migrate(onDatabase(server.connectionString, TEMPLATE));
    return { connectionString: server.connectionString, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The oldest PostgreSQL of at least 15 that Debian's packages put on this machine, if there is one older than ours. */
export async function findOlderPostgres(): Promise<EmbeddedPostgresOptions['files']> {
  const root = '/usr/lib/postgresql';
  const majors = (await readdir(root).catch(() => [])).map(Number).filter((major) => major >= 15 && major < 18);
  for (const major of majors.sort((a, b) => a - b)) {
    const native = path.join(root, String(major));
    const complete = await access(path.join(native, 'bin', 'initdb')).then(
      () => true,
      () => false,
    );
    if (complete) return { native, version: String(major) };
  }
  return undefined;
}

function onDatabase(connectionString: string, name: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${name}`;
  return url.href;
}

async function runOn(connectionString: string, statement: string): Promise<void> {
  const client = singleClient(connectionString);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** PostgreSQL's own cleaning may be at work in it, which only a superuser may end; it is over soon. */
async function dropDatabase(connectionString: string, statement: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await runOn(connectionString, statement);
    } catch (error) {
      if ((error as { code?: string }).code !== '42501' || tries === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
