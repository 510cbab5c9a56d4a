import type { HexImage } from '../hex/hex-image.ts';
import { hexImageBytes } from '../hex/hex-image.ts';
import type { BoardTransport } from '../transport/transport.ts';
import { UNO_FLASH, UNO_PROGRAM_CAPACITY } from '../uno/memory-map.ts';
import { FlashError } from './errors.ts';
import { flashPages, UNO_BAUD_RATE, type FlashOptions, type FlashPage, type FlashReport } from './flash-pages.ts';

/** Optiboot's place in the Uno; the older bootloader of Nanos, known by its speed, takes 2 KB. */
const OPTIBOOT_START = 0x7e00;
const OLD_BOOTLOADER_START = 0x7800;
const ERASED = 0xff;

/**
 * Writes a `.hex` of any origin onto an Uno or Nano; it takes the place of whatever is there, our firmware included. Bytes that the
 * file leaves out of a page become 0xFF.
 * @throws FlashError (`flash-overlaps-bootloader` before anything is written); the signal's reason
 */
export async function flashHex(
  transport: BoardTransport,
  image: HexImage,
  options: FlashOptions = {},
): Promise<FlashReport> {
  const beyond = image.segments.find(({ address, bytes }) => address + bytes.length > OPTIBOOT_START);
  if (beyond !== undefined)
    throw new FlashError('flash-overlaps-bootloader', { address: Math.max(beyond.address, OPTIBOOT_START) });
  const limitAt = (baudRate: number): number => (baudRate === UNO_BAUD_RATE ? OPTIBOOT_START : OLD_BOOTLOADER_START);
  return flashPages(transport, pagesOf(image), { ...options, limitAt });
}

/**
 * Puts our firmware onto the board, whatever is there now. The program above it stays.
 * @throws FlashError `flash-too-large` and those of `flashHex`
 */
export async function flashFirmware(
  transport: BoardTransport,
  firmware: HexImage,
  options: FlashOptions = {},
): Promise<FlashReport> {
  const end = firmware.segments.at(-1);
  const max = UNO_FLASH.firmwareEnd;
  if (end !== undefined && end.address + end.bytes.length > max)
    throw new FlashError('flash-too-large', { bytes: hexImageBytes(firmware), max });
  return flashHex(transport, firmware, options);
}

/**
 * Writes a program image (see `uno/image.ts`) into its own pages above our firmware, which must be there. A page that has not
 * changed since the last upload is not written. @throws FlashError `flash-too-large` and those of `flashHex`
 */
export async function flashProgram(
  transport: BoardTransport,
  image: Uint8Array,
  options: FlashOptions = {},
): Promise<FlashReport> {
  if (image.length > UNO_PROGRAM_CAPACITY)
    throw new FlashError('flash-too-large', { bytes: image.length, max: UNO_PROGRAM_CAPACITY });
  return flashHex(transport, { segments: [{ address: UNO_FLASH.programStart, bytes: image }] }, options);
}

/** The pages that an image touches, in ascending order. */
function pagesOf(image: HexImage): FlashPage[] {
  const size = UNO_FLASH.pageSize;
  const pages = new Map<number, Uint8Array>();
  for (const { address, bytes } of image.segments) {
    for (let at = 0; at < bytes.length;) {
      const start = Math.floor((address + at) / size) * size;
      const page = pages.get(start) ?? new Uint8Array(size).fill(ERASED);
      const piece = bytes.subarray(at, at + size - ((address + at) % size));
      page.set(piece, address + at - start);
      pages.set(start, page);
      at += piece.length;
    }
  }
  return [...pages].sort(([one], [other]) => one - other).map(([address, bytes]) => ({ address, bytes }));
}
