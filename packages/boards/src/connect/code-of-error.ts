import { HexError, type HexErrorCode } from '../hex/errors.ts';
import { LinkError, type LinkErrorCode } from '../link/index.ts';
import { FlashError, type FlashErrorCode } from '../stk500/errors.ts';
import { TransportError, type TransportErrorCode } from '../transport/errors.ts';
import { ConnectError, type ConnectCode } from './connect-codes.ts';

/** What an error means to a person. `vanished`: the board is gone, which is a state of its own. */
type Meaning = ConnectCode | 'vanished';

const TRANSPORT: Readonly<Record<TransportErrorCode, Meaning>> = {
  'not-open': 'unexpected',
  'already-open': 'busy_other_board',
  'open-failed': 'busy_other_program',
  'not-permitted': 'no_rights',
  lost: 'vanished',
  'reader-busy': 'unexpected',
  garbled: 'upload_unsteady',
  unsupported: 'wrong_board',
};

const LINK: Readonly<Record<LinkErrorCode, Meaning>> = {
  'no-answer': 'no_answer',
  'other-firmware': 'no_answer',
  'firmware-old': 'no_answer',
  'firmware-new': 'firmware_newer',
  'wrong-board': 'wrong_board',
  refused: 'unexpected',
  restarted: 'unexpected',
  lost: 'vanished',
  closed: 'unexpected',
};

const FLASH: Readonly<Record<FlashErrorCode, Meaning>> = {
  'flash-no-bootloader': 'no_answer',
  'flash-wrong-chip': 'wrong_board',
  'flash-overlaps-bootloader': 'file_over_bootloader',
  'flash-too-large': 'program_too_large',
  'flash-verify-failed': 'upload_not_kept',
  'flash-unsteady': 'upload_unsteady',
  'flash-board-lost': 'vanished',
};

const HEX: Readonly<Record<HexErrorCode, Meaning>> = {
  'hex-too-large': 'program_too_large',
  'hex-not-hex': 'file_damaged',
  'hex-checksum': 'file_damaged',
  'hex-record': 'file_damaged',
  'hex-overlap': 'file_damaged',
  'hex-cut-off': 'file_damaged',
  'hex-after-end': 'file_damaged',
  'hex-empty': 'file_damaged',
  'hex-wrong-board': 'file_wrong_board',
};

export interface ExplainedError {
  readonly meaning: Meaning;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What any error of this package means to a person; errors of elsewhere are `unexpected`. */
export function explainError(error: unknown): ExplainedError {
  if (error instanceof TransportError) return { meaning: TRANSPORT[error.code], details: error.details };
  if (error instanceof LinkError) return { meaning: LINK[error.code], details: error.details };
  if (error instanceof FlashError) return { meaning: FLASH[error.code], details: error.details };
  if (error instanceof HexError) return { meaning: HEX[error.code], details: error.details };
  if (error instanceof ConnectError) return { meaning: error.code, details: error.details };
  return { meaning: 'unexpected', details: {} };
}
