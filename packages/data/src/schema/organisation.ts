import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A point in time as the driver gives it; strings may be written. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** A point in time that the database sets when nobody does. */
export type SetTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
export type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export const UNIT_KINDS = ['nation', 'province', 'city', 'county', 'school', 'venue'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const UNIT_ROLES = ['admin', 'organiser', 'reviewer', 'teacher'] as const;
export type UnitRole = (typeof UNIT_ROLES)[number];

export interface UnitTable {
  id: Generated<string>;
  parentId: string | null;
  kind: UnitKind;
  code: string | null;
  nameZh: string;
  nameEn: string | null;
  path: GeneratedAlways<string[]>;
  createdAt: SetTimestamp;
  closedAt: NullableTimestamp;
  /** False for a school that a teacher added, until an admin above it has confirmed it. */
  verified: Generated<boolean>;
}

export interface PersonTable {
  id: string;
  kind: 'adult' | 'pupil';
  displayName: string;
  locale: Generated<'zh-CN' | 'en'>;
  createdAt: SetTimestamp;
}

export interface PseudonymTable {
  personId: string;
  pseudonym: Generated<string>;
}

export interface UnitRoleTable {
  personId: string;
  unitId: string;
  role: UnitRole;
  grantedBy: string | null;
  grantedAt: SetTimestamp;
}

export interface ClassTable {
  id: Generated<string>;
  unitId: string;
  name: string;
  frozen: Generated<boolean>;
  /** How often a teacher came or went; kept by the database. */
  teacherChanges: Generated<number>;
  createdBy: string | null;
  createdAt: SetTimestamp;
}

export interface ClassCodeTable {
  code: string;
  classId: string;
  createdAt: SetTimestamp;
  expiresAt: Timestamp;
  revokedAt: NullableTimestamp;
}

export interface ClassTeacherTable {
  classId: string;
  personId: string;
  addedBy: string | null;
  addedAt: SetTimestamp;
}

export interface SeatTable {
  id: Generated<string>;
  classId: string;
  personId: string;
  nickname: string;
  nicknameKey: GeneratedAlways<string>;
  grade: string | null;
  joinedAt: SetTimestamp;
  removedAt: NullableTimestamp;
}

export interface AuditEventTable {
  seq: GeneratedAlways<number>;
  at: SetTimestamp;
  actor: string | null;
  action: string;
  unitPath: Generated<string[]>;
  subject: string | null;
  objectKind: string | null;
  objectId: string | null;
  details: Generated<unknown>;
}
