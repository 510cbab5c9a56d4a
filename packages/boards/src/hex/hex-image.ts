import { err, ok, type Result } from '@paperkite/kernel';
import { HexError } from './errors.ts';
import { formatHexRecord, HEX_RECORD, parseHexRecords, type HexRecord } from './records.ts';

/** Bytes at consecutive addresses (32 bits). */
export interface HexSegment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** What a `.hex` file puts where: segments in ascending order that neither overlap nor touch. */
export interface HexImage {
  readonly segments: readonly HexSegment[];
}

const SEGMENT_BYTES = 0x10000;
const RECORD_BYTES = 16;

/** Reads an Intel HEX file (record types 0 to 5; start addresses are checked and passed over). A universal hex is refused as `hex-record`. */
export function parseIntelHex(text: string): Result<HexImage, HexError> {
  const records = parseHexRecords(text);
  if (!records.ok) return records;
  const foreign = records.value.find((record) => record.type > HEX_RECORD.startLinear);
  if (foreign !== undefined) return err(new HexError('hex-record', { line: foreign.line }));
  return imageOfRecords(records.value);
}

/** Puts data records together; other types than data and addresses are passed over. */
export function imageOfRecords(records: readonly HexRecord[]): Result<HexImage, HexError> {
  const pieces: (HexSegment & { readonly line: number })[] = [];
  let base = 0;
  let span = 2 ** 32;
  for (const { type, bytes, offset, line } of records) {
    const value = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
    if (type === HEX_RECORD.segment) [base, span] = [value * 16, SEGMENT_BYTES];
    else if (type === HEX_RECORD.linear) [base, span] = [value * SEGMENT_BYTES, 2 ** 32];
    else if (type === HEX_RECORD.data && bytes.length > 0) {
      // In a segment, and at the end of memory, addresses wrap around.
      const start = span === SEGMENT_BYTES ? offset : base + offset;
      const before = Math.min(bytes.length, span - start);
      const origin = span === SEGMENT_BYTES ? base : 0;
      pieces.push({ address: origin + start, bytes: bytes.subarray(0, before), line });
      if (before < bytes.length) pieces.push({ address: origin, bytes: bytes.subarray(before), line });
    }
  }
  if (pieces.length === 0) return err(new HexError('hex-empty'));
  pieces.sort((one, other) => one.address - other.address || one.line - other.line);
  return joined(pieces);
}

/** Pieces in ascending order made into segments. Saying the same byte twice is no harm. */
function joined(pieces: readonly (HexSegment & { readonly line: number })[]): Result<HexImage, HexError> {
  const segments: HexSegment[] = [];
  let run: HexSegment[] = [];
  let end = -1;
  const flush = (): void => {
    const first = run[0];
    if (first !== undefined)
      segments.push({ address: first.address, bytes: concatenated(run.map(({ bytes }) => bytes)) });
    run = [];
  };
  for (const { address, bytes, line } of pieces) {
    const known = Math.max(0, Math.min(end - address, bytes.length));
    for (let at = 0; at < known; at++) {
      if (byteAt(run, address + at) !== bytes[at])
        return err(new HexError('hex-overlap', { line, address: address + at }));
    }
    if (address > end) flush();
    if (known < bytes.length) run.push({ address: address + known, bytes: bytes.subarray(known) });
    end = Math.max(end, address + bytes.length);
  }
  flush();
  return ok({ segments });
}

function byteAt(run: readonly HexSegment[], address: number): number | undefined {
  const piece = run.findLast((each) => each.address <= address);
  return piece?.bytes[address - piece.address];
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Writes Intel HEX: records of 16 bytes, linear addresses where needed, LF at each line's end. */
export function writeIntelHex(image: HexImage): string {
  const lines: string[] = [];
  let high = 0;
  for (const { address, bytes } of image.segments) {
    let at = 0;
    while (at < bytes.length) {
      const here = address + at;
      const upper = Math.floor(here / SEGMENT_BYTES);
      if (upper !== high) {
        high = upper;
        lines.push(formatHexRecord(HEX_RECORD.linear, 0, Uint8Array.of(upper >> 8, upper & 0xff)));
      }
      const offset = here % SEGMENT_BYTES;
      const count = Math.min(RECORD_BYTES, bytes.length - at, SEGMENT_BYTES - offset);
      lines.push(formatHexRecord(HEX_RECORD.data, offset, bytes.subarray(at, at + count)));
      at += count;
    }
  }
  lines.push(formatHexRecord(HEX_RECORD.end, 0, new Uint8Array(0)));
  return `${lines.join('\n')}\n`;
}

/** The number of data bytes in an image. */
export function hexImageBytes(image: HexImage): number {
  return image.segments.reduce((total, segment) => total + segment.bytes.length, 0);
}
