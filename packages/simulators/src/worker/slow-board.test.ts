import { readFileSync } from 'node:fs';
import {
  FlashError,
  flashProgram,
  openLink,
  realBoardClock,
  UNO_BAUD_RATE,
  WebSerialTransport,
  type BoardTransport,
} from '@paperkite/boards';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { deskPort } from '../fakes/index.ts';
import type { FromWorker, Mailbox, ToWorker } from './messages.ts';
import { UnoHost } from './uno-host.ts';
import { UnoSimulator } from './uno-simulator.ts';

const arduino = (path: string): string =>
  readFileSync(new URL(`../../../../firmware-bridges/arduino-uno/${path}`, import.meta.url), 'utf8');
const BOOTLOADER = arduino('bootloader/paperkite-bootloader.hex');
const FIRMWARE = arduino('paperkite-uno.hex');
const SLOWNESS = 20;
/** Four pages. */
const PROGRAM = Uint8Array.from({ length: 500 }, (_, at) => (at * 13) & 0xff);

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A simulated Uno of a computer for which a millisecond of the board is the work of twenty: the wall's time passes while it computes. */
async function makeSlowUno(): Promise<UnoSimulator> {
  const { port1, port2 } = new MessageChannel();
  const host = new UnoHost(port1 as unknown as Mailbox<FromWorker, ToWorker>);
  const page = Object.assign(port2 as unknown as Mailbox<ToWorker, FromWorker>, {
    terminate: () => {
      port1.close();
      port2.close();
    },
  });
  const uno = new UnoSimulator(page, { bootloader: BOOTLOADER, hex: FIRMWARE, resetsOnOpen: false });
  onTestFinished(() => uno.close());
  while (host.board === null) await turn();
  const { board } = host;
  const runFor = board.runFor.bind(board);
  board.runFor = (microseconds) => {
    runFor(microseconds);
    vi.advanceTimersByTime((microseconds / 1000) * SLOWNESS);
  };
  // It rests before its next millisecond, for the last time.
  vi.advanceTimersByTime(SLOWNESS);
  return uno;
}

describe('A simulated Uno at a twentieth of its speed', { timeout: 15_000 }, () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  const ways: Record<string, (uno: UnoSimulator) => BoardTransport> = {
    'its own cable': ({ transport }) => transport,
    'a port of the browser': (uno) => new WebSerialTransport(deskPort(uno).port),
  };

  it.each(Object.entries(ways))('takes a program through %s at the first try, and is greeted', async (_, way) => {
    const transport = way(await makeSlowUno());
    await transport.open({ baudRate: UNO_BAUD_RATE });
    const began = performance.now();
    const report = await flashProgram(transport, PROGRAM);
    expect(report).toMatchObject({ pagesWritten: 4, losses: 0 });
    expect(performance.now() - began).toBeGreaterThan(report.milliseconds * (SLOWNESS - 1));
    const link = await openLink(transport);
    expect(link.hello.board).toBe('arduino-uno');
    await link.close();
  });

  it('would look dead to somebody who waits by the clock on the wall', async () => {
    const transport = new WebSerialTransport(deskPort(await makeSlowUno()).port, { clock: realBoardClock });
    await transport.open({ baudRate: UNO_BAUD_RATE });
    const upload = flashProgram(transport, PROGRAM).catch((error: unknown) => error);
    expect(await upload).toBeInstanceOf(FlashError);
  });
});
