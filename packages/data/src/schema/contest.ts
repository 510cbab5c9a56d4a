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
  created_at: SetTimestamp;
}

export interface ContestTable {
  id: Generated<string>;
  definition_id: string;
  definition_version: number;
  unit_id: string;
  title: string;
  state: Generated<'draft' | 'open' | 'closed'>;
  window_changes: DefaultJson;
  submit_opens_at: NullableTimestamp;
  submit_closes_at: NullableTimestamp;
  grace_seconds: Generated<number>;
  limit_max: number | null;
  limit_per: Generated<'track' | 'contest'>;
  limit_count: Generated<'member' | 'leader'>;
  created_at: SetTimestamp;
}

export interface EntryTable {
  id: string;
  contest_id: string;
  track: string;
  group_name: string | null;
  unit_id: string;
  unit_path: string[];
  team_max: number | null;
  state: Generated<EntryState>;
  current_version: Generated<number>;
  submit_begun_at: NullableTimestamp;
  created_at: SetTimestamp;
  updated_at: SetTimestamp;
}

export interface EntryDraftTable {
  entry_id: string;
  project_id: string | null;
  fields: DefaultJson;
  updated_at: SetTimestamp;
}

export interface EntryMemberTable {
  entry_id: string;
  person_id: string;
  seat_id: string | null;
  leader: Generated<boolean>;
  nickname: string;
  invited_at: SetTimestamp;
  accepted_at: NullableTimestamp;
}

export interface EntryClaimTable {
  contest_id: string;
  scope: string;
  person_id: string;
  slot: number;
  entry_id: string;
}

export interface EntryVersionTable {
  entry_id: string;
  n: number;
  snapshot_id: string | null;
  fields: Json;
  idempotency_key: string;
  submitted_at: Timestamp;
}

export interface EntryUploadTable {
  entry_id: string;
  /** Id of the artefact in the definition. */
  name: string;
  sha256: string;
  filename: string;
  uploaded_at: SetTimestamp;
}

export interface EntryArtefactTable {
  entry_id: string;
  n: number;
  name: string;
  sha256: string;
  filename: string;
}

export interface EntryReturnTable {
  id: Generated<string>;
  entry_id: string;
  n: number;
  reasons: ColumnType<Record<string, string>, string, string>;
  fix_by: Timestamp;
  returned_at: Timestamp;
}

export interface EntryEventTable {
  seq: GeneratedAlways<number>;
  at: SetTimestamp;
  entry_id: string;
  contest_id: string;
  kind: EntryEventKind;
  from_state: EntryState | null;
  to_state: EntryState | 'erased';
  n: number;
  actor: string | null;
  subject: string | null;
}
