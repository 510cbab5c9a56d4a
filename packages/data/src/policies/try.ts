import { sql } from 'kysely';
import { escapeIdentifier, escapeLiteral } from 'pg';
import { withCaller } from '../database.ts';
import type { Caller, DatabaseHandle } from '../database.ts';
import type { Key, Probe } from './probes.ts';

export const OPERATIONS = ['select', 'insert', 'update', 'delete'] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * Runs a statement and undoes it: the number of rows it reached, or the SQLSTATE and message of its failure. It lives in
 * the database because a test of every table as every role takes some ten thousand attempts.
 */
const TRY_STATEMENT = `
  create function public.try_statement(statement text) returns text language plpgsql as $$
  declare
    reached bigint;
  begin
    execute statement;
    get diagnostics reached = row_count;
    raise exception using errcode = 'PK999', message = reached::text;
  exception
    when sqlstate 'PK999' then return sqlerrm;
    when others then return sqlstate || ' ' || sqlerrm;
  end
  $$`;

/** Must run once on the database, as its owner. */
export const prepareTries = TRY_STATEMENT;

const REFUSED = '42501';
/** Constraints and triggers come after the policies: who runs into one was let through. */
const PAST_POLICIES = ['23503', '23505', 'PK001', 'PK002'];

/**
 * What a caller reaches in a table, by operation: the letters of the rows, '.' for none although the operation is granted,
 * '-' where it is refused outright, '*' for all that have letters (if more than one), '?' for rows without. Where columns
 * differ in who may update them, their cells stand beside each other, as in 'a|-'.
 */
export async function tryTable(
  db: DatabaseHandle,
  caller: Caller,
  table: string,
  probe: Probe,
  me: string,
): Promise<Record<Operation, string>> {
  const name = `app.${escapeIdentifier(table)}`;
  const rows = Object.entries(probe.rows);
  const strangers = `not (${rows.map(([, key]) => where(key)).join(' or ')})`;
  const columns = [probe.update].flat().map(escapeIdentifier);
  const attempts: Attempt[] = [
    ...rows.map(([label, key]) => attempt('select', label, `select from ${name} where ${where(key)}`)),
    attempt('select', '?', `select from ${name} where ${strangers}`),
    ...Object.entries(probe.insert(me)).map(([label, row]) => attempt('insert', label, insert(name, row))),
    ...columns.flatMap((column) =>
      rows.map(([label, key]) =>
        attempt('update', label, `update ${name} set ${column} = ${column} where ${where(key)}`, column),
      ),
    ),
    ...rows.map(([label, key]) => attempt('delete', label, `delete from ${name} where ${where(key)}`)),
  ];
  const { rows: outcomes } = await withCaller(db, caller, (tx) =>
    sql<{ outcome: string }>`
      select public.try_statement(statement) as outcome
      from unnest(${attempts.map(({ statement }) => statement)}::text[]) with ordinality as list (statement, i) order by i
    `.execute(tx),
  );
  const result = { select: '-', insert: '-', update: '-', delete: '-' };
  for (const operation of OPERATIONS) {
    const tried = attempts
      .map((each, i) => ({ ...each, outcome: outcomes[i]!.outcome }))
      .filter((each) => each.operation === operation);
    const byColumn = [...Map.groupBy(tried, ({ column }) => column).values()];
    const cells = byColumn.map((ofColumn) => cell(table, operation, ofColumn));
    result[operation] = [...new Set(cells)].join('|');
  }
  return result;
}

interface Attempt {
  operation: Operation;
  label: string;
  statement: string;
  /** Of updates. */
  column: string | undefined;
}

const attempt = (operation: Operation, label: string, statement: string, column?: string): Attempt => ({
  operation,
  label,
  statement,
  column,
});

function cell(table: string, operation: Operation, tried: { label: string; outcome: string }[]): string {
  const reached: string[] = [];
  let refusals = 0;
  for (const { label, outcome } of tried) {
    const [code] = outcome.split(' ');
    if (code === REFUSED) refusals++;
    else if (PAST_POLICIES.includes(code!) || Number(code) > 0) reached.push(label);
    else if (outcome !== '0') throw new Error(`${operation} ${table} ${label}: ${outcome}`);
  }
  if (refusals === tried.length) return '-';
  const letters = tried.map(({ label }) => label).filter((label) => label !== '?');
  const found = reached.filter((label) => label !== '?').sort();
  const rest = reached.includes('?') ? '?' : '';
  if (found.length === 0) return rest || '.';
  return (found.length === letters.length && letters.length > 1 ? '*' : found.join('')) + rest;
}

function insert(name: string, row: Record<string, unknown>): string {
  const columns = Object.keys(row).map(escapeIdentifier).join();
  return `insert into ${name} (${columns}) values (${Object.values(row).map(literal).join()})`;
}

const where = (key: Key): string =>
  `(${Object.entries(key)
    .map(([column, value]) => `${escapeIdentifier(column)} = ${literal(value)}`)
    .join(' and ')})`;

function literal(value: unknown): string {
  if (value instanceof Date) return escapeLiteral(value.toISOString());
  if (Array.isArray(value)) return escapeLiteral(`{${value.join()}}`);
  if (typeof value === 'object' && value !== null) return escapeLiteral(JSON.stringify(value));
  return escapeLiteral(String(value));
}
