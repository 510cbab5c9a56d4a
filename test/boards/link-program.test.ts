import { readFileSync } from 'node:fs';
import { openLink, type BoardLink, type ProgramErrorEvent } from '@paperkite/boards';
import { assembleUno, UNO_FLASH, UNO_RUN_ERRORS, type UnoAssembly } from '@paperkite/boards/uno';
import { seededRandom, unwrap } from '@paperkite/kernel';
import { simulatorTransport, UnoBoard } from '@paperkite/simulators';
import { afterEach, describe, expect, it } from 'vitest';
import { noisyTransport } from './noisy-transport.ts';

const FIRMWARE = readFileSync(new URL('../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url), 'utf8');

/**
 * One script turns D12 on and off for ever; the other answers serial lines: a number with a run-time error, anything else with the
 * line.
 */
const PROGRAM: UnoAssembly = {
  hats: [
    { kind: 'started', stack: 8, entry: 'blink' },
    { kind: 'line', stack: 8, entry: 'line' },
  ],
  code: [
    { label: 'blink' },
    ['DIGITAL_HIGH', 12],
    ['DIGITAL_LOW', 12],
    ['YIELD_JUMP', 'blink'],
    { label: 'line' },
    ['SERIAL_NUMBER'],
    ['JUMP_IF_FALSE', 'answer'],
    { label: 'fail' },
    ['PUSH_F32', 1],
    ['JUMP', 'fail'],
    { label: 'answer' },
    ['TEXT_BEGIN', 0],
    ['TEXT_CONSTANT', 'got '],
    ['TEXT_LINE'],
    ['TEXT_NEWLINE'],
    ['TEXT_END', 0],
    ['END'],
  ],
};
const { image, offsets } = unwrap(assembleUno(PROGRAM));
const crc = new DataView(image.buffer, image.byteOffset).getUint32(4, true);

const links: BoardLink[] = [];
afterEach(() => void links.splice(0).map((link) => link.close()));

async function plugged(program = image) {
  const board = new UnoBoard();
  board.loadHex(FIRMWARE);
  board.flash.set(program, UNO_FLASH.programStart);
  board.powerCycle();
  const transport = simulatorTransport(board);
  await transport.open({ baudRate: 115200 });
  return { board, transport };
}

async function linked({ noise = 0 } = {}) {
  const { board, transport } = await plugged();
  const wire = noise > 0 ? noisyTransport(transport, seededRandom(3), noise) : transport;
  const link = await openLink(wire, { random: seededRandom(1) });
  links.push(link);
  const heard = { text: '', errors: [] as ProgramErrorEvent[] };
  link.onText((text) => (heard.text += text));
  link.onProgramError((error) => heard.errors.push(error));
  return { board, transport, link, heard };
}

describe('the live link beside a program on the Uno', () => {
  it('is plain text before there is a page', async () => {
    const { board } = await plugged();
    let text = '';
    board.uart.onByte((byte) => (text += String.fromCharCode(byte)));
    board.uart.baudRate = 115200;
    const pass = (ms: number): void => {
      for (const end = board.microseconds + ms * 1000; board.microseconds < end;)
        board.runFor(end - board.microseconds);
    };
    pass(200);
    board.uart.send(new TextEncoder().encode('hello\n'));
    pass(50);
    expect(text).toBe('got hello\r\n');
  });

  it('has what the program printed before the page said hello', async () => {
    const greeting = unwrap(
      assembleUno({
        hats: [{ kind: 'started', stack: 8, entry: 'greet' }],
        code: [
          { label: 'greet' },
          ['TEXT_BEGIN', 0],
          ['TEXT_CONSTANT', '风筝 ready'],
          ['TEXT_NEWLINE'],
          ['TEXT_END', 0],
          ['END'],
        ],
      }),
    );
    for (const wait of [0, 5, 400]) {
      const { transport } = await plugged(greeting.image);
      await transport.clock.wait(wait);
      const link = await openLink(transport, { random: seededRandom(1) });
      links.push(link);
      let text = '';
      link.onText((said) => (text += said));
      await transport.clock.wait(300);
      expect(text).toBe('风筝 ready\r\n');
    }
  });

  it('says which program runs, stops it and starts it', async () => {
    const { board, transport, link } = await linked();
    expect(link.hello.program).toEqual({ state: 'running', length: image.length, crc });
    let edges = 0;
    board.onPin((pin) => void (pin === 'D12' && edges++));
    await link.stopProgram();
    expect(await link.programStatus()).toEqual({ state: 'stopped', length: image.length, crc });
    edges = 0;
    await transport.clock.wait(210);
    expect(edges).toBe(0);
    expect(link.program).toBe('stopped');
    await link.startProgram();
    await transport.clock.wait(210);
    expect(edges).toBeGreaterThan(100);
    expect(link.program).toBe('running');
  });

  it('carries text to the program and back, longer than any buffer', async () => {
    const { transport, link, heard } = await linked();
    for (let i = 0; i < 8; i++) await link.sendText(`line ${String.fromCharCode(97 + i)} of some length\n`);
    await transport.clock.wait(250);
    const lines = heard.text.split('\r\n').slice(0, -1);
    // A round of the program takes one line; each of these is whole.
    expect(lines).toEqual(
      Array.from({ length: 8 }, (_, i) => `got line ${String.fromCharCode(97 + i)} of some length`),
    );
  });

  it('tells of a run-time error once, with its place, and the other script goes on', async () => {
    const { board, transport, link, heard } = await linked();
    await link.sendText('5\n');
    await transport.clock.wait(100);
    const place = offsets[PROGRAM.code.findIndex((item) => 'label' in item && item.label === 'fail')];
    expect(heard.errors).toEqual([{ code: UNO_RUN_ERRORS['stack-full'], thread: 1, offset: place }]);
    let edges = 0;
    board.onPin((pin) => void (pin === 'D12' && edges++));
    await transport.clock.wait(100);
    expect(edges).toBeGreaterThan(50);
    await link.sendText('again\n');
    await transport.clock.wait(100);
    expect(heard.text).toBe('got again\r\n');
  });

  it('loses neither text nor errors on a bad line', async () => {
    const { transport, link, heard } = await linked({ noise: 0.01 });
    for (let i = 0; i < 8; i++) {
      await link.sendText(i % 4 === 3 ? '7\n' : `number ${String.fromCharCode(97 + i)}\n`);
      await transport.clock.wait(150);
    }
    await transport.clock.wait(400);
    const sent = Array.from({ length: 8 }, (_, i) => i).filter((i) => i % 4 !== 3);
    expect(heard.text).toBe(sent.map((i) => `got number ${String.fromCharCode(97 + i)}\r\n`).join(''));
    expect(heard.errors).toHaveLength(2);
    expect(link.statistics.damaged).toBeGreaterThan(0);
  });

  it('samples 500 times a second while the program runs, and answers commands', async () => {
    const { board, transport, link } = await linked();
    const writes: number[] = [];
    for (let i = 0; i < 40; i++) {
      const began = board.microseconds;
      await link.digitalWrite('D13', i % 2 === 0);
      writes.push((board.microseconds - began) / 1000);
    }
    writes.sort((a, b) => a - b);
    let rounds = 0;
    board.onPin((pin, level) => void (pin === 'D12' && level === 1 && rounds++));
    const free = await transport.clock.wait(250).then(() => rounds * 2);
    let [count, first, last] = [0, 0, 0];
    link.onSample(({ time }) => {
      if (count++ === 0) first = time;
      last = time;
    });
    await link.subscribeAnalog(['A0', 'A1', 'A2', 'A3', 'A4', 'A5'], { periodMs: 2 });
    await transport.clock.wait(50);
    count = rounds = 0;
    await transport.clock.wait(500);
    const rate = ((count - 1) * 1e6) / (last - first);
    console.log(
      `      beside a program: a write takes ${writes[20]!.toFixed(2)} ms (median), ${writes.at(-1)!.toFixed(2)} ms (longest); ` +
        `${rate.toFixed(0)} samples/s leave it ${((100 * rounds) / free).toFixed(0)} % of its passes`,
    );
    expect(rate).toBeGreaterThanOrEqual(499);
    expect(writes[36]).toBeLessThanOrEqual(2);
  });
});
