import { CodedError } from '@paperkite/kernel';

/**
 * Everything that can go wrong with a byte pipe to a board. Being aborted is not in the list: an aborted call rejects with its
 * signal's own reason, so that a caller can tell its timeouts from its cancellations.
 *
 * - `not-open`: used before `open` or after `close` (a read that waited when `close` came ends with this, too).
 * - `already-open`: opened twice by this program.
 * - `open-failed`: the system does not hand the port over; another program has it, or the rules of the system forbid it. Browsers do not say which.
 * - `not-permitted`: the person, the page's policy or the school's policy said no.
 * - `lost`: the device is gone (cable pulled, board switched off); `open` may be tried again once it is back.
 * - `reader-busy`: a second `read` while one waits.
 * - `garbled`: bytes were lost or damaged on the way in (buffer overrun, framing, parity, break). The pipe goes on: read again.
 * - `unsupported`: the port cannot do this (speed, control lines).
 */
export type TransportErrorCode =
  'not-open' | 'already-open' | 'open-failed' | 'not-permitted' | 'lost' | 'reader-busy' | 'garbled' | 'unsupported';

export class TransportError extends CodedError<TransportErrorCode> {}
