import { m } from '@paperkite/i18n';
import type { IdentityErrorCode } from '../../../server/identity/errors.ts';

const SENTENCES: Record<IdentityErrorCode, (details: { seconds: number }) => string> = {
  name_missing: m.account_error_name_missing,
  email_invalid: m.account_error_email_invalid,
  email_taken: m.account_error_email_taken,
  password_short: m.account_error_password_short,
  password_long: m.account_error_password_long,
  credentials_wrong: m.account_error_credentials_wrong,
  too_many_attempts: ({ seconds }) =>
    m.account_error_too_many_attempts({ minutes: Math.max(1, Math.ceil(seconds / 60)) }),
  code_invalid: m.account_error_code_invalid,
  code_unknown: m.account_error_code_unknown,
  class_frozen: m.account_error_class_frozen,
  class_full: m.account_error_class_full,
  nickname_invalid: m.account_error_nickname_invalid,
  nickname_personal: m.account_error_nickname_personal,
  nickname_taken: m.account_error_nickname_taken,
  nickname_unknown: m.account_error_nickname_unknown,
  pin_invalid: m.account_error_pin_invalid,
  pin_weak: m.account_error_pin_weak,
  pin_wrong: m.account_error_pin_wrong,
};

/** What happened and what to do, in the language of the page. */
export const identityMessage = (code: IdentityErrorCode, seconds = 0): string => SENTENCES[code]({ seconds });
