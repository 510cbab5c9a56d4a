import { err, ok, type Result } from '@paperkite/kernel';
import { HexError } from './errors.ts';
import { hexImageBytes, imageOfRecords, type HexImage } from './hex-image.ts';
import { HEX_RECORD, parseHexRecords, type HexRecord } from './records.ts';

/** Board ids in the blocks of a universal hex. @see https://tech.microbit.org/software/spec-universal-hex/ */
export const MICROBIT_BOARD_IDS = { v1: [0x9900, 0x9901], v2: [0x9903, 0x9904, 0x9905, 0x9906] } as const;

/** Whom a `.hex` file is for, as far as its content tells. */
export type HexBoard = 'arduino-uno' | 'microbit-v1' | 'microbit-v2' | 'microbit-both' | 'unknown';

/** A `.hex` file taken apart by board. */
export type BoardHexes =
  | { readonly kind: 'plain'; readonly board: HexBoard; readonly image: HexImage }
  | { readonly kind: 'universal'; readonly board: HexBoard; readonly images: ReadonlyMap<number, HexImage> };

const UNO_FLASH_BYTES = 0x8000;
const MICROBIT_V1_FLASH_BYTES = 0x40000;
const MICROBIT_FLASH_BYTES = 0x80000;
/** The first word of a program for a chip with more RAM than V1's 16 KB is above this. */
const MICROBIT_V1_RAM_END = 0x2000_4000;
/** The nRF chips' configuration words: only hex files for them write here. */
const UICR_START = 0x1000_1000;
const UICR_END = 0x1000_2000;

/** Reads any `.hex` file: plain, or a universal one split into the images of its boards (keyed by board id, 0x9900 and 0x9903 in files of MakeCode). */
export function parseBoardHex(text: string): Result<BoardHexes, HexError> {
  const records = parseHexRecords(text);
  if (!records.ok) return records;
  // Files for one board may hold their source text in records of the universal format, which is not for the board.
  if (!records.value.some((record) => record.type === HEX_RECORD.blockStart)) {
    const image = imageOfRecords(records.value);
    return image.ok ? ok({ kind: 'plain', board: boardOfImage(image.value), image: image.value }) : image;
  }
  const sections = splitByBoard(records.value);
  if (!sections.ok) return sections;
  const images = new Map<number, HexImage>();
  for (const [id, part] of sections.value) {
    const image = imageOfRecords(part);
    if (image.ok) images.set(id, image.value);
    else if (image.error.code !== 'hex-empty') return image;
  }
  if (images.size === 0) return err(new HexError('hex-empty'));
  return ok({ kind: 'universal', board: boardOfIds([...images.keys()]), images });
}

/** The image in a `.hex` file for one board; `hex-wrong-board` says for whom the file is instead. */
export function imageFor(
  hex: BoardHexes,
  wanted: 'arduino-uno' | 'microbit-v1' | 'microbit-v2',
): Result<HexImage, HexError> {
  const wrong = err(new HexError('hex-wrong-board', { found: hex.board, wanted }));
  if (hex.kind === 'plain') {
    const fits = hex.board === wanted || (hex.board === 'microbit-both' && wanted !== 'arduino-uno');
    return fits ? ok(hex.image) : wrong;
  }
  if (wanted === 'arduino-uno') return wrong;
  const ids: readonly number[] = wanted === 'microbit-v1' ? MICROBIT_BOARD_IDS.v1 : MICROBIT_BOARD_IDS.v2;
  const image = ids.map((id) => hex.images.get(id)).find((each) => each !== undefined);
  return image === undefined ? wrong : ok(image);
}

/**
 * The records of each board's blocks, in which `customData` is the data of boards other than V1. A new block starts from the
 * address before it: the format repeats the upper address in front of each block's start.
 */
function splitByBoard(records: readonly HexRecord[]): Result<Map<number, HexRecord[]>, HexError> {
  const sections = new Map<number, HexRecord[]>();
  let section: HexRecord[] | null = null;
  let address: HexRecord | null = null;
  for (const record of records) {
    switch (record.type) {
      case HEX_RECORD.linear:
      case HEX_RECORD.segment:
        address = record;
        section?.push(record);
        break;
      case HEX_RECORD.blockStart: {
        if (record.bytes.length < 2) return err(new HexError('hex-record', { line: record.line }));
        const id = (record.bytes[0] ?? 0) * 256 + (record.bytes[1] ?? 0);
        section = sections.get(id) ?? [];
        if (address !== null) section.push(address);
        sections.set(id, section);
        break;
      }
      case HEX_RECORD.data:
      case HEX_RECORD.customData:
        if (section === null) return err(new HexError('hex-record', { line: record.line }));
        section.push({ ...record, type: HEX_RECORD.data });
        break;
      default:
      // Ends of blocks, padding, source text and start addresses are not for the board's memory.
    }
  }
  return ok(sections);
}

function boardOfIds(ids: readonly number[]): HexBoard {
  const v1 = ids.some((id) => MICROBIT_BOARD_IDS.v1.some((each) => each === id));
  const v2 = ids.some((id) => MICROBIT_BOARD_IDS.v2.some((each) => each === id));
  if (v1 && v2) return 'microbit-both';
  if (v1) return 'microbit-v1';
  return v2 ? 'microbit-v2' : 'unknown';
}

/** Sure enough to refuse a file: a Cortex-M's first word is a stack pointer in RAM, at 0x2000_0000. What else fits an Uno may be for one. */
function boardOfImage(image: HexImage): HexBoard {
  const main = image.segments.filter(({ address }) => address < UICR_START || address >= UICR_END);
  const top = Math.max(0, ...main.map(({ address, bytes }) => address + bytes.length));
  const first = image.segments[0];
  const word = (at: number): number => (first?.bytes[at] ?? 0) + 256 * (first?.bytes[at + 1] ?? 0);
  const cortex = first?.address === 0 && word(2) >> 12 === 2 && hexImageBytes(image) > 4;
  if (cortex || main.length < image.segments.length) {
    if (top > MICROBIT_FLASH_BYTES) return 'unknown';
    const isLarge = top > MICROBIT_V1_FLASH_BYTES || (cortex && word(2) * 0x10000 + word(0) > MICROBIT_V1_RAM_END);
    return isLarge ? 'microbit-v2' : 'microbit-v1';
  }
  return top <= UNO_FLASH_BYTES ? 'arduino-uno' : 'unknown';
}
