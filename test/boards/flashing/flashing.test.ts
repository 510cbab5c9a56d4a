import { describe, expect, it } from 'vitest';
import { flashHex, flashProgram, FlashError, type FlashProgress, type HexImage } from '@paperkite/boards';
import { UNO_FLASH } from '@paperkite/boards/uno';
import { seededRandom, type Random } from '@paperkite/kernel';
import { simulatorTransport, UnoBoard, type SimulatorTransport } from '@paperkite/simulators';
import { testedBootloaders } from './bootloaders.ts';

const DEEP = Boolean(process.env.PAPERKITE_DEEP);
const UPLOADS = DEEP ? 50 : 3;
/** At each of the bootloaders. */
const CUTS = DEEP ? 200 : 10;
const LONG = DEEP ? 3_600_000 : 300_000;
const SEED = 20_261_122;
const BAUD = { baudRate: 115_200 };
const PROGRAM_START = UNO_FLASH.programStart;
const PAGE = UNO_FLASH.pageSize;

const someBytes = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => Math.floor(random.next() * 256));

/** What the flash must hold afterwards: whole pages of the image, everything else as before. */
function laidOver(before: Uint8Array, image: HexImage): Uint8Array {
  const after = before.slice();
  for (const { address, bytes } of image.segments) {
    const end = Math.ceil((address + bytes.length) / PAGE) * PAGE;
    after.fill(0xff, Math.floor(address / PAGE) * PAGE, end);
  }
  for (const { address, bytes } of image.segments) after.set(bytes, address);
  return after;
}

/** Pages with gaps, a segment that begins in the middle of a page, and one near the bootloaders (Debian's begins at 0x7C00, not at 0x7E00). */
const someImage = (random: Random): HexImage => ({
  segments: [
    { address: 0, bytes: someBytes(random, 300 + Math.floor(random.next() * 1500)) },
    { address: 0x1044, bytes: someBytes(random, 1 + Math.floor(random.next() * 400)) },
    { address: 0x7b80, bytes: someBytes(random, 3) },
  ],
});

async function plugged(bootloader: string): Promise<{ board: UnoBoard; transport: SimulatorTransport }> {
  const board = new UnoBoard({ bootloader });
  const transport = simulatorTransport(board);
  await transport.open(BAUD);
  return { board, transport };
}

/** Microseconds after the beginning of an upload at which each of its bytes was on the wire, in either direction. */
async function momentsOfBytes(board: UnoBoard, transport: SimulatorTransport, image: HexImage): Promise<number[]> {
  const began = board.microseconds;
  const moments: number[] = [];
  const stop = board.uart.onByte((_, microseconds) => moments.push(microseconds - began));
  const write = transport.write.bind(transport);
  transport.write = (bytes, options) => {
    for (const at of bytes.keys()) moments.push(board.microseconds - began + ((at + 0.5) * 1e7) / BAUD.baudRate);
    return write(bytes, options);
  };
  await flashHex(transport, image);
  transport.write = write;
  stop();
  return moments.sort((one, other) => one - other);
}

describe.each(testedBootloaders)('an upload through $name', { timeout: LONG }, ({ hex }) => {
  it(`leaves exactly the file's bytes, ${UPLOADS} times in a row`, async () => {
    const random = seededRandom(SEED);
    const { board, transport } = await plugged(hex);
    for (let upload = 0; upload < UPLOADS; upload++) {
      const wanted = someImage(random);
      const expected = laidOver(board.flash, wanted);
      const report = await flashHex(transport, wanted);
      expect(report).toMatchObject({ baudRate: 115_200, losses: 0 });
      expect(board.flash).toEqual(expected);
    }
  });

  it('writes only the pages of a program that changed', async () => {
    const random = seededRandom(SEED);
    const { board, transport } = await plugged(hex);
    const program = someBytes(random, 1500);
    expect(await flashProgram(transport, program)).toMatchObject({ pagesWritten: 12, pagesKept: 0 });
    expect(await flashProgram(transport, program)).toMatchObject({ pagesWritten: 0, pagesKept: 12 });
    program[0] = 1 + (program[0] ?? 0);
    program[700] = 1 + (program[700] ?? 0);
    const before = board.flash.slice();
    expect(await flashProgram(transport, program)).toMatchObject({ pagesWritten: 2, pagesKept: 10 });
    expect(board.flash.subarray(PROGRAM_START, PROGRAM_START + 1500)).toEqual(program);
    expect(board.flash.subarray(0, PROGRAM_START)).toEqual(before.subarray(0, PROGRAM_START));
  });

  it('tells how far it is, up to the end, and never goes back', async () => {
    const { transport } = await plugged(hex);
    const seen: FlashProgress[] = [];
    await flashProgram(transport, someBytes(seededRandom(SEED), 600), {
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((one, other) => one - other));
    expect(seen.at(-1)).toEqual({ phase: 'start', done: 1280, total: 1280 });
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['connect', 'write', 'verify', 'start']);
  });

  it('finds a chip that begins to hear at any moment, even in the middle of the first request', async () => {
    for (const startUpMicroseconds of [0, 65_000, 80_050, 80_100, 80_150, 100_000, 300_000]) {
      const board = new UnoBoard({ bootloader: hex, startUpMicroseconds });
      const transport = simulatorTransport(board);
      await transport.open(BAUD);
      expect(await flashProgram(transport, new Uint8Array(PAGE)), `${startUpMicroseconds}`).toMatchObject({
        pagesWritten: 1,
      });
    }
  });

  it('gets through what the program on the board says at the same time, and what came before', async () => {
    const { board, transport } = await plugged(hex);
    const program = someBytes(seededRandom(SEED), 500);
    await transport.write(someBytes(seededRandom(SEED + 1), 500));
    const report = await flashProgram(transport, program);
    expect(report.losses).toBe(0);
    expect(board.flash.subarray(PROGRAM_START, PROGRAM_START + 500)).toEqual(program);
  });

  it(`says that the board is gone when the cable is pulled, at ${CUTS} random bytes; the next upload repairs it`, async () => {
    const random = seededRandom(SEED);
    const another = (): HexImage => ({ segments: [{ address: 0x0100, bytes: someBytes(random, 350) }] });
    const { board, transport } = await plugged(hex);
    const bytes = await momentsOfBytes(board, transport, another());
    for (let cut = 0; cut < CUTS; cut++) {
      const wanted = another();
      const which = Math.floor(random.next() * bytes.length);
      board.schedule(bytes[which] ?? 0, () => transport.unplug());
      const failure = await flashHex(transport, wanted).catch((error: unknown) => error);
      expect(failure, `seed ${SEED}, cut ${cut} at byte ${which}`).toBeInstanceOf(FlashError);
      expect((failure as FlashError).code).toBe('flash-board-lost');
      transport.plug();
      await transport.open(BAUD);
      const expected = laidOver(board.flash, wanted);
      await flashHex(transport, wanted);
      expect(board.flash).toEqual(expected);
    }
  });

  it('stops when it is told to, and leaves a board that takes the next upload', async () => {
    const { board, transport } = await plugged(hex);
    const program = someBytes(seededRandom(SEED), 2000);
    const stop = new AbortController();
    const reason = new Error('changed my mind');
    const upload = flashProgram(transport, program, {
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done > 500) stop.abort(reason);
      },
    });
    await expect(upload).rejects.toBe(reason);
    await flashProgram(transport, program);
    expect(board.flash.subarray(PROGRAM_START, PROGRAM_START + 2000)).toEqual(program);
  });
});
