import { CodedError } from '@paperkite/kernel';
import { REFUSALS } from '../refusals.ts';

/** Why a project cannot be opened, or its edits and assets cannot become durable. The edits stay on the device in any case. */
export const COLLAB_ERROR_CODES = [
  ...REFUSALS,
  /** There are edits, and this person may only look. */
  'read-only',
  /** The browser has no room left. */
  'device-storage-full',
  /** The browser forbids storage, or it is broken. */
  'device-storage-unavailable',
  /** The server does not take a costume or sound (too big, not what it claims to be). */
  'upload-refused',
  /** No server is attached: the project lives on this device only. */
  'no-server',
  /** Waited as long as the caller said. Details: `seconds`. */
  'timed-out',
  /** The project was closed meanwhile. */
  'closed',
] as const;
export type CollabErrorCode = (typeof COLLAB_ERROR_CODES)[number];

export class CollabError extends CodedError<CollabErrorCode> {}
