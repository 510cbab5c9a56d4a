import { submitWindow, type Definition } from '@paperkite/contest';
import {
  audit,
  findEntry,
  listRoles,
  type CallerTransaction,
  type EntryDetail,
  type EntryState,
  type UnitKind,
} from '@paperkite/data';
import { sql } from 'kysely';

/** A unit in which somebody organises. */
export interface StaffUnit {
  unitId: string;
  kind: UnitKind;
  nameZh: string;
  nameEn: string | null;
}

/** The units in which the caller is organiser or administrator. */
export async function staffUnits(tx: CallerTransaction, personId: string): Promise<StaffUnit[]> {
  const roles = await listRoles(tx, personId);
  const staffed = roles.filter(({ role }) => role === 'organiser' || role === 'admin');
  return staffed
    .filter(({ unitId }, i) => staffed.findIndex((other) => other.unitId === unitId) === i)
    .map(({ unitId, kind, nameZh, nameEn }) => ({ unitId, kind, nameZh, nameEn }));
}

export interface StateCount {
  contestId: string;
  state: EntryState;
  count: number;
  /** When the one that waits longest came into this state. */
  oldest: Date;
}

const belowMine = (unitIds: readonly string[]) => sql<boolean>`entry.unit_path && ${unitIds}::uuid[]`;

/** How many entries at or below these units are in which state, for each contest. */
export async function countEntries(tx: CallerTransaction, unitIds: readonly string[]): Promise<StateCount[]> {
  return tx
    .selectFrom('entry')
    .select(['contestId', 'state'])
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('updatedAt').as('oldest')])
    .where('currentVersion', '>', 0)
    .where(belowMine(unitIds))
    .groupBy(['contestId', 'state'])
    .execute();
}

export interface QueueFilter {
  state?: EntryState;
  track?: string;
}

/** The entries before and after one in the queue, in which those that wait longest come first. */
export async function neighbours(
  tx: CallerTransaction,
  entry: EntryDetail,
  unitIds: readonly string[],
  { state, track }: QueueFilter,
): Promise<{ previous: string | null; next: string | null; waiting: number }> {
  const place = sql`(entry.updated_at, entry.id)`;
  const here = sql`(select o.updated_at, o.id from app.entry o where o.id = ${entry.id})`;
  const queue = () => {
    let query = tx
      .selectFrom('entry')
      .where('contestId', '=', entry.contestId)
      .where('currentVersion', '>', 0)
      .where(belowMine(unitIds));
    if (state !== undefined) query = query.where('state', '=', state);
    if (track !== undefined) query = query.where('track', '=', track);
    return query;
  };
  const next = await queue()
    .select('id')
    .where(sql<boolean>`${place} > ${here}`)
    .orderBy('updatedAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  const previous = await queue()
    .select('id')
    .where(sql<boolean>`${place} < ${here}`)
    .orderBy('updatedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { waiting } = await queue()
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow();
  return { previous: previous?.id ?? null, next: next?.id ?? null, waiting };
}

/** An entry for the staff of a unit above it, noted in the audit log; undefined for everybody else. */
export async function openForStaff(
  tx: CallerTransaction,
  entryId: string,
  unitIds: readonly string[],
): Promise<EntryDetail | undefined> {
  const entry = await findEntry(tx, entryId);
  if (!entry || entry.currentVersion === 0 || !entry.unitPath.some((id) => unitIds.includes(id))) return undefined;
  await audit(tx, {
    action: 'entry.opened',
    unitId: entry.unitId,
    object: { kind: 'entry', id: entryId },
    details: { version: entry.currentVersion },
  });
  return entry;
}

/** The newest version of each definition, as stored. */
export async function listDefinitions(tx: CallerTransaction): Promise<Definition[]> {
  const rows = await tx
    .selectFrom('contestDefinition')
    .select('body')
    .distinctOn('id')
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ body }) => body as Definition);
}

/** The window through which entries of a definition come in; every contest has one. */
export const submitWindowId = (definition: Definition): string =>
  submitWindow(
    definition,
    definition.windows.map(({ id }) => ({ id, openAt: null, closeAt: null, uploadGraceMs: 0, dated: true })),
  )?.id ?? 'submit';
