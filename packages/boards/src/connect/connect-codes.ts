import { CodedError } from '@paperkite/kernel';

/**
 * Why there is no board, or no program on it, as a person can be told: each has a sentence and a next step in the messages
 * `connect_<code>_what` and `connect_<code>_next`.
 */
export const CONNECT_CODES = [
  /** Neither Web Serial nor WebUSB. */
  'unsupported_browser',
  /** Not served over https: browsers then hide boards. */
  'insecure_page',
  /** Forbidden for this page by the school, the administrator or the page around it. */
  'blocked_by_policy',
  /** The list was closed, or had nothing to choose. */
  'nothing_chosen',
  /** Another board of this page has the port. */
  'busy_other_board',
  /** Another tab of ours has the board. */
  'busy_other_tab',
  /** The system does not hand the port over: another program has it. */
  'busy_other_program',
  /** The same on Linux, where missing rights look the same. */
  'busy_or_no_rights_linux',
  /** The system's rules forbid it. */
  'no_rights',
  'no_rights_linux',
  /** Over WebUSB: the board's USB chip is of a kind that needs Web Serial. */
  'usb_chip_needs_serial',
  /** A board, but another kind. `found` where known. */
  'wrong_board',
  /** Nothing at the other end speaks: no firmware, no bootloader. */
  'no_answer',
  /** The board's firmware is newer than this page. */
  'firmware_newer',
  /** It was pulled out, or switched off. */
  'board_lost',
  'board_lost_uploading',
  'upload_unsteady',
  /** The board does not keep what is written. */
  'upload_not_kept',
  'program_too_large',
  'file_damaged',
  'file_wrong_board',
  'file_over_bootloader',
  /** A micro:bit V1 whose interface chip has a firmware from before WebUSB. */
  'microbit_firmware_old',
  /** Something of our own went wrong. */
  'unexpected',
] as const;

export type ConnectCode = (typeof CONNECT_CODES)[number];

/** The failures that are known before anything was tried, or of connecting itself. `details` may hold `line`, `found`, `bytes`, `max`. */
export class ConnectError extends CodedError<ConnectCode> {}
