import { CodedError, err, ok, type Result } from '@paperkite/kernel';
import { UNO_LIMITS, UNO_PROGRAM_CAPACITY, UNO_RAM, unoArenaBytes } from './memory-map.ts';

/**
 * The program image that lies above the firmware in flash, little-endian, all offsets counted from its first byte:
 *
 * | at | what |
 * | --- | --- |
 * | 0 | `PKU1` |
 * | 4 | u32 CRC-32 (IEEE) of the bytes from 8 to the end |
 * | 8 | u16 length of everything |
 * | 10 | u8 format, u8 hats, u8 variables, u8 lists, u8 LEDs of the strip, u8 zero |
 * | 16 | u32 seed of the random numbers, 0 = a new one at each start |
 * | 20 | hats, 5 bytes each: u8 kind, u8 parameter, u8 stack cells, u16 entry |
 * | | variables, 4 bytes each: binary32 at the start |
 * | | lists, 4 bytes each: u8 capacity, u8 length at the start, u16 offset of the items (binary32) |
 * | | code and constants |
 * | | at least 8 zero bytes, so that code that runs out of itself ends |
 *
 * The machine checks all of it before it runs anything, so a torn or foreign image simply does not run.
 */
export const UNO_IMAGE = {
  /** `PKU1` as a little-endian u32. */
  magic: 0x31554b50,
  format: 2,
  headerBytes: 20,
  hatBytes: 5,
  globalBytes: 4,
  listBytes: 4,
  tailBytes: 8,
} as const;

/** What starts a script; `parameter` is the pin or the message, otherwise 0. */
export const UNO_HATS = { started: 0, pinRising: 1, pinFalling: 2, line: 3, message: 4 } as const;

export type UnoHatKind = keyof typeof UNO_HATS;

export interface UnoHatEntry {
  readonly kind: UnoHatKind;
  readonly parameter: number;
  /** Cells of the thread's stack, frames of calls included. */
  readonly stack: number;
  /** Offset of the first instruction. */
  readonly entry: number;
}

export interface UnoListEntry {
  readonly capacity: number;
  readonly items: readonly number[];
}

/** An image taken apart; `bytes` is the whole image, in which `codeStart` and all offsets count. */
export interface UnoImage {
  readonly hats: readonly UnoHatEntry[];
  readonly globals: readonly number[];
  readonly lists: readonly UnoListEntry[];
  readonly strip: number;
  readonly seed: number;
  readonly codeStart: number;
  readonly bytes: Uint8Array;
}

/**
 * - `image-missing`: no magic there (erased flash, another program).
 * - `image-format`: made for another machine.
 * - `image-damaged`: length, CRC or tables do not hold.
 * - `program-too-long`: more than `UNO_PROGRAM_CAPACITY`.
 * - `program-too-big`: more RAM than the arena has, or more of something than `UNO_LIMITS`.
 */
export type UnoImageErrorCode =
  'image-missing' | 'image-format' | 'image-damaged' | 'program-too-long' | 'program-too-big';

export class UnoImageError extends CodedError<UnoImageErrorCode> {}

/** Offset of the first byte after the tables. */
export function unoCodeStart(hats: number, globals: number, lists: number): number {
  const { headerBytes, hatBytes, globalBytes, listBytes } = UNO_IMAGE;
  return headerBytes + hats * hatBytes + globals * globalBytes + lists * listBytes;
}

/** CRC-32 (IEEE 802.3, reflected) as the firmware computes it over image and link frames. */
export function unoCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Writes length and CRC into a finished image. */
export function sealUnoImage(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint16(8, bytes.length, true);
  view.setUint32(4, unoCrc32(bytes.subarray(8)), true);
}

/**
 * Reads and checks an image as the firmware does before it runs it. Bytes after the image (the rest of a page) are ignored.
 * The code itself is not looked at: the machine checks each instruction as it meets it.
 */
