import { JOIN_CODE_LIFETIMES } from '@paperkite/classroom';
import {
  addUnit,
  asPerson,
  createClass,
  findPerson,
  findUnit,
  grantRole,
  listUnits,
  rotateJoinCode,
  searchSchools,
  withCaller,
  type CallerTransaction,
  type DatabaseHandle,
  type Unit,
} from '@paperkite/data';
import { err, newUuid, ok, type Clock, type Result } from '@paperkite/kernel';
import { ClassActionError } from './errors.ts';

/** A school as a teacher meets it while typing. */
export interface SchoolChoice {
  id: string;
  nameZh: string;
  nameEn: string | null;
  /** False while no administrator has confirmed that it exists. */
  verified: boolean;
}

/** The provincial units, for choosing where a school is. */
export async function listProvinces(
  tx: CallerTransaction,
): Promise<{ id: string; nameZh: string; nameEn: string | null }[]> {
  const [nation] = await listUnits(tx, null);
  if (!nation) throw new Error('the units were not seeded');
  const provinces = await listUnits(tx, nation.id);
  return provinces.filter(({ kind }) => kind === 'province').map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn }));
}

/** Schools in a province whose name holds what was typed. */
export async function findSchools(tx: CallerTransaction, provinceId: string, typed: string): Promise<SchoolChoice[]> {
  const text = tidy(typed);
  if (text === '') return [];
  const schools = await searchSchools(tx, { within: provinceId, text });
  return schools.map(({ id, nameZh, nameEn, verified }) => ({ id, nameZh, nameEn, verified }));
}

export interface NewClass {
  name: string;
  provinceId: string;
  /** As chosen or typed; a school of this very name in the province is taken, otherwise it is added, unconfirmed. */
  school: string;
}

/**
 * Opens a class for a teacher, with a code that works for a term. The school is found or added in the server's name, after
 * the checks here: person of age, province real, name not empty.
 */
export async function openClass(
  { db, clock }: { db: DatabaseHandle; clock: Clock },
  personId: string,
  input: NewClass,
): Promise<Result<{ classId: string; code: string }, ClassActionError>> {
  const name = tidy(input.name).slice(0, 60);
  const school = tidy(input.school).slice(0, 100);
  if (name === '') return err(new ClassActionError('class_name_missing'));
  if (school === '') return err(new ClassActionError('school_missing'));
  const person = await withCaller(db, asPerson(personId), (tx) => findPerson(tx, personId));
  if (person?.kind !== 'adult') return err(new ClassActionError('adults_only'));

  const unitId = await withCaller(db, { kind: 'system', actor: personId }, async (tx) => {
    const province = await findUnit(tx, input.provinceId);
    if (province?.kind !== 'province' || province.closedAt !== null) return undefined;
    const id = await schoolNamed(tx, province, school);
    await grantRole(tx, { personId, unitId: id, role: 'teacher', grantedBy: null });
    return id;
  });
  if (unitId === undefined) return err(new ClassActionError('province_missing'));

  const classId = newUuid();
  const expiresAt = new Date(clock.now() + JOIN_CODE_LIFETIMES.term);
  const code = await withCaller(db, asPerson(personId), async (tx) => {
    await createClass(tx, { id: classId, unitId, name, createdBy: personId });
    return rotateJoinCode(tx, { classId, expiresAt });
  });
  return ok({ classId, code });
}

async function schoolNamed(tx: CallerTransaction, province: Unit, name: string): Promise<string> {
  const candidates = await searchSchools(tx, { within: province.id, text: name, limit: 50 });
  const known = candidates.find(({ nameZh, nameEn }) => same(nameZh, name) || (nameEn !== null && same(nameEn, name)));
  if (known) return known.id;
  const id = newUuid();
  await addUnit(tx, { id, parentId: province.id, kind: 'school', nameZh: name, verified: false });
  return id;
}

const tidy = (text: string): string => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
const same = (a: string, b: string): boolean => tidy(a).toLowerCase() === tidy(b).toLowerCase();
