import type { Finding } from '@paperkite/contest';
import { CodedError } from '@paperkite/kernel';

/** What can stand in the way of entering a contest, besides what the database refuses (`DataErrorCode`). */
export const ENTRY_ERROR_CODES = [
  /** The server does not have every edit that the page knows of yet. Try again in a moment. */
  'not_durable_yet',
  /** Costumes or sounds of the project have not arrived. */
  'assets_missing',
  'project_missing',
  /** Rules are broken; `findings` says which. */
  'not_ready',
  'class_missing',
  'track_unknown',
  'upload_unwanted',
  'upload_empty',
  'upload_too_large',
  'upload_type',
  'upload_failed',
  'reasons_missing',
  'reason_too_long',
  'dates_wrong',
  'fix_by_wrong',
  'check_waits_for_close',
  'title_wrong',
] as const;

export type EntryErrorCode = (typeof ENTRY_ERROR_CODES)[number];

/** An expected failure on the way of a work into a contest and through its check. */
export class EntryError extends CodedError<EntryErrorCode> {
  readonly findings: readonly Finding[];

  constructor(
    code: EntryErrorCode,
    details: Readonly<Record<string, string | number>> = {},
    findings: readonly Finding[] = [],
  ) {
    super(code, details);
    this.findings = findings;
  }
}
