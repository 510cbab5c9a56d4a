import type { Finding } from '@paperkite/contest';
import type { DataErrorCode } from '@paperkite/data';
import { m } from '@paperkite/i18n';
import type { EntryErrorCode } from '#server/contests/errors.ts';

/** Failures of the page itself. */
export type PageProblemCode = 'network' | 'not_saved' | 'save_refused';
export type EntryProblemCode = EntryErrorCode | DataErrorCode | PageProblemCode;

/** Why something was refused, as the server answers it. */
export interface EntryProblem {
  code: EntryProblemCode;
  details: Readonly<Record<string, string | number>>;
  findings: readonly Finding[];
}

/** A problem that has no more to say than its code. */
export const problem = (code: EntryProblemCode): EntryProblem => ({ code, details: {}, findings: [] });

type Details = EntryProblem['details'];

const megabytes = ({ maxBytes }: Details): string => String(Math.floor(Number(maxBytes) / (1024 * 1024)));

/** What the database can answer on the pages of contests. */
const REFUSED = {
  not_found: m.errors_not_found,
  not_allowed: m.errors_not_allowed,
  contest_not_open: m.errors_contest_not_open,
  contest_closed: m.errors_contest_closed,
  fix_by_passed: m.errors_fix_by_passed,
  entry_state: m.errors_entry_state,
  entry_member_pending: m.errors_entry_member_pending,
  entry_team_full: m.errors_entry_team_full,
  already_entered: m.errors_already_entered,
  idempotency_mismatch: m.errors_idempotency_mismatch,
} satisfies Partial<Record<DataErrorCode, () => string>>;

const OWN: Record<EntryErrorCode | PageProblemCode, (details: Details) => string> = {
  network: () => m.contest_problem_network(),
  not_saved: () => m.contest_problem_not_saved(),
  save_refused: () => m.contest_problem_save_refused(),
  not_durable_yet: () => m.contest_problem_not_durable_yet(),
  assets_missing: () => m.contest_problem_assets_missing(),
  project_missing: () => m.contest_problem_project_missing(),
  not_ready: ({ count }) => m.contest_error_entry_not_ready({ count: String(count ?? '') }),
  class_missing: () => m.contest_problem_class_missing(),
  track_unknown: () => m.contest_problem_track_unknown(),
  upload_unwanted: () => m.contest_problem_upload_unwanted(),
  upload_empty: () => m.contest_problem_upload_empty(),
  upload_too_large: (details) => m.contest_problem_upload_too_large({ megabytes: megabytes(details) }),
  upload_type: ({ accept }) => m.contest_problem_upload_type({ accept: shortTypes(String(accept ?? '')) }),
  upload_failed: () => m.contest_problem_upload_failed(),
  reasons_missing: () => m.contest_error_reasons_missing(),
  reason_too_long: ({ max }) => m.contest_problem_reason_too_long({ max: String(max) }),
  fix_by_wrong: () => m.contest_error_fix_by_not_in_future(),
  check_waits_for_close: () => m.contest_error_check_waits_for_close(),
  dates_wrong: () => m.contest_problem_dates_wrong(),
  title_wrong: () => m.contest_problem_title_wrong(),
};

/** Media types as people know them: `video/mp4` is MP4. */
export const shortTypes = (types: string): string =>
  types.replaceAll(/[a-z]+\/([a-z0-9.+-]+)/g, (_, subtype: string) => subtype.toUpperCase());

/** What happened and what to do, in the language of the page. */
export function problemText({ code, details }: EntryProblem): string {
  if (Object.hasOwn(OWN, code)) return OWN[code as keyof typeof OWN](details);
  const sentence = REFUSED[code as keyof typeof REFUSED] as (() => string) | undefined;
  return sentence ? sentence() : m.contest_problem_network();
}

/** Codes of the database with a sentence here. */
export const REFUSED_CODES = Object.keys(REFUSED);
