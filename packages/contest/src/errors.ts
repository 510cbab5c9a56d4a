import { CodedError } from '@paperkite/kernel';
import type { DefinitionIssue } from './definition-issues.ts';
import type { Finding } from './findings.ts';

/** Every way in which a definition, a form or a step in the life of an entry can be refused. */
export const CONTEST_ERROR_CODES = [
  'definition_too_large',
  'definition_syntax',
  'definition_invalid',
  'track_unknown',
  'track_for_units',
  'artefact_undeclared',
  'no_check_stage',
  'unit_not_found',
  'not_allowed',
  'wrong_state',
  'version_stale',
  'key_invalid',
  'snapshot_invalid',
  'window_not_open',
  'window_closed',
  'window_undated',
  'fix_by_passed',
  'fix_by_not_passed',
  'fix_by_not_in_future',
  'entry_not_ready',
  'check_waits_for_close',
  'reasons_missing',
  'reason_empty',
  'reason_too_long',
  'reason_field_unknown',
  'team_full',
  'member_wrong_kind',
] as const;

export type ContestErrorCode = (typeof CONTEST_ERROR_CODES)[number];

/**
 * The expected failures of contests. `findings` are set for `entry_not_ready` and the window codes, so that the form can
 * point at the fields; `issues` are set for `definition_invalid`, one per fault, each with its path. Detail keys that end
 * in `At` are instants in milliseconds since the epoch (see {@link messageParams}).
 */
export class ContestError extends CodedError<ContestErrorCode> {
  readonly findings: readonly Finding[];
  readonly issues: readonly DefinitionIssue[];

  constructor(
    code: ContestErrorCode,
    details: Readonly<Record<string, string | number>> = {},
    more: { findings?: readonly Finding[]; issues?: readonly DefinitionIssue[]; cause?: unknown } = {},
  ) {
    super(code, details, more.cause === undefined ? undefined : { cause: more.cause });
    this.findings = more.findings ?? [];
    this.issues = more.issues ?? [];
  }
}
