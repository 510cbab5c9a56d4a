import type { Generated, GeneratedAlways } from 'kysely';
import type { NullableTimestamp, SetTimestamp } from './organisation.ts';

export interface AssetTable {
  sha256: string;
  /** Bytes. */
  size: number;
  mime: string;
  created_at: SetTimestamp;
}

export interface SnapshotTable {
  /** SHA-256 of `document`. */
  id: string;
  /** Canonical JSON. */
  document: string;
  created_at: SetTimestamp;
}

export interface SnapshotAssetTable {
  snapshot_id: string;
  sha256: string;
}

export interface HandoutTable {
  id: Generated<string>;
  class_id: string;
  snapshot_id: string;
  title: string;
  created_by: string | null;
  created_at: SetTimestamp;
}

export interface ProjectTable {
  id: string;
  owner_id: string;
  class_id: string | null;
  handout_id: string | null;
  title: string;
  /** SHA-256 of an asset. */
  thumbnail: string | null;
  created_at: SetTimestamp;
  updated_at: SetTimestamp;
  handed_in_at: NullableTimestamp;
  deleted_at: NullableTimestamp;
}

export interface ProjectMemberTable {
  project_id: string;
  person_id: string;
  nickname: string;
  added_at: SetTimestamp;
}

export interface ProjectAssetTable {
  project_id: string;
  sha256: string;
  added_at: SetTimestamp;
}

export interface ProjectUpdateTable {
  seq: GeneratedAlways<number>;
  project_id: string;
  bytes: Buffer;
  created_at: SetTimestamp;
}

export interface ProjectStateTable {
  project_id: string;
  bytes: Buffer;
  upto_seq: number;
  updated_at: SetTimestamp;
}

export const VERSION_KINDS = ['automatic', 'named', 'before_restore', 'submitted'] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];

export interface ProjectVersionTable {
  id: Generated<string>;
  project_id: string;
  kind: VersionKind;
  label: string | null;
  bytes: Buffer;
  made_by: string | null;
  made_at: SetTimestamp;
}
