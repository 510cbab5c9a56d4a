import { findingParams, type Definition, type Finding, type FindingCode, type FormModel } from '@paperkite/contest';
import { m } from '@paperkite/i18n';
import { preferences } from '@paperkite/ui';

/** One entry for each code, so that the compiler asks for a new one; parameters are those of the sentence. */
const SENTENCES: Record<FindingCode, (params: never) => string> = {
  window_undated: m.contest_finding_window_undated,
  window_not_open: m.contest_finding_window_not_open,
  window_closed: m.contest_finding_window_closed,
  fix_by_passed: m.contest_finding_fix_by_passed,
  group_missing: m.contest_finding_group_missing,
  group_not_in_track: m.contest_finding_group_not_in_track,
  grade_outside_group: m.contest_finding_grade_outside_group,
  grade_unknown: m.contest_finding_grade_unknown,
  team_empty: m.contest_finding_team_empty,
  team_too_large: m.contest_finding_team_too_large,
  individual_only: m.contest_finding_individual_only,
  member_twice: m.contest_finding_member_twice,
  member_not_pupil: m.contest_finding_member_not_pupil,
  member_not_teacher: m.contest_finding_member_not_teacher,
  member_other_group: m.contest_finding_member_other_group,
  member_not_accepted: m.contest_finding_member_not_accepted,
  member_limit_track: m.contest_finding_member_limit_track,
  member_limit_contest: m.contest_finding_member_limit_contest,
  artefact_missing: m.contest_finding_artefact_missing,
  artefact_unknown: m.contest_finding_artefact_unknown,
  artefact_wrong_kind: m.contest_finding_artefact_wrong_kind,
  text_too_short: m.contest_finding_text_too_short,
  text_too_long: m.contest_finding_text_too_long,
  link_invalid: m.contest_finding_link_invalid,
  file_type_not_accepted: m.contest_finding_file_type_not_accepted,
  file_too_large: m.contest_finding_file_too_large,
  file_empty: m.contest_finding_file_empty,
  file_not_uploaded: m.contest_finding_file_not_uploaded,
  project_empty: m.contest_finding_project_empty,
  project_never_starts: m.contest_finding_project_never_starts,
};

/** The words for fields that no definition names. */
const fieldName = (id: string): string =>
  id === 'group' ? m.contest_field_group() : id === 'team' ? m.contest_field_team() : m.contest_field_entry();

/** What a reason for a return is about, as those who write it and those who read it call it. */
export function reasonName({ fields }: FormModel, id: string): string {
  const field = fields.find((one) => one.id === id);
  if (field) return field.kind === 'project' ? m.contest_return_project() : field.names[preferences.locale];
  return id === 'team' ? m.contest_return_people() : fieldName(id);
}

/** The sentence of a finding, with people by the names that `personName` gives. */
export const findingText = (
  finding: Finding,
  { definition, track, personName }: { definition: Definition; track: string; personName: (id: string) => string },
): string =>
  SENTENCES[finding.code](
    findingParams(finding, {
      locale: preferences.locale,
      definition,
      track,
      nameOf: (kind, id) => (kind === 'person' ? personName(id) : kind === 'field' ? fieldName(id) : id),
    }) as never,
  );
