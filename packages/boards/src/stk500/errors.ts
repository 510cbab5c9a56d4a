import { CodedError } from '@paperkite/kernel';

/**
 * Why a program did not get onto the board. After any of them the next upload starts from the beginning and repairs what was left
 * half done: the bootloader itself is never written.
 *
 * - `flash-no-bootloader`: nobody answered, at no speed.
 * - `flash-wrong-chip`: the bootloader is that of another chip (`signature`, hexadecimal).
 * - `flash-overlaps-bootloader`: the file wants `address`, where the bootloader is.
 * - `flash-too-large`: the program has `bytes`, the board takes `max`.
 * - `flash-verify-failed`: the board does not keep what was written at `address`.
 * - `flash-unsteady`: the connection broke down again and again.
 * - `flash-board-lost`: the cable was pulled, or the board switched off.
 */
export type FlashErrorCode =
  | 'flash-no-bootloader'
  | 'flash-wrong-chip'
  | 'flash-overlaps-bootloader'
  | 'flash-too-large'
  | 'flash-verify-failed'
  | 'flash-unsteady'
  | 'flash-board-lost';

export class FlashError extends CodedError<FlashErrorCode> {}
