import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import type { Transaction } from 'kysely';
import { Pool, types } from 'pg';
import type { PoolConfig } from 'pg';
import { dataErrorFrom } from './database-errors.ts';
import type { Database } from './schema/index.ts';

/** A pool of connections to one migrated database. Queries go through {@link withCaller}. */
export interface DatabaseHandle {
  readonly kysely: Kysely<Database>;
  readonly connectionString: string;
  close(): Promise<void>;
}

/**
 * For whom a transaction runs; PostgreSQL's row-level security does the rest.
 * - `anonymous`: somebody who is not signed in.
 * - `person`: a signed-in person, by the id of the session.
 * - `system`: the server's own work, which sees every row: signing in, the sync server, erasure, seeds. Check yourself who
 *   asked. `actor` is the person on whose behalf it is done, for the audit log.
 */
export type Caller = { kind: 'anonymous' } | { kind: 'person'; personId: string } | { kind: 'system'; actor?: string };

export const ANONYMOUS: Caller = { kind: 'anonymous' };
export const SYSTEM: Caller = { kind: 'system' };
export const asPerson = (personId: string): Caller => ({ kind: 'person', personId });

/** A transaction in schema `app` under a caller's role. Repository functions take this. */
export type CallerTransaction = Transaction<Database>;

const INT8 = 20;

/** Row numbers and sizes stay far below 2^53: plain numbers instead of the driver's strings. */
const getTypeParser: typeof types.getTypeParser = (id: number, format?: 'text' | 'binary') =>
  id === INT8 && format !== 'binary' ? Number : types.getTypeParser(id, format as 'text');

export interface DatabaseOptions {
  /** Connections at most. Default 10: two cores do not work on more at once. */
  poolSize?: number;
  /** Told when an idle connection breaks, which the pool replaces by itself. */
  onConnectionLost?: (error: Error) => void;
}

/** Opens a pool on a migrated database. Without a caller, its connections can do what an anonymous visitor can. */
export function createDatabase(connectionString: string, options: DatabaseOptions = {}): DatabaseHandle {
  const pool = rolePool(connectionString, 'set role paperkite_anonymous', options);
  const kysely = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { kysely, connectionString, close: () => kysely.destroy() };
}

/**
 * A pool for better-auth: role `paperkite_auth`, which reaches schema `identity` and nothing else.
 * The caller ends it.
 */
export function createIdentityPool(connectionString: string, options: DatabaseOptions = {}): Pool {
  return rolePool(connectionString, 'set role paperkite_auth; set search_path to identity', options, false);
}

/** Connections that begin with `setup`. Also for the update log. */
export function rolePool(
  connectionString: string,
  setup: string,
  { poolSize = 10, onConnectionLost = () => undefined }: DatabaseOptions,
  parseInt8 = true,
): Pool {
  const config: PoolConfig = {
    connectionString,
    max: poolSize,
    keepAlive: true,
    ...(parseInt8 ? { types: { getTypeParser } } : {}),
    // Compiling a plan takes longer than any query of ours runs.
    onConnect: async (client) => void (await client.query(`set jit = off; ${setup}`)),
  };
  const pool = new Pool(config);
  pool.on('error', onConnectionLost);
  return pool;
}

const ROLES: Record<Caller['kind'], string> = {
  anonymous: 'paperkite_anonymous',
  person: 'paperkite_person',
  system: 'paperkite_system',
};

/**
 * Runs `work` in one transaction as the caller. An exception rolls everything back.
 * @throws DataError for what the database refuses (`not_allowed`, `sole_teacher`, `contest_closed`, ...)
 */
export async function withCaller<T>(
  db: DatabaseHandle,
  caller: Caller,
  work: (tx: CallerTransaction) => Promise<T>,
): Promise<T> {
  const personId = caller.kind === 'person' ? caller.personId : caller.kind === 'system' ? (caller.actor ?? '') : '';
  try {
    return await db.kysely.transaction().execute(async (tx) => {
      await sql`select set_config('role', ${ROLES[caller.kind]}, true), set_config('app.person_id', ${personId}, true)`.execute(
        tx,
      );
      return work(tx.withSchema('app'));
    });
  } catch (error) {
    throw dataErrorFrom(error);
  }
}

/** Waits until no other transaction holds the lock of this name; it is given back when the transaction ends. */
export async function lockTransaction(tx: CallerTransaction, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** Whether the database answers; for `/healthz`. */
export async function pingDatabase(db: DatabaseHandle): Promise<boolean> {
  return sql`select 1`.execute(db.kysely).then(
    () => true,
    () => false,
  );
}
