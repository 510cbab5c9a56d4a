import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { NullableTimestamp, SetTimestamp, Timestamp } from './organisation.ts';

/** Written as JSON text, read as a value. */
type Json = ColumnType<unknown, string, string>;
type DefaultJson = ColumnType<unknown, string | undefined, string>;

export const ENTRY_STATES = ['draft', 'submitted', 'returned', 'accepted', 'withdrawn', 'expired'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

export const ENTRY_EVENT_KINDS = [
  'created',
  'invited',
  'joined',
  'declined',
  'left',
  'submitted',
  'returned',
  'accepted',
  'withdrawn',
  'expired',
  'erased',
] as const;
export type EntryEventKind = (typeof ENTRY_EVENT_KINDS)[number];

export interface ContestDefinitionTable {
  id: string;
  version: number;
  body: Json;
  createdAt: SetTimestamp;
}

export interface ContestTable {
  id: Generated<string>;
  definitionId: string;
  definitionVersion: number;
  unitId: string;
  title: string;
  state: Generated<'draft' | 'open' | 'closed'>;
  windowChanges: DefaultJson;
  submitOpensAt: NullableTimestamp;
  submitClosesAt: NullableTimestamp;
  graceSeconds: Generated<number>;
  limitMax: number | null;
  limitPer: Generated<'track' | 'contest'>;
  limitCount: Generated<'member' | 'leader'>;
  createdAt: SetTimestamp;
}

export interface EntryTable {
  id: string;
  contestId: string;
  track: string;
  groupName: string | null;
  unitId: string;
  unitPath: string[];
  teamMax: number | null;
  state: Generated<EntryState>;
  currentVersion: Generated<number>;
  submitBegunAt: NullableTimestamp;
  createdAt: SetTimestamp;
  updatedAt: SetTimestamp;
}

export interface EntryDraftTable {
  entryId: string;
  projectId: string | null;
  fields: DefaultJson;
  updatedAt: SetTimestamp;
}

export interface EntryMemberTable {
  entryId: string;
  personId: string;
  seatId: string | null;
  leader: Generated<boolean>;
  nickname: string;
  invitedAt: SetTimestamp;
  acceptedAt: NullableTimestamp;
}

export interface EntryClaimTable {
  contestId: string;
  scope: string;
  personId: string;
  slot: number;
  entryId: string;
}

export interface EntryVersionTable {
  entryId: string;
  n: number;
  snapshotId: string | null;
  fields: Json;
  idempotencyKey: string;
  submittedAt: Timestamp;
}

export interface EntryUploadTable {
  entryId: string;
  /** Id of the artefact in the definition. */
  name: string;
  sha256: string;
  filename: string;
  uploadedAt: SetTimestamp;
}

export interface EntryArtefactTable {
  entryId: string;
  n: number;
  name: string;
  sha256: string;
  filename: string;
}

export interface EntryReturnTable {
  id: Generated<string>;
  entryId: string;
  n: number;
  reasons: ColumnType<Record<string, string>, string, string>;
  fixBy: Timestamp;
  returnedAt: Timestamp;
}

export interface EntryEventTable {
  seq: GeneratedAlways<number>;
  at: SetTimestamp;
  entryId: string;
  contestId: string;
  kind: EntryEventKind;
  fromState: EntryState | null;
  toState: EntryState | 'erased';
  n: number;
  actor: string | null;
  subject: string | null;
}
