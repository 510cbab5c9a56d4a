import { readFileSync, existsSync } from 'node:fs';
import { createUniversalHex, microbitBoardId } from '@microbit/microbit-universal-hex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '@paperkite/kernel';
import { hexImageBytes, parseIntelHex, writeIntelHex, type HexImage } from './hex-image.ts';
import { formatHexRecord, HEX_RECORD, MAX_HEX_CHARACTERS } from './records.ts';
import { imageFor, parseBoardHex } from './universal-hex.ts';

const RUNS = process.env.PAPERKITE_DEEP ? 1000 : 100;
const END = ':00000001FF';
const hex = (...lines: string[]): string => [...lines, END].join('\n');
const data = (offset: number, ...bytes: number[]): string =>
  formatHexRecord(HEX_RECORD.data, offset, Uint8Array.from(bytes));
const failure = (text: string): unknown => {
  const parsed = parseIntelHex(text);
  return parsed.ok ? 'no failure' : [parsed.error.code, parsed.error.details];
};

/** Segments that neither overlap nor touch. */
const images = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.uint8Array({ minLength: 1, maxLength: 300 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts): HexImage => {
    let end = -1;
    const segments = parts.map(([gap, bytes]) => {
      const address = end + gap;
      end = address + bytes.length;
      return { address, bytes };
    });
    return { segments };
  });

describe('Intel HEX', () => {
  it('reads back every image that it writes', () => {
    fc.assert(
      fc.property(images, (image) => {
        expect(unwrap(parseIntelHex(writeIntelHex(image)))).toEqual(image);
      }),
      { numRuns: RUNS },
    );
  });

  it('reads records in any order, with any line ends and empty lines, as one image', () => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      const text = `\ufeff${[data(4, 5, 6), '', data(0, 1, 2, 3, 4), END, ''].join(lineEnd)}`;
      expect(unwrap(parseIntelHex(text))).toEqual({
        segments: [{ address: 0, bytes: Uint8Array.of(1, 2, 3, 4, 5, 6) }],
      });
    }
    expect(failure(`${data(0, 1)}\r\r\nhello`)).toEqual(['hex-not-hex', { line: 3 }]);
  });

  it('adds segment and linear addresses, and passes over start addresses', () => {
    const text = hex(
      ':020000021000EC',
      data(0x10, 1),
      ':020000040001F9',
      data(0x20, 2),
      ':0400000300003800C1',
      ':04000005000000CD2A',
    );
    expect(unwrap(parseIntelHex(text)).segments.map(({ address }) => address)).toEqual([0x10010, 0x10020]);
  });

  it('wraps around at the end of a segment, as the format has it', () => {
    const text = hex(':020000021000EC', data(0xffff, 1, 2));
    expect(unwrap(parseIntelHex(text)).segments).toEqual([
      { address: 0x10000, bytes: Uint8Array.of(2) },
      { address: 0x1ffff, bytes: Uint8Array.of(1) },
    ]);
  });

  it('names the line that is wrong, and how', () => {
    expect(failure(`${data(0, 1)}\nhello\n${END}`)).toEqual(['hex-not-hex', { line: 2 }]);
    expect(failure(hex(':0100000001FF'))).toEqual(['hex-checksum', { line: 1 }]);
    expect(failure(hex(':020000000001'))).toEqual(['hex-not-hex', { line: 1 }]);
    expect(failure(hex(formatHexRecord(7, 0, Uint8Array.of(1))))).toEqual(['hex-record', { line: 1 }]);
    expect(failure(hex(formatHexRecord(HEX_RECORD.linear, 0, Uint8Array.of(1))))).toEqual(['hex-record', { line: 1 }]);
    expect(failure(hex(data(0, 1, 2), data(1, 3)))).toEqual(['hex-overlap', { line: 2, address: 1 }]);
    expect(failure(hex(data(0, 1, 2), data(1, 2, 3)))).toBe('no failure');
    expect(failure(data(0, 1))).toEqual(['hex-cut-off', {}]);
    expect(failure(`${hex(data(0, 1))}\n${data(2, 1)}`)).toEqual(['hex-after-end', { line: 3 }]);
    expect(failure('')).toEqual(['hex-empty', {}]);
    expect(failure(END)).toEqual(['hex-empty', {}]);
    expect(failure(':'.repeat(MAX_HEX_CHARACTERS + 1))).toEqual(['hex-too-large', { max: MAX_HEX_CHARACTERS }]);
  });

  it('never throws, whatever it is given, and takes no damaged line for a whole one', () => {
    const whole = hex(data(0, ...Array.from({ length: 16 }, (_, at) => at)), ':020000040001F9', data(0, 9));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom(...'0123456789ABCDEF:\nx'), (at, letter) => {
        const damaged = whole.slice(0, at) + letter + whole.slice(at + 1);
        const parsed = parseIntelHex(damaged);
        if (parsed.ok) expect(parsed.value).toEqual(unwrap(parseIntelHex(whole)));
      }),
      { numRuns: RUNS },
    );
    fc.assert(
      fc.property(fc.string(), (text) => void parseBoardHex(text)),
      { numRuns: RUNS },
    );
  });

  it('keeps sparse images sparse', () => {
    const image = unwrap(parseIntelHex(hex(data(0, 1), ':02000004FFFFFC', data(0xffff, 2))));
    expect(image.segments.map(({ address }) => address)).toEqual([0, 0xffff_ffff]);
    expect(hexImageBytes(image)).toBe(2);
  });

  it("sees that Debian's Optiboot is larger than its place and runs into its own version number", ({ skip }) => {
    const path = '/usr/share/arduino/hardware/arduino/avr/bootloaders/optiboot/optiboot_atmega328.hex';
    if (!existsSync(path)) skip();
    expect(failure(readFileSync(path, 'utf8'))).toEqual(['hex-overlap', { line: 35, address: 0x7ffe }]);
  });
});

