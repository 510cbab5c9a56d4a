import type { Result } from '@paperkite/kernel';
import type { FilesError } from './errors.ts';

/** What is about to be stored. */
export interface ExpectedFile {
  /** SHA-256 of the content: 64 lower-case hex digits. */
  sha256: string;
  /** Bytes. */
  size: number;
}

/** The content of a file, at once or in pieces (a web or Node stream is such). */
export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Files by the SHA-256 of their content. Whoever may read one is decided elsewhere: a store answers everybody.
 * Whatever is there is whole and durable; a file that broke off on its way leaves nothing behind.
 */
export interface FileStore {
  /**
   * Stores a file and resolves when it is durable. The content is read and checked in full even if the file is there
   * already: knowing a hash must not be enough to have what is behind it. Errors: all codes.
   */
  put(content: FileContent, expected: ExpectedFile): Promise<Result<void, FilesError>>;
  /** The whole content; undefined when there is no such file. Throws a FilesError `storage-unavailable`. */
  get(sha256: string): Promise<Uint8Array | undefined>;
  /** The content piece by piece, for what is too large to hold. Throws a FilesError `storage-unavailable`. */
  open(sha256: string): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Throws a FilesError `storage-unavailable`. */
  has(sha256: string): Promise<boolean>;
  /** Removes a file; nothing happens when there is none. Throws a FilesError `storage-unavailable`. */
  delete(sha256: string): Promise<void>;
  /** How a browser can send a file past this server. Absent where there is no such way. */
  readonly direct?: DirectUploads;
}

/** Uploads that go from the browser straight to the storage service. */
export interface DirectUploads {
  /** An address for one upload. It counts for nothing until `finish` has checked what arrived. Error: `storage-unavailable`. */
  start(expected: ExpectedFile): Promise<Result<DirectUpload, FilesError>>;
  /** Checks what arrived and makes it a file of the store, or removes it. Errors: all codes. */
  finish(id: string, expected: ExpectedFile): Promise<Result<void, FilesError>>;
}

export interface DirectUpload {
  /** Names the upload in `finish`. */
  id: string;
  /** Where to `PUT` the bytes; works for a limited time, for this one upload only. */
  url: string;
}

/** Files larger than this are refused by default: a contest video of some minutes. */
export const DEFAULT_MAX_BYTES = 500 * 1024 * 1024;

/** Whether a text can be the name of a file here. Anything else is refused before it becomes part of a path. */
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
