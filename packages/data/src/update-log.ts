import type { Pool } from 'pg';
import { rolePool } from './database.ts';
import type { DatabaseOptions } from './database.ts';
import { DataError } from './errors.ts';

/**
 * The write-ahead log of the shared documents in `app.project_update`; the port is `UpdateLog` of @paperkite/collab.
 * A document is written by one process at a time: state and sequence numbers rely on it.
 */
export interface PostgresUpdateLog {
  /**
   * Appends all or none, in one statement and one commit, durable when it resolves. Later appends get greater numbers.
   * @throws DataError `unknown_document`, with `reason: 'unknown-project'` for the client, if any of the projects is gone
   */
  append(batch: readonly { documentId: string; update: Uint8Array }[]): Promise<number[]>;
  /** The merged state and the updates that are not in it, oldest first. Nothing for an unknown document. */
  load(documentId: string): Promise<{
    snapshot: Uint8Array | undefined;
    updates: { seq: number; update: Uint8Array }[];
  }>;
  /**
   * Puts `state`, which holds every update up to `uptoSeq`, in their place. An older state never replaces a newer one.
   * Now and then it is kept as a version that people can go back to.
   */
  compact(documentId: string, state: Uint8Array, uptoSeq: number): Promise<void>;
  close(): Promise<void>;
}

export interface UpdateLogOptions extends DatabaseOptions {
  /** The least time between two automatic versions of a project. Default ten minutes. */
  versionEveryMs?: number;
  /** Automatic versions kept of a project, newest first. Default 30. Named ones are all kept. */
  versionsKept?: number;
}

const FOREIGN_KEY_VIOLATION = '23503';
const NOT_A_UUID = '22P02';

const APPEND = `
  insert into app.project_update (project_id, bytes)
  select project_id, bytes from unnest($1::uuid[], $2::bytea[]) with ordinality as batch (project_id, bytes, i)
  order by i
  returning seq`;

// Every row there is, whatever the state's number: compaction deletes what it has merged.
const LOAD = `
  select null::bigint as seq, bytes from app.project_state where project_id = $1
  union all
  select seq, bytes from app.project_update where project_id = $1
  order by seq nulls first`;

const COMPACT = `
  with merged as (
    insert into app.project_state as s (project_id, bytes, upto_seq) values ($1, $2, $3)
    on conflict (project_id) do update
    set bytes = excluded.bytes, upto_seq = excluded.upto_seq, updated_at = now()
    where s.upto_seq < excluded.upto_seq
    returning 1
  ), cleared as (
    delete from app.project_update where project_id = $1 and seq <= $3 and exists (select from merged)
  ), touched as (
    update app.project set updated_at = now() where id = $1 and exists (select from merged)
  )
  insert into app.project_version (project_id, kind, bytes)
  select $1, 'automatic', $2
  where exists (select from merged) and not exists (
    select from app.project_version
    where project_id = $1 and kind = 'automatic' and made_at > now() - make_interval(secs => $4)
  )`;

const PRUNE = `
  delete from app.project_version
  where id in (
    select id from app.project_version where project_id = $1 and kind = 'automatic' order by made_at desc offset $2
  )`;

export function createUpdateLog(connectionString: string, options: UpdateLogOptions = {}): PostgresUpdateLog {
  const { versionEveryMs = 600_000, versionsKept = 30 } = options;
  const pool: Pool = rolePool(connectionString, 'set role paperkite_system', { poolSize: 4, ...options });
  return {
    async append(batch) {
      if (batch.length === 0) return [];
      try {
        const { rows } = await pool.query<{ seq: number }>({
          name: 'append',
          text: APPEND,
          values: [batch.map(({ documentId }) => documentId), batch.map(({ update }) => asBuffer(update))],
        });
        return rows.map(({ seq }) => seq);
      } catch (error) {
        throw unknownDocument(error) ?? error;
      }
    },
    async load(documentId) {
      const { rows } = await pool.query<{ seq: number | null; bytes: Buffer }>(LOAD, [documentId]);
      const snapshot = rows[0]?.seq === null ? rows.shift()!.bytes : undefined;
      return { snapshot, updates: rows.map(({ seq, bytes }) => ({ seq: seq!, update: bytes })) };
    },
    async compact(documentId, state, uptoSeq) {
      try {
        const { rowCount } = await pool.query(COMPACT, [documentId, asBuffer(state), uptoSeq, versionEveryMs / 1000]);
        if (rowCount === 1) await pool.query(PRUNE, [documentId, versionsKept]);
      } catch (error) {
        throw unknownDocument(error) ?? error;
      }
    },
    close: () => pool.end(),
  };
}

/** A view, not a copy. */
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function unknownDocument(cause: unknown): DataError | undefined {
  const { code } = cause as { code?: string };
  if (code !== FOREIGN_KEY_VIOLATION && code !== NOT_A_UUID) return undefined;
  // The reason is what the sync protocol tells the client.
  return Object.assign(new DataError('unknown_document', {}, { cause }), { reason: 'unknown-project' });
}
