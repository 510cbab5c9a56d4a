import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CallerTransaction } from '../database.ts';
import type { UnitKind, UnitRole, UnitTable } from '../schema/index.ts';

export type Unit = Selectable<UnitTable>;

/** The units directly below a unit (`null`: the nation), by code, then name. Closed ones are left out. */
export async function listUnits(tx: CallerTransaction, parentId: string | null): Promise<Unit[]> {
  return tx
    .selectFrom('unit')
    .selectAll()
    .where('parentId', parentId === null ? 'is' : '=', parentId)
    .where('closedAt', 'is', null)
    .orderBy('code')
    .orderBy('nameZh')
    .execute();
}

/** A unit by its id. */
export async function findUnit(tx: CallerTransaction, id: string): Promise<Unit | undefined> {
  return tx.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A place by its code of GB/T 2260. */
export async function findUnitByCode(tx: CallerTransaction, code: string): Promise<Unit | undefined> {
  return tx.selectFrom('unit').selectAll().where('code', '=', code).executeTakeFirst();
}

/** The units from the root down to this one. */
export async function unitPath(tx: CallerTransaction, id: string): Promise<Unit[]> {
  const unit = await findUnit(tx, id);
  if (unit === undefined) return [];
  const units = await tx.selectFrom('unit').selectAll().where('id', 'in', unit.path).execute();
  return units.sort((a, b) => a.path.length - b.path.length);
}

/**
 * Schools at or below a unit whose name holds a text as typed, in either language; a few, shortest name first. For finding
 * one's own while typing.
 */
export async function searchSchools(
  tx: CallerTransaction,
  { within, text, limit = 8 }: { within: string; text: string; limit?: number },
): Promise<Unit[]> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return tx
    .selectFrom('unit')
    .selectAll()
    .where('kind', '=', 'school')
    .where('closedAt', 'is', null)
    .where(sql<boolean>`path @> array[${within}::uuid]`)
    .where((eb) => eb.or([eb('nameZh', 'ilike', pattern), eb('nameEn', 'ilike', pattern)]))
    .orderBy(sql`length(name_zh)`)
    .orderBy('nameZh')
    .limit(limit)
    .execute();
}

/**
 * Adds a unit below another. Admins of a unit above may, and what they add is confirmed by that; the server may also add
 * what is not (`verified: false`).
 */
export async function addUnit(
  tx: CallerTransaction,
  unit: {
    id: string;
    parentId: string;
    kind: UnitKind;
    nameZh: string;
    nameEn?: string;
    code?: string;
    verified?: boolean;
  },
): Promise<void> {
  await tx.insertInto('unit').values(unit).execute();
}

/** Gives a person a role in a unit. As a person: admins at or above it, and `grantedBy` must be the caller. */
export async function grantRole(
  tx: CallerTransaction,
  grant: { personId: string; unitId: string; role: UnitRole; grantedBy: string | null },
): Promise<void> {
  await tx
    .insertInto('unitRole')
    .values(grant)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function revokeRole(
  tx: CallerTransaction,
  grant: { personId: string; unitId: string; role: UnitRole },
): Promise<void> {
  await tx
    .deleteFrom('unitRole')
    .where('personId', '=', grant.personId)
    .where('unitId', '=', grant.unitId)
    .where('role', '=', grant.role)
    .execute();
}

/** The roles of a person with the units' names. */
export async function listRoles(
  tx: CallerTransaction,
  personId: string,
): Promise<{ unitId: string; role: UnitRole; kind: UnitKind; nameZh: string; nameEn: string | null }[]> {
  return tx
    .selectFrom('unitRole')
    .innerJoin('unit', 'unit.id', 'unitRole.unitId')
    .select(['unitRole.unitId', 'unitRole.role', 'unit.kind', 'unit.nameZh', 'unit.nameEn'])
    .where('unitRole.personId', '=', personId)
    .orderBy('unit.code')
    .execute();
}

/** Who holds which role in a unit itself. */
export async function listStaff(
  tx: CallerTransaction,
  unitId: string,
): Promise<{ personId: string; displayName: string; role: UnitRole; grantedAt: Date }[]> {
  return tx
    .selectFrom('unitRole')
    .innerJoin('person', 'person.id', 'unitRole.personId')
    .select(['unitRole.personId', 'person.displayName', 'unitRole.role', 'unitRole.grantedAt'])
    .where('unitRole.unitId', '=', unitId)
    .orderBy('person.displayName')
    .execute();
}
