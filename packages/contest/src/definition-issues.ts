/** What can be wrong with one place in a definition. The sentence for each is `contest_definition_<code>`. */
export const DEFINITION_ISSUE_CODES = [
  'missing_key',
  'unknown_key',
  'wrong_value',
  'bad_date',
  'bad_time_zone',
  'bad_grades',
  'bad_id',
  'duplicate_id',
  'unknown_reference',
  'window_reversed',
  'weights_not_one',
  'table_unused',
  'stage_order',
  'limits_reversed',
] as const;

export type DefinitionIssueCode = (typeof DEFINITION_ISSUE_CODES)[number];

/** One fault in a definition. `path` is dotted, as an author would look for it: `tracks.inter.team.max`, `stages.2.quota`. */
export interface DefinitionIssue {
  readonly path: string;
  readonly code: DefinitionIssueCode;
  readonly details: Readonly<Record<string, string | number>>;
}
