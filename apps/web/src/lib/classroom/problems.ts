import { m } from '@paperkite/i18n';
import { MAX_NICKNAME_LENGTH, type ClassroomErrorCode } from '@paperkite/classroom';
import type { ClassActionCode } from '../../../server/classroom/errors.ts';

/** What else the server says about work in a class, besides its own refusals. */
type OtherCode =
  | 'offline'
  | 'not_found'
  | 'not_allowed'
  | 'nickname_taken'
  | 'class_frozen'
  | 'class_full'
  | 'sole_teacher'
  | 'not-signed-in';

const ACTION: Record<ClassActionCode | OtherCode, () => string> = {
  class_name_missing: m.classroom_problem_class_name_missing,
  province_missing: m.classroom_problem_province_missing,
  school_missing: m.classroom_problem_school_missing,
  adults_only: m.classroom_problem_adults_only,
  confirm_mismatch: m.classroom_problem_confirm_mismatch,
  assets_missing: m.classroom_problem_assets_missing,
  project_empty: m.classroom_problem_project_empty,
  due_past: m.classroom_problem_due_past,
  offline: m.classroom_problem_offline,
  not_found: m.classroom_problem_not_found,
  not_allowed: m.classroom_problem_not_allowed,
  nickname_taken: m.classroom_problem_nickname_taken,
  class_frozen: m.classroom_problem_class_frozen,
  class_full: m.classroom_problem_class_full,
  sole_teacher: m.classroom_problem_sole_teacher,
  'not-signed-in': m.classroom_problem_not_signed_in,
};

type NicknameCode = Extract<ClassroomErrorCode, `nickname_${string}`>;
const NICKNAME: Record<Exclude<NicknameCode, 'nickname_taken'>, () => string> = {
  nickname_empty: m.classroom_error_nickname_empty,
  nickname_too_long: () => m.classroom_error_nickname_too_long({ max: MAX_NICKNAME_LENGTH }),
  nickname_unsafe: m.classroom_error_nickname_unsafe,
  nickname_personal: m.classroom_error_nickname_personal,
  nickname_reserved: m.classroom_error_nickname_reserved,
};

const SENTENCES: Readonly<Record<string, () => string>> = { ...ACTION, ...NICKNAME };

/** What happened and what to do, for a code of `send`; with the code itself when nobody foresaw it. */
export const problemText = (code: string): string => SENTENCES[code]?.() ?? m.classroom_problem_other({ code });
