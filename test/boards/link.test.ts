import { readFileSync } from 'node:fs';
import { openLink, type BoardLink } from '@paperkite/boards';
import { seededRandom } from '@paperkite/kernel';
import { simulatorTransport, UnoBoard, type SimulatorTransport, type UnoPin } from '@paperkite/simulators';
import { afterEach, describe, expect, it } from 'vitest';
import { noisyTransport } from './noisy-transport.ts';

const FIRMWARE = readFileSync(new URL('../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url), 'utf8');
const ANALOG = ['A0', 'A1', 'A2', 'A3', 'A4', 'A5'];

const links: BoardLink[] = [];
afterEach(() => void links.splice(0).map((link) => link.close()));

/** A board with the firmware and nothing else in its flash, plugged in. */
async function plugged(): Promise<{ board: UnoBoard; transport: SimulatorTransport }> {
  const board = new UnoBoard();
  board.loadHex(FIRMWARE);
  const transport = simulatorTransport(board);
  await transport.open({ baudRate: 115200 });
  return { board, transport };
}

async function linked() {
  const { board, transport } = await plugged();
  const link = await openLink(transport, { random: seededRandom(1) });
  links.push(link);
  return { board, transport, link };
}

/** Board milliseconds of each of many round trips. */
async function roundTrips(board: UnoBoard, count: number, ask: (i: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const began = board.microseconds;
    await ask(i);
    times.push((board.microseconds - began) / 1000);
  }
  return times.sort((a, b) => a - b);
}

/** Lets board milliseconds pass without the page. */
function pass(board: UnoBoard, ms: number): void {
  // Whoever listens to the line may stop a run.
  for (const end = board.microseconds + ms * 1000; board.microseconds < end;) board.runFor(end - board.microseconds);
}

const shown = (times: readonly number[]): string =>
  `median ${times[times.length >> 1]!.toFixed(2)} ms, longest ${times.at(-1)!.toFixed(2)} ms`;

describe('the live link on the simulated Uno', () => {
  it('is there soon after a reset, and says what the board is', async () => {
    const { link, transport } = await linked();
    expect(link.hello).toMatchObject({ board: 'arduino-uno', credit: 60, digitalPins: 20, analogInputs: 6 });
    expect(link.hello.program).toEqual({ state: 'none', length: 0, crc: 0 });
    expect(transport.clock.now()).toBeLessThan(400);
  });

  it('answers a command within 2 ms of board time', async () => {
    const { board, link } = await linked();
    const writes = await roundTrips(board, 50, (i) => link.digitalWrite('D13', i % 2 === 0));
    const reads = await roundTrips(board, 50, () => link.analogRead('A0'));
    console.log(`      write: ${shown(writes)}; analog read: ${shown(reads)}`);
    // Nine of ten; the others met a beat of the board on the line.
    expect(writes[45]).toBeLessThanOrEqual(2);
    expect(reads[45]).toBeLessThanOrEqual(2);
  });

  it('samples all six analog inputs 500 times a second and more', async () => {
    const { board, transport, link } = await linked();
    ANALOG.forEach((pin, i) => board.drive(pin as UnoPin, i));
    let [count, first, last] = [0, 0, 0];
    link.onSample(({ time, values }) => {
      expect(Object.keys(values)).toEqual(ANALOG);
      ANALOG.forEach((pin, i) => expect(Math.abs(values[pin]! - (i * 1024) / 5)).toBeLessThanOrEqual(1));
      if (count++ === 0) first = time;
      last = time;
    });
    await link.subscribeAnalog(ANALOG, { periodMs: 0 });
    await transport.clock.wait(1000);
    const fastest = ((count - 1) * 1e6) / (last - first);
    const busy = await roundTrips(board, 30, (i) => link.digitalWrite('D13', i % 2 === 0));
    await link.subscribeAnalog(ANALOG, { periodMs: 2 });
    await transport.clock.wait(50);
    count = 0;
    await transport.clock.wait(1000);
    const even = ((count - 1) * 1e6) / (last - first);
    const between = await roundTrips(board, 30, (i) => link.digitalWrite('D13', i % 2 === 0));
    console.log(`      as fast as it goes: ${fastest.toFixed(0)}/s, a write then takes ${shown(busy)}`);
    console.log(`      every 2 ms: ${even.toFixed(0)}/s, a write then takes ${shown(between)}`);
    expect(fastest).toBeGreaterThanOrEqual(500);
    expect(even).toBeGreaterThanOrEqual(499);
    expect(link.statistics).toMatchObject({ lostSamples: 0, resent: 0 });
  });

  it('reports within a deadband, on change, and everything with a beat', async () => {
    const { board, transport, link } = await linked();
    const seen: Record<string, number>[] = [];
    board.drive('A0', 1);
    await link.subscribeAnalog(['A0'], { periodMs: 5, deadband: 20 });
    await link.subscribeDigital(['D2']);
    await transport.clock.wait(30);
    link.onSample(({ values }) => seen.push(values));
    board.drive('A0', 1.05);
    board.drive('D2', 5);
    await transport.clock.wait(20);
    expect(seen).toEqual([{ D2: 1 }]);
    board.drive('A0', 2);
    await transport.clock.wait(20);
    expect(seen).toEqual([{ D2: 1 }, { A0: 409 }]);
    await transport.clock.wait(400);
    expect(seen.slice(2)).toEqual([{ A0: 409 }, { A0: 409 }]);
  });

  it('does any number of commands in order, and loses none for want of room', async () => {
    const { board, link } = await linked();
    await link.digitalWrite('D13', false);
    let edges = 0;
    board.onPin((pin) => void (pin === 'D13' && edges++));
    await Promise.all(Array.from({ length: 300 }, (_, i) => link.digitalWrite('D13', i % 2 === 0)));
    expect(edges).toBe(300);
    expect(link.statistics).toMatchObject({ resent: 0, damaged: 0 });
  });

  it('drives pins, servos and tones, and refuses what the board cannot do', async () => {
    const { board, transport, link } = await linked();
    const changes: Record<string, number[]> = {};
    board.onPin((pin, level, microseconds) => void (level && (changes[pin] ??= []).push(microseconds)));
    await link.pwmWrite('D6', 0.5);
    await link.servoWrite('D9', 90);
    await link.tone('D8', 1000, 50);
    await transport.clock.wait(200);
    const period = ([a = 0, b = 0]: readonly number[] = []): number => b - a;
    expect(period(changes.D8)).toBeCloseTo(1000, -1);
    expect(changes.D8!.length).toBeGreaterThan(45);
    expect(changes.D8!.length).toBeLessThan(55);
    expect(period(changes.D9)).toBeCloseTo(20_000, -2);
    expect(changes.D6!.length).toBeGreaterThan(100);
    await expect(link.pwmWrite('D4', 0.5)).rejects.toMatchObject({ details: { reason: 'pin' } });
    await expect(link.digitalWrite('D1', true)).rejects.toMatchObject({ details: { reason: 'pin' } });
    await expect(link.startProgram()).rejects.toMatchObject({ details: { reason: 'no-program' } });
    await link.pinMode('D2', 'input-pullup');
    expect(await link.digitalRead('D2')).toBe(true);
    board.drive('D2', 0);
    expect(await link.digitalRead('D2')).toBe(false);
  });

  it('lets go of what it drives after a second of silence, and not before', async () => {
    const { board, transport } = await plugged();
    const page = new AbortController();
    const link = await openLink(transport, { signal: page.signal });
    await link.digitalWrite('D13', true);
    await link.pwmWrite('D6', 0.5);
    await link.servoWrite('D9', 45);
    // The page answers beats for as long as it lives.
    await transport.clock.wait(3000);
    expect([board.level('D13'), board.mode('D13')]).toEqual([1, 'output']);
    page.abort(new Error('the page is gone'));
    pass(board, 650);
    expect([board.level('D13'), board.mode('D13')]).toEqual([1, 'output']);
    pass(board, 450);
    expect(['D13', 'D6', 'D9'].map((pin) => board.mode(pin as UnoPin))).toEqual(['input', 'input', 'input']);
    let levels = 0;
    board.onPin(() => levels++);
    pass(board, 100);
    expect(levels).toBe(0);
  });

  it('finds the board again after each reset, with its subscriptions and without its outputs', async () => {
    const { board, transport, link } = await linked();
    let restarts = 0;
    link.onRestarted(() => restarts++);
    await link.subscribeAnalog(['A0'], { periodMs: 10 });
    for (const wanted of [1, 2]) {
      await link.digitalWrite('D13', true);
      board.reset();
      await transport.clock.wait(2500);
      expect(restarts).toBe(wanted);
      expect(board.mode('D13')).toBe('input');
      let samples = 0;
      const stop = link.onSample(() => samples++);
      await transport.clock.wait(200);
      stop();
      expect(samples).toBeGreaterThan(15);
    }
    await link.reset();
    await transport.clock.wait(2500);
    expect(restarts).toBe(3);
  });

  it('ends with the cable, and another begins when it is back', async () => {
    const { transport, link } = await linked();
    const lost: string[] = [];
    link.onLost(({ code }) => lost.push(code));
    transport.unplug();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lost).toEqual(['lost']);
    transport.plug();
    await transport.open({ baudRate: 115200 });
    const again = await openLink(transport);
    links.push(again);
    await again.digitalWrite('D13', true);
  });

  it('gives the line back to plain text when it says goodbye', async () => {
    const { board, transport, link } = await linked();
    await link.digitalWrite('D13', true);
    await link.close();
    expect(board.mode('D13')).toBe('input');
    // Nothing but text is on the line now, and the board has nothing to say.
    const bytes: number[] = [];
    board.uart.onByte((byte) => bytes.push(byte));
    pass(board, 500);
    expect(bytes).toEqual([]);
    const next = await openLink(transport);
    links.push(next);
    expect(next.state).toBe('linked');
  });

  it('does every command once and believes no wrong value on a line that spoils one byte in a hundred', async () => {
    const { board, transport } = await plugged();
    ANALOG.forEach((pin, i) => board.drive(pin as UnoPin, (i * 5) / 8));
    const link = await openLink(noisyTransport(transport, seededRandom(7), 0.01), { random: seededRandom(2) });
    links.push(link);
    let restarts = 0;
    link.onRestarted(() => restarts++);
    let samples = 0;
    link.onSample(({ values }) => {
      samples++;
      for (const [pin, value] of Object.entries(values)) expect(value).toBe(Number(pin[1]) * 128);
    });
    await link.subscribeAnalog(ANALOG, { periodMs: 20 });
    await link.digitalWrite('D13', false);
    let edges = 0;
    board.onPin((pin) => void (pin === 'D13' && edges++));
    const count = process.env.PAPERKITE_DEEP ? 20_000 : 400;
    for (let i = 0; i < count; i += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, k) => link.digitalWrite('D13', k % 2 === 0)));
      expect(await link.analogRead('A3')).toBe(384);
    }
    expect(edges).toBe(count);
    const { damaged, lostSamples, resent } = link.statistics;
    console.log(
      `      ${samples} samples, ${lostSamples} lost, ${damaged} damaged pieces, ${resent} commands sent again`,
    );
    expect(restarts).toBe(0);
    expect(resent).toBeGreaterThan(count / 20);
  }, 120_000);
});
