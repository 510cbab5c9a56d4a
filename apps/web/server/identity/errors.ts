import { CodedError } from '@paperkite/kernel';

export const IDENTITY_ERROR_CODES = [
  'name_missing',
  'email_invalid',
  'email_taken',
  'password_short',
  'password_long',
  'credentials_wrong',
  'too_many_attempts',
  'code_invalid',
  'code_unknown',
  'class_frozen',
  'class_full',
  'nickname_invalid',
  'nickname_personal',
  'nickname_taken',
  'nickname_unknown',
  'pin_invalid',
  'pin_weak',
  'pin_wrong',
] as const;

export type IdentityErrorCode = (typeof IDENTITY_ERROR_CODES)[number];

/** Why somebody could not sign up, sign in or join. `details.seconds`: how long to wait, with `too_many_attempts`. */
export class IdentityError extends CodedError<IdentityErrorCode> {}
