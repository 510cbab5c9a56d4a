import { CodedError } from '@paperkite/kernel';

/**
 * Everything that can go wrong with a live link. Cancelled is not in the list: an aborted call rejects with its signal's reason.
 *
 * - `no-answer`: the board said nothing at all. It may be off, of another kind, or without our firmware.
 * - `other-firmware`: something arrived, but no hello: another program is on the board.
 * - `firmware-old`, `firmware-new`: it is our firmware, of an older or newer version of the link (`firmware`, `protocol`).
 * - `wrong-board`: our firmware on another kind of board (`board`).
 * - `refused`: the board cannot do that (`reason`).
 * - `restarted`: the board restarted before it answered; the link goes on.
 * - `lost`: the cable or the board is gone, or it fell silent and did not come back.
 * - `closed`: the link was closed by this program.
 */
export type LinkErrorCode =
  | 'no-answer'
  | 'other-firmware'
  | 'firmware-old'
  | 'firmware-new'
  | 'wrong-board'
  | 'refused'
  | 'restarted'
  | 'lost'
  | 'closed';

export class LinkError extends CodedError<LinkErrorCode> {}
