import { randomBytes } from 'node:crypto';
import type pg from 'pg';

const NAME = 'cookies';

/**
 * The secret that signs cookies, for processes that share a database but no folder: made by the first of them, kept in the
 * identity schema, which no request can read.
 * @param pool connections of better-auth's role
 */
export async function loadSharedSecret(pool: pg.Pool): Promise<string> {
  await pool.query('insert into identity.server_secret (name, value) values ($1, $2) on conflict do nothing', [
    NAME,
    randomBytes(48).toString('base64url'),
  ]);
  const { rows } = await pool.query<{ value: string }>('select value from identity.server_secret where name = $1', [
    NAME,
  ]);
  const value = rows[0]?.value;
  if (value === undefined) throw new Error('the database keeps no secret for cookies');
  return value;
}
