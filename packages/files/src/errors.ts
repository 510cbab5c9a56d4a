import { CodedError } from '@paperkite/kernel';

/** Why a file could not be stored or fetched. Details: `limit` in bytes for `file-too-large`. */
export const FILES_ERROR_CODES = [
  /** The content has not the hash or the size that it was announced with. Sending it again may help. */
  'upload-damaged',
  'file-too-large',
  /** The disk or the storage service refuses or cannot be reached; `cause` says what it said. */
  'storage-unavailable',
] as const;

export type FilesErrorCode = (typeof FILES_ERROR_CODES)[number];

export class FilesError extends CodedError<FilesErrorCode> {}
