/** Everything that the rules of a contest can say about an entry. The sentence for each is `contest_finding_<code>`. */
export const FINDING_CODES = [
  'window_undated',
  'window_not_open',
  'window_closed',
  'fix_by_passed',
  'group_missing',
  'group_not_in_track',
  'grade_outside_group',
  'grade_unknown',
  'team_empty',
  'team_too_large',
  'individual_only',
  'member_twice',
  'member_not_pupil',
  'member_not_teacher',
  'member_other_group',
  'member_not_accepted',
  'member_limit_track',
  'member_limit_contest',
  'artefact_missing',
  'artefact_unknown',
  'artefact_wrong_kind',
  'text_too_short',
  'text_too_long',
  'link_invalid',
  'file_type_not_accepted',
  'file_too_large',
  'file_empty',
  'file_not_uploaded',
  'project_empty',
  'project_never_starts',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/**
 * One remark of the rules. `field` is an artefact's id, `group`, `team` or `window`, so that the form can show it in its
 * place. An `error` stops submission; a `warning` is shown and left to people. In `details`, keys that end in `At` are
 * instants in milliseconds, `person` is an id that the page replaces by a name.
 */
export interface Finding {
  readonly code: FindingCode;
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly details: Readonly<Record<string, string | number>>;
}

export const fault = (code: FindingCode, field: string, details: Finding['details'] = {}): Finding => ({
  code,
  field,
  severity: 'error',
  details,
});

export const remark = (code: FindingCode, field: string, details: Finding['details'] = {}): Finding => ({
  code,
  field,
  severity: 'warning',
  details,
});

/** Whether these findings leave nothing in the way of submitting. */
export const allowsSubmission = (findings: readonly Finding[]): boolean =>
  findings.every(({ severity }) => severity !== 'error');
