import type * as contest from './contest.ts';
import type * as organisation from './organisation.ts';
import type * as work from './work.ts';

export * from './contest.ts';
export * from './organisation.ts';
export * from './work.ts';

/**
 * The tables of schema `app`, for Kysely: names in camel case here, in snake case in SQL. What each is for stands in
 * `migrations/`.
 */
export interface Database {
  unit: organisation.UnitTable;
  person: organisation.PersonTable;
  pseudonym: organisation.PseudonymTable;
  unitRole: organisation.UnitRoleTable;
  class: organisation.ClassTable;
  classCode: organisation.ClassCodeTable;
  classTeacher: organisation.ClassTeacherTable;
  seat: organisation.SeatTable;
  auditEvent: organisation.AuditEventTable;
  asset: work.AssetTable;
  snapshot: work.SnapshotTable;
  snapshotAsset: work.SnapshotAssetTable;
  handout: work.HandoutTable;
  project: work.ProjectTable;
  projectMember: work.ProjectMemberTable;
  projectAsset: work.ProjectAssetTable;
  projectUpdate: work.ProjectUpdateTable;
  projectState: work.ProjectStateTable;
  projectVersion: work.ProjectVersionTable;
  contestDefinition: contest.ContestDefinitionTable;
  contest: contest.ContestTable;
  entry: contest.EntryTable;
  entryDraft: contest.EntryDraftTable;
  entryMember: contest.EntryMemberTable;
  entryClaim: contest.EntryClaimTable;
  entryVersion: contest.EntryVersionTable;
  entryUpload: contest.EntryUploadTable;
  entryArtefact: contest.EntryArtefactTable;
  entryReturn: contest.EntryReturnTable;
  entryEvent: contest.EntryEventTable;
}
