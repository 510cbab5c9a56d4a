import { CodedError } from '@paperkite/kernel';

/** Everything this package expects to go wrong. The interface has a sentence for each: `errors_<code>`. */
export const DATA_ERROR_CODES = [
  'database_in_use',
  'database_start_failed',
  'database_platform_unsupported',
  'database_too_old',
  'database_newer',
  'migration_changed',
  'migration_failed',
  'not_found',
  'not_allowed',
  'unknown_document',
  'nickname_taken',
  'already_in_class',
  'class_frozen',
  'class_full',
  'join_code_invalid',
  'join_codes_exhausted',
  'sole_teacher',
  'contest_not_open',
  'contest_closed',
  'fix_by_passed',
  'entry_state',
  'entry_member_pending',
  'entry_team_full',
  'already_entered',
  'idempotency_mismatch',
  'assets_missing',
  'versions_full',
] as const;

export type DataErrorCode = (typeof DATA_ERROR_CODES)[number];

/** An expected failure of storage: see {@link DATA_ERROR_CODES}. Bugs stay ordinary errors. */
export class DataError extends CodedError<DataErrorCode> {}
