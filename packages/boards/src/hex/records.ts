import { err, ok, type Result } from '@paperkite/kernel';
import { HexError } from './errors.ts';

/** A universal hex for both micro:bits has 1.3 MB; nothing for our boards is larger than this. */
export const MAX_HEX_CHARACTERS = 8_000_000;

/**
 * Record types of Intel HEX (0 to 5) and of the micro:bit's universal hex (10 to 14).
 * @see https://tech.microbit.org/software/spec-universal-hex/
 */
export const HEX_RECORD = {
  data: 0,
  end: 1,
  segment: 2,
  startSegment: 3,
  linear: 4,
  startLinear: 5,
  blockStart: 10,
  blockEnd: 11,
  paddedData: 12,
  customData: 13,
  otherData: 14,
} as const;

/** One line of a `.hex` file. `line` counts from 1. */
export interface HexRecord {
  readonly line: number;
  readonly type: number;
  /** 16 bits. */
  readonly offset: number;
  /** At most 255 bytes. */
  readonly bytes: Uint8Array;
}

/** Lengths that a type's data must have; others are free. */
const FIXED_LENGTHS: Readonly<Record<number, number>> = { 1: 0, 2: 2, 3: 4, 4: 2, 5: 4 };

/** Splits a `.hex` file into checked records, up to and with the end record. Empty lines are passed over. */
export function parseHexRecords(text: string): Result<HexRecord[], HexError> {
  if (text.length > MAX_HEX_CHARACTERS) return err(new HexError('hex-too-large', { max: MAX_HEX_CHARACTERS }));
  const records: HexRecord[] = [];
  let ended = false;
  let line = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    line++;
    const trimmed = raw.trim();
    if (trimmed === '') continue;
    if (ended) return err(new HexError('hex-after-end', { line }));
    const record = parseRecord(trimmed, line);
    if (!record.ok) return record;
    records.push(record.value);
    ended = record.value.type === HEX_RECORD.end;
  }
  if (ended) return ok(records);
  return err(new HexError(records.length === 0 ? 'hex-empty' : 'hex-cut-off'));
}

function parseRecord(text: string, line: number): Result<HexRecord, HexError> {
  const digits = text.slice(1);
  if (!text.startsWith(':') || digits.length < 10 || digits.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(digits))
    return err(new HexError('hex-not-hex', { line }));
  const all = new Uint8Array(digits.length / 2);
  let sum = 0;
  for (let at = 0; at < all.length; at++) {
    all[at] = parseInt(digits.slice(at * 2, at * 2 + 2), 16);
    sum += all[at] ?? 0;
  }
  const [count = 0, high = 0, low = 0, type = 0] = all;
  if (all.length !== count + 5) return err(new HexError('hex-not-hex', { line }));
  if ((sum & 0xff) !== 0) return err(new HexError('hex-checksum', { line }));
  const known = type <= HEX_RECORD.startLinear || (type >= HEX_RECORD.blockStart && type <= HEX_RECORD.otherData);
  if (!known || (FIXED_LENGTHS[type] ?? count) !== count) return err(new HexError('hex-record', { line }));
  return ok({ line, type, offset: high * 256 + low, bytes: all.subarray(4, 4 + count) });
}

/** The line of a record, with its checksum, without a line end. */
export function formatHexRecord(type: number, offset: number, bytes: Uint8Array): string {
  const all = [bytes.length, (offset >> 8) & 0xff, offset & 0xff, type, ...bytes];
  const sum = all.reduce((total, byte) => total + byte, 0);
  return `:${[...all, -sum & 0xff].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}
