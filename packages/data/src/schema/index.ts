import type * as contest from './contest.ts';
import type * as organisation from './organisation.ts';
import type * as work from './work.ts';

export * from './contest.ts';
export * from './organisation.ts';
export * from './work.ts';

/** The tables of schema `app`, for Kysely. What each is for stands in `migrations/`. */
export interface Database {
  unit: organisation.UnitTable;
  person: organisation.PersonTable;
  pseudonym: organisation.PseudonymTable;
  unit_role: organisation.UnitRoleTable;
  class: organisation.ClassTable;
  class_code: organisation.ClassCodeTable;
  class_teacher: organisation.ClassTeacherTable;
  seat: organisation.SeatTable;
  audit_event: organisation.AuditEventTable;
  asset: work.AssetTable;
  snapshot: work.SnapshotTable;
  snapshot_asset: work.SnapshotAssetTable;
  handout: work.HandoutTable;
  project: work.ProjectTable;
  project_member: work.ProjectMemberTable;
  project_asset: work.ProjectAssetTable;
  project_update: work.ProjectUpdateTable;
  project_state: work.ProjectStateTable;
  project_version: work.ProjectVersionTable;
  contest_definition: contest.ContestDefinitionTable;
  contest: contest.ContestTable;
  entry: contest.EntryTable;
  entry_draft: contest.EntryDraftTable;
  entry_member: contest.EntryMemberTable;
  entry_claim: contest.EntryClaimTable;
  entry_version: contest.EntryVersionTable;
  entry_upload: contest.EntryUploadTable;
  entry_artefact: contest.EntryArtefactTable;
  entry_return: contest.EntryReturnTable;
  entry_event: contest.EntryEventTable;
}
