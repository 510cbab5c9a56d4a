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
  parent_id: string | null;
  kind: UnitKind;
  code: string | null;
  name_zh: string;
  name_en: string | null;
  path: GeneratedAlways<string[]>;
  created_at: SetTimestamp;
  closed_at: NullableTimestamp;
}

export interface PersonTable {
  id: string;
  kind: 'adult' | 'pupil';
  display_name: string;
  locale: Generated<'zh-CN' | 'en'>;
  created_at: SetTimestamp;
}

export interface PseudonymTable {
  person_id: string;
  pseudonym: Generated<string>;
}

export interface UnitRoleTable {
  person_id: string;
  unit_id: string;
  role: UnitRole;
  granted_by: string | null;
  granted_at: SetTimestamp;
}

export interface ClassTable {
  id: Generated<string>;
  unit_id: string;
  name: string;
  frozen: Generated<boolean>;
  created_by: string | null;
  created_at: SetTimestamp;
}

export interface ClassCodeTable {
  code: string;
  class_id: string;
  created_at: SetTimestamp;
  expires_at: Timestamp;
  revoked_at: NullableTimestamp;
}

export interface ClassTeacherTable {
  class_id: string;
  person_id: string;
  added_by: string | null;
  added_at: SetTimestamp;
}

export interface SeatTable {
  id: Generated<string>;
  class_id: string;
  person_id: string;
  nickname: string;
  nickname_key: GeneratedAlways<string>;
  grade: string | null;
  joined_at: SetTimestamp;
  removed_at: NullableTimestamp;
}

export interface AuditEventTable {
  seq: GeneratedAlways<number>;
  at: SetTimestamp;
  actor: string | null;
  action: string;
  unit_path: Generated<string[]>;
  subject: string | null;
  object_kind: string | null;
  object_id: string | null;
  details: Generated<unknown>;
}
