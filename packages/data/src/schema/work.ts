import type { Generated, GeneratedAlways } from 'kysely';
import type { NullableTimestamp, SetTimestamp } from './organisation.ts';

export interface AssetTable {
  sha256: string;
  /** Bytes. */
  size: number;
  mime: string;
  createdAt: SetTimestamp;
}

export interface SnapshotTable {
  /** SHA-256 of `document`. */
  id: string;
  /** Canonical JSON. */
  document: string;
  createdAt: SetTimestamp;
}

export interface SnapshotAssetTable {
  snapshotId: string;
  sha256: string;
}

export interface HandoutTable {
  id: Generated<string>;
  classId: string;
  snapshotId: string;
  title: string;
  createdBy: string | null;
  createdAt: SetTimestamp;
  /** Until when it is to be handed in; null: whenever. */
  dueAt: NullableTimestamp;
}

export interface ProjectTable {
  id: string;
  ownerId: string;
  classId: string | null;
  handoutId: string | null;
  title: string;
  /** SHA-256 of an asset. */
  thumbnail: string | null;
  createdAt: SetTimestamp;
  updatedAt: SetTimestamp;
  handedInAt: NullableTimestamp;
  deletedAt: NullableTimestamp;
}

export interface ProjectMemberTable {
  projectId: string;
  personId: string;
  nickname: string;
  addedAt: SetTimestamp;
}

export interface ProjectAssetTable {
  projectId: string;
  sha256: string;
  addedAt: SetTimestamp;
}

export interface ProjectUpdateTable {
  seq: GeneratedAlways<number>;
  projectId: string;
  bytes: Buffer;
  createdAt: SetTimestamp;
}

export interface ProjectStateTable {
  projectId: string;
  bytes: Buffer;
  uptoSeq: number;
  updatedAt: SetTimestamp;
}

export const VERSION_KINDS = ['automatic', 'named', 'before_restore', 'submitted'] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];

export interface ProjectVersionTable {
  id: Generated<string>;
  projectId: string;
  kind: VersionKind;
  label: string | null;
  bytes: Buffer;
  madeBy: string | null;
  madeAt: SetTimestamp;
}
