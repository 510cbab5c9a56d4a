import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addUnit,
  createClass,
  createContest,
  changeContest,
  findUnitByCode,
  grantRole,
  rotateJoinCode,
  SYSTEM,
  withCaller,
  asPerson,
  findDefinition,
  type DatabaseHandle,
  type UnitRole,
} from '@paperkite/data';
import type { Definition } from '@paperkite/contest';
import { newUuid, unwrap } from '@paperkite/kernel';
import { contestRules } from '../contests/contests.ts';
import type { Identity } from '../identity/identity.ts';

export interface DemoAdult {
  role: 'teacher' | 'organiser';
  email: string;
  password: string;
  displayName: string;
}

export interface DemoPupil {
  classCode: string;
  nickname: string;
  pin: string;
}

export interface DemoAccounts {
  adults: DemoAdult[];
  pupils: DemoPupil[];
}

const FILE = 'demo-accounts.json';
const SCHOOL = { nameZh: '风筝小学（演示）', nameEn: 'Kite Primary School (demo)' };
const BEIJING = '110000';
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The demo accounts of a data folder; undefined when it has none. */
export function readDemoAccounts(dataDir: string): DemoAccounts | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as DemoAccounts;
  } catch {
    return undefined;
  }
}

/**
 * On the first start: a teacher with a class and two pupils, an organiser at the nation, and an open contest, so that
 * somebody who just looks finds something to look at. Passwords are random, and lie in the data folder for its owner alone.
 */
export async function ensureDemo(parts: {
  db: DatabaseHandle;
  identity: Identity;
  dataDir: string;
}): Promise<DemoAccounts> {
  const known = readDemoAccounts(parts.dataDir);
  if (known) return known;
  const { db, identity } = parts;

  const enrol = async (role: DemoAdult['role'], displayName: string): Promise<DemoAdult & { personId: string }> => {
    const email = `${role}-${shortId()}@demo.invalid`;
    const password = `kite-${shortId()}-${shortId()}`;
    const arrival = unwrap(await identity.signUp({ name: displayName, email, password, locale: 'zh-CN' }));
    return { role, email, password, displayName, personId: arrival.person.personId };
  };
  const teacher = await enrol('teacher', '李老师（演示）');
  const organiser = await enrol('organiser', '组委会（演示）');

  const schoolId = newUuid();
  const classId = newUuid();
  await withCaller(db, SYSTEM, async (tx) => {
    const beijing = await findUnitByCode(tx, BEIJING);
    if (!beijing?.parentId) throw new Error('the units were not seeded');
    await addUnit(tx, { id: schoolId, parentId: beijing.id, kind: 'school', ...SCHOOL });
    const grant = (personId: string, unitId: string, role: UnitRole) =>
      grantRole(tx, { personId, unitId, role, grantedBy: null });
    await grant(teacher.personId, schoolId, 'teacher');
    await grant(organiser.personId, beijing.parentId, 'organiser');
    await openDemoContest(tx, beijing.parentId);
  });
  const code = await withCaller(db, asPerson(teacher.personId), async (tx) => {
    await createClass(tx, { id: classId, unitId: schoolId, name: '四年级一班（演示）', createdBy: teacher.personId });
    return rotateJoinCode(tx, { classId, expiresAt: new Date(Date.now() + YEAR_MS) });
  });

  const pupils: DemoPupil[] = [
    { classCode: code, nickname: '小鹰', pin: '4182' },
    { classCode: code, nickname: '燕子', pin: '7305' },
  ];
  for (const pupil of pupils) {
    unwrap(await identity.joinClass({ ...pupil, code, mode: 'new', locale: 'zh-CN' }));
  }
  const accounts: DemoAccounts = { adults: [teacher, organiser].map(({ personId: _, ...adult }) => adult), pupils };
  writeFileSync(join(parts.dataDir, FILE), JSON.stringify(accounts, null, 2), { mode: 0o600 });
  return accounts;
}

async function openDemoContest(tx: Parameters<typeof createContest>[0], unitId: string): Promise<void> {
  const stored = await findDefinition(tx, 'cn-ai-2024', 1);
  if (!stored) throw new Error('the definition was not stored');
  const definition = stored.body as Definition;
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const id = newUuid();
  await createContest(tx, {
    id,
    definitionId: definition.id,
    definitionVersion: definition.version,
    unitId,
    title: '青少年人工智能创新实践活动（演示）',
    ...contestRules(definition, { submit: { open: day(-1), close: day(60) } }),
  });
  await changeContest(tx, id, { state: 'open' });
}

const shortId = (): string => newUuid().slice(-6);