describe('a .hex for a board', () => {
  const cortex = (top: number): HexImage => ({
    segments: [
      { address: 0, bytes: Uint8Array.of(0, 0x40, 0, 0x20, 1, 2, 3, 4) },
      { address: top - 600, bytes: new Uint8Array(600).fill(7) },
    ],
  });
  const avr: HexImage = { segments: [{ address: 0, bytes: Uint8Array.of(0x0c, 0x94, 0x34, 0) }] };
  const v1 = writeIntelHex(cortex(0x3c000));
  const v2 = writeIntelHex(cortex(0x77000));
  const both = createUniversalHex([
    { boardId: microbitBoardId.V1, hex: v1 },
    { boardId: microbitBoardId.V2, hex: v2 },
  ]);

  it('is split by board when it is a universal one, in blocks and in sections', () => {
    for (const text of [
      both,
      createUniversalHex(
        [
          { boardId: 0x9900, hex: v1 },
          { boardId: 0x9903, hex: v2 },
        ],
        true,
      ),
    ]) {
      const parsed = unwrap(parseBoardHex(text));
      expect(parsed.kind).toBe('universal');
      expect(parsed.board).toBe('microbit-both');
      expect(unwrap(imageFor(parsed, 'microbit-v1'))).toEqual(cortex(0x3c000));
      expect(unwrap(imageFor(parsed, 'microbit-v2'))).toEqual(cortex(0x77000));
    }
  });

  it('is known by its content when it is a plain one', () => {
    const boards = [v1, v2, writeIntelHex(avr)].map((text) => unwrap(parseBoardHex(text)).board);
    expect(boards).toEqual(['microbit-v1', 'microbit-v2', 'arduino-uno']);
    const large = {
      segments: [
        { address: 0, bytes: Uint8Array.of(0x0c, 0x94, 0, 0) },
        { address: 0x9000, bytes: Uint8Array.of(1) },
      ],
    };
    expect(unwrap(parseBoardHex(writeIntelHex(large))).board).toBe('unknown');
  });

  it('is known for a V2 by the RAM that it counts on, however small it is', () => {
    const small = (...stack: number[]): HexImage => ({
      segments: [{ address: 0, bytes: Uint8Array.of(...stack, 1, 2, 3, 4) }],
    });
    const board = (image: HexImage): string => unwrap(parseBoardHex(writeIntelHex(image))).board;
    expect(board(small(0, 0x40, 0, 0x20))).toBe('microbit-v1');
    expect(board(small(0, 0, 2, 0x20))).toBe('microbit-v2');
  });

  it('is a plain one although it holds its source text, as those of MakeCode may', () => {
    const source = formatHexRecord(
      HEX_RECORD.otherData,
      0,
      Uint8Array.from({ length: 16 }, (_, at) => at),
    );
    const parsed = unwrap(parseBoardHex(v2.replace(END, `${source}\n${END}`)));
    expect(parsed.kind).toBe('plain');
    expect(unwrap(imageFor(parsed, 'microbit-v2'))).toEqual(cortex(0x77000));
  });

  it('is refused by a board for which it was not made, saying whose it is', () => {
    const refused = (text: string, wanted: 'arduino-uno' | 'microbit-v1' | 'microbit-v2'): unknown => {
      const image = imageFor(unwrap(parseBoardHex(text)), wanted);
      return image.ok ? 'taken' : image.error.details;
    };
    expect(refused(both, 'arduino-uno')).toEqual({ found: 'microbit-both', wanted: 'arduino-uno' });
    expect(refused(writeIntelHex(avr), 'microbit-v2')).toEqual({ found: 'arduino-uno', wanted: 'microbit-v2' });
    expect(refused(v1, 'microbit-v2')).toEqual({ found: 'microbit-v1', wanted: 'microbit-v2' });
    expect(refused(writeIntelHex(avr), 'arduino-uno')).toBe('taken');
  });

  it('names a damaged line of a universal one', () => {
    const lines = both.split('\n');
    lines[40] = `${lines[40]?.slice(0, -1)}0`;
    const parsed = parseBoardHex(lines.join('\n'));
    expect(parsed.ok ? null : [parsed.error.code, parsed.error.details]).toEqual(['hex-checksum', { line: 41 }]);
  });
});
