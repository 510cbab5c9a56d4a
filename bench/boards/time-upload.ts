import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flashFirmware, flashProgram, hexImageBytes, parseIntelHex } from '@paperkite/boards';
import { unwrap } from '@paperkite/kernel';
import { simulatorTransport, UnoBoard } from '@paperkite/simulators';
import { UnoServer } from '@paperkite/simulators/server';

const OPTIBOOT = '/usr/share/arduino/hardware/arduino/avr/bootloaders/optiboot/optiboot_atmega328.hex';
const OWN = new URL('../../firmware-bridges/arduino-uno/bootloader/paperkite-bootloader.hex', import.meta.url);
const FIRMWARE = new URL('../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url);
/** Neither way takes longer than this. */
const LIMIT_MS = 20_000;

const bootloaderHex = (name: 'optiboot' | 'own'): string => readFileSync(name === 'optiboot' ? OPTIBOOT : OWN, 'utf8');

/** Milliseconds of the board's time. */
export interface UploadTimes {
  /** Over another program. */
  readonly fresh: number[];
  /** One number of the program was changed. */
  readonly changed: number[];
  /** Nothing was changed. */
  readonly same: number[];
}

/** From the call of our flasher, on an open port, until the program's first block has switched D13 on. */
export async function timeOurs(
  image: Uint8Array,
  changed: Uint8Array,
  runs: number,
  bootloader: 'optiboot' | 'own' = 'optiboot',
): Promise<UploadTimes> {
  const board = new UnoBoard({ bootloader: bootloaderHex(bootloader) });
  const transport = simulatorTransport(board);
  await transport.open({ baudRate: 115_200 });
  await flashFirmware(transport, unwrap(parseIntelHex(readFileSync(FIRMWARE, 'utf8'))));
  const upload = async (program: Uint8Array): Promise<number> => {
    const began = board.microseconds;
    let runningAt = 0;
    const stop = board.onPin((pin, level, microseconds) => {
      // While Optiboot blinks, D13 goes on, too.
      if (pin === 'D13' && level === 1 && !board.inBootloader) runningAt = microseconds;
    });
    await flashProgram(transport, program);
    for (let ms = 0; runningAt === 0 && ms < LIMIT_MS; ms += 10) await transport.clock.wait(10);
    stop();
    if (runningAt === 0) throw new Error('the program does not run');
    return (runningAt - began) / 1000;
  };
  const times: UploadTimes = { fresh: [], changed: [], same: [] };
  const other = Uint8Array.from({ length: image.length }, (_, at) => (at * 37) & 0xff);
  for (let run = 0; run < runs; run++) {
    await flashProgram(transport, other);
    times.fresh.push(await upload(image));
    times.same.push(await upload(image));
    times.changed.push(await upload(changed));
  }
  return times;
}

export interface AvrdudeTimes {
  readonly bytes: number;
  readonly milliseconds: number[];
  /** Board seconds for each real second; avrdude waits in real time, so below 1 flatters it. */
  readonly pace: number;
}

/**
 * From avrdude's reset of the board until the sketch has switched D13 on. Over TCP avrdude leaves out the 0.3 s that it waits around
 * the reset of a real port.
 */
export async function timeAvrdude(hex: string, runs: number): Promise<AvrdudeTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'paperkite-bench-'));
  const file = join(folder, 'sketch.hex');
  writeFileSync(file, hex);
  const board = new UnoBoard({ bootloader: bootloaderHex('optiboot') });
  const server = await UnoServer.start(board, { port: 0 });
  const milliseconds: number[] = [];
  let boardMs = 0;
  let realMs = 0;
  try {
    for (let run = 0; run < runs; run++) {
      const outcome = await timeOnce(board, server.port, file);
      if (outcome === null) continue;
      milliseconds.push(outcome.boardMs);
      boardMs += outcome.boardMs;
      realMs += outcome.realMs;
    }
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
  return { bytes: hexImageBytes(unwrap(parseIntelHex(hex))), milliseconds, pace: boardMs / realMs };
}

/** Null when avrdude did not get into step, which happens where the computer is too busy for real time. */
async function timeOnce(
  board: UnoBoard,
  port: number,
  file: string,
): Promise<{ boardMs: number; realMs: number } | null> {
  let began = 0;
  let runningAt = 0;
  let realBegan = 0;
  let realRunning = 0;
  const stopReset = board.onReset(() => {
    if (began !== 0) return;
    began = board.microseconds;
    realBegan = performance.now();
  });
  const stopPin = board.onPin((pin, level, microseconds) => {
    if (pin !== 'D13' || level !== 1 || board.inBootloader) return;
    runningAt = microseconds;
    realRunning = performance.now();
  });
  // Arduino's own command line.
  const child = spawn('avrdude', ['-q', '-p', 'atmega328p', '-c', 'arduino', '-P', `net:localhost:${port}`, '-b', '115200', '-D', `-Uflash:w:${file}:i`], { stdio: 'ignore' }); // prettier-ignore
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  for (let waited = 0; runningAt < began && waited < LIMIT_MS; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  stopReset();
  stopPin();
  if (code !== 0 || runningAt <= began) return null;
  return { boardMs: (runningAt - began) / 1000, realMs: realRunning - realBegan };
}
