import { CodedError } from '@paperkite/kernel';

/** Why something that a child or a teacher typed about a class cannot be used. */
export const CLASSROOM_ERROR_CODES = [
  'code_empty',
  'code_length',
  'code_character',
  'code_expired',
  'code_revoked',
  'nickname_empty',
  'nickname_too_long',
  'nickname_unsafe',
  'nickname_personal',
  'nickname_reserved',
  'nickname_taken',
  'pin_not_digits',
  'pin_length',
  'pin_weak',
] as const;

export type ClassroomErrorCode = (typeof CLASSROOM_ERROR_CODES)[number];

/** The expected failures of joining a class. Details never hold a PIN or a nickname. */
export class ClassroomError extends CodedError<ClassroomErrorCode> {}
