import { CodedError } from '@paperkite/kernel';

/**
 * Why a `.hex` file cannot be used. `line` counts from 1.
 *
 * - `hex-too-large`: more text than any board's file has (`max` characters).
 * - `hex-not-hex`: `line` is no line of an Intel HEX file.
 * - `hex-checksum`: `line` was damaged.
 * - `hex-record`: `line` is a record that does not exist, or of the wrong length.
 * - `hex-overlap`: `line` says otherwise what is at `address`.
 * - `hex-cut-off`: the file ends without its end record.
 * - `hex-after-end`: `line` comes after the end record.
 * - `hex-empty`: no data in it.
 * - `hex-wrong-board`: made for `found`, not for `wanted`.
 */
export type HexErrorCode =
  | 'hex-too-large'
  | 'hex-not-hex'
  | 'hex-checksum'
  | 'hex-record'
  | 'hex-overlap'
  | 'hex-cut-off'
  | 'hex-after-end'
  | 'hex-empty'
  | 'hex-wrong-board';

export class HexError extends CodedError<HexErrorCode> {}
