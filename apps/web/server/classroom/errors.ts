import { CodedError } from '@paperkite/kernel';

export const CLASS_ACTION_CODES = [
  'class_name_missing',
  'province_missing',
  'school_missing',
  'adults_only',
  'confirm_mismatch',
  'assets_missing',
  'project_empty',
  'due_past',
] as const;

export type ClassActionCode = (typeof CLASS_ACTION_CODES)[number];

/**
 * Why something in a class could not be done: `assets_missing`, pictures or sounds of the project are not uploaded yet;
 * `project_empty`, nothing of it has arrived; `due_past`, that day is over; `confirm_mismatch`, the name typed is not the name of the class.
 */
export class ClassActionError extends CodedError<ClassActionCode> {}