export function decodeUnoImage(flash: Uint8Array): Result<UnoImage, UnoImageError> {
  const fail = (code: UnoImageErrorCode, details: Record<string, string | number> = {}) =>
    err(new UnoImageError(code, details));
  if (flash.length < UNO_IMAGE.headerBytes) return fail('image-missing');
  const view = new DataView(flash.buffer, flash.byteOffset, flash.length);
  if (view.getUint32(0, true) !== UNO_IMAGE.magic) return fail('image-missing');
  const format = view.getUint8(10);
  if (format !== UNO_IMAGE.format) return fail('image-format', { format });
  const length = view.getUint16(8, true);
  const [hatCount, globalCount, listCount, strip] = [11, 12, 13, 14].map((at) => view.getUint8(at)) as [
    number,
    number,
    number,
    number,
  ];
  const codeStart = unoCodeStart(hatCount, globalCount, listCount);
  const codeEnd = length - UNO_IMAGE.tailBytes;
  if (length > UNO_PROGRAM_CAPACITY || length > flash.length || codeStart > codeEnd) {
    return fail('image-damaged', { part: 'length' });
  }
  const bytes = flash.slice(0, length);
  if (unoCrc32(bytes.subarray(8)) !== view.getUint32(4, true)) return fail('image-damaged', { part: 'crc' });
  if (bytes.subarray(codeEnd).some((byte) => byte !== 0)) return fail('image-damaged', { part: 'tail' });

  const kinds = Object.keys(UNO_HATS) as UnoHatKind[];
  const hats: UnoHatEntry[] = [];
  for (let at: number = UNO_IMAGE.headerBytes; hats.length < hatCount; at += UNO_IMAGE.hatBytes) {
    const kind = kinds.find((name) => UNO_HATS[name] === view.getUint8(at));
    const hat = { parameter: view.getUint8(at + 1), stack: view.getUint8(at + 2), entry: view.getUint16(at + 3, true) };
    if (!kind || hat.stack > UNO_LIMITS.stack || hat.entry < codeStart || hat.entry >= codeEnd) {
      return fail('image-damaged', { part: 'hats' });
    }
    if ((kind === 'pinRising' || kind === 'pinFalling') && hat.parameter > 19) {
      return fail('image-damaged', { part: 'hats' });
    }
    hats.push({ kind, ...hat });
  }
  const globalsAt = UNO_IMAGE.headerBytes + hatCount * UNO_IMAGE.hatBytes;
  const globals = Array.from({ length: globalCount }, (_, index) => view.getFloat32(globalsAt + index * 4, true));
  const listsAt = globalsAt + globalCount * 4;
  const lists: UnoListEntry[] = [];
  for (let at = listsAt; lists.length < listCount; at += UNO_IMAGE.listBytes) {
    const [capacity, count, items] = [view.getUint8(at), view.getUint8(at + 1), view.getUint16(at + 2, true)];
    const outside = count > 0 && (items < codeStart || items + count * 4 > codeEnd);
    if (capacity > UNO_LIMITS.listCapacity || count > capacity || outside) {
      return fail('image-damaged', { part: 'lists' });
    }
    lists.push({
      capacity,
      items: Array.from({ length: count }, (_, index) => view.getFloat32(items + index * 4, true)),
    });
  }
  const needed = unoArenaBytes({
    stacks: hats.map((hat) => hat.stack),
    globals: globalCount,
    lists: lists.map((list) => list.capacity),
    strip,
  });
  if (needed > UNO_RAM.arena || hatCount > UNO_LIMITS.hats || listCount > UNO_LIMITS.lists) {
    return fail('program-too-big', { needed, limit: UNO_RAM.arena });
  }
  if (strip > UNO_LIMITS.strip) return fail('program-too-big', { needed: strip, limit: UNO_LIMITS.strip });
  return ok({ hats, globals, lists, strip, seed: view.getUint32(16, true), codeStart, bytes });
}
