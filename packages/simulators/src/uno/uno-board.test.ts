import { describe, expect, it } from 'vitest';
import { boardWith, bootloaderHex, programHex } from '../../test/programs.ts';
import { SimulatorError } from '../errors.ts';
import { UnoBoard } from './uno-board.ts';

const POWER = 1;
const EXTERNAL = 2;
const WATCHDOG = 8;

describe('A simulated Uno', () => {
  it('needs 65 ms from a reset to its first instruction, as the real one', () => {
    const board = new UnoBoard();
    let firstPin = NaN;
    board.onPin((_pin, _level, microseconds) => (firstPin = microseconds));
    board.loadHex(programHex('waves'));
    board.runUntil(() => !Number.isNaN(firstPin), 1e6);
    expect(firstPin).toBeGreaterThan(65_000);
    expect(firstPin).toBeLessThan(65_100);
  });

  it('is restarted by its watchdog, knows why, and keeps its EEPROM', () => {
    const { board, said } = boardWith('restarts');
    const causes: string[] = [];
    board.onReset((cause) => causes.push(cause));
    board.runFor(150_000);
    expect(said).toEqual([POWER, 0, WATCHDOG, 1, WATCHDOG, 2]);
    expect(causes).toEqual(['watchdog', 'watchdog']);
    expect(board.eeprom[0]).toBe(2);
    board.reset();
    board.runFor(20_000);
    expect(said.slice(6)).toEqual([EXTERNAL, 3]);
    board.powerCycle();
    board.runFor(20_000);
    expect(said.slice(8)).toEqual([POWER, 4]);
    expect(causes.slice(2)).toEqual(['external', 'power']);
  });

  it('lets go of its pins in a reset', () => {
    const { board } = boardWith('restarts');
    board.runFor(200_000);
    expect(board.mode('D13')).toBe('pullup');
    expect(board.level('D13')).toBe(1);
    board.powerOff();
    expect(board.mode('D13')).toBe('input');
    expect(board.level('D13')).toBe(0);
    board.runFor(10_000);
    expect(board.mode('D13')).toBe('input');
  });

  it('measures voltages from 0 to 5 V in 1,024 steps, and its own pull-up', () => {
    const { board, said } = boardWith('analog');
    board.runFor(1000);
    board.drive('A0', 2.5);
    board.drive('A1', 0);
    board.drive('A2', 5);
    board.drive('A3', 5 / 1024);
    for (const channel of [0, 1, 2, 3, 4, 5]) {
      board.uart.send([channel]);
      board.runFor(10_000);
    }
    const values = [];
    for (let at = 0; at < said.length; at += 2) values.push(said[at]! * 256 + said[at + 1]!);
    expect(values).toEqual([512, 0, 1023, 1, 0, 1023]);
  });

  it('loses bytes that come while two wait and a third is in its shift register, and says so', () => {
    const { board, said } = boardWith('analog');
    board.runFor(1000);
    for (const pin of ['A0', 'A1', 'A2', 'A3'] as const) board.drive(pin, 0);
    // While the first is worked on, two wait, the third is held, and the fourth takes its place.
    board.uart.send([0, 1, 2, 3, 2]);
    board.runFor(100_000);
    const marks = said.filter((byte) => byte === 0xff).length;
    expect(marks).toBe(1);
    expect((said.length - marks) / 2).toBe(4);
  });

  it('takes as many bytes at once as a host has', () => {
    const board = new UnoBoard();
    board.uart.send(new Uint8Array(500_000));
    expect(board.uart.pending).toBe(500_000);
    board.uart.discardPending();
    expect(board.uart.pending).toBeLessThanOrEqual(1);
  });

  it('reads rubbish or nothing at a wrong speed', () => {
    const { board, said } = boardWith('analog');
    board.uart.baudRate = 9600;
    board.uart.send([0, 1, 2]);
    board.runFor(200_000);
    expect(said.length).not.toBe(6);
  });

  it('runs the same way each time', () => {
    const trace = (): string => {
      const { board } = boardWith('waves');
      const events: string[] = [];
      board.onPin((pin, level, microseconds) => events.push(`${microseconds} ${pin} ${level}`));
      board.runFor(50_000);
      return events.join('\n');
    };
    const first = trace();
    expect(first.length).toBeGreaterThan(1000);
    expect(trace()).toBe(first);
  });

  it('refuses what is no Intel HEX for it', () => {
    const board = new UnoBoard();
    for (const text of ['', ':00', ':0000000100', ':0480FE0000000000FE\n:00000001FF', 'hello']) {
      expect(() => board.loadHex(text)).toThrow(SimulatorError);
    }
  });
});

describe("A simulated Uno with Paperkite's bootloader", () => {
  const started = () => {
    const board = new UnoBoard({ bootloader: bootloaderHex });
    const said: number[] = [];
    board.uart.baudRate = 115_200;
    board.uart.onByte((byte) => said.push(byte));
    board.loadHex(programHex('restarts'));
    return { board, said };
  };

  it('starts the program at once when it is switched on', () => {
    const { board, said } = started();
    board.runFor(75_000);
    expect(board.inBootloader).toBe(false);
    // The bootloader has cleared MCUSR.
    expect(said).toEqual([0, 0]);
  });

  it('listens for a second after a reset, then starts the program', () => {
    const { board } = started();
    board.reset();
    board.runFor(1_000_000);
    expect(board.inBootloader).toBe(true);
    expect(board.runUntil(() => !board.inBootloader, 200_000)).toBe(true);
  });

  it('does not write over itself, nor pages that are too long, and says so', () => {
    const { board, said } = started();
    const before = board.flash.slice();
    board.reset();
    board.runFor(100_000);
    const page = (length: number): number[] => [
      0x64,
      length >> 8,
      length & 0xff,
      0x46,
      ...new Array<number>(length).fill(0),
      0x20,
    ];
    board.uart.send([0x55, 0x00, 0x3f, 0x20]);
    board.runFor(10_000);
    board.uart.send(page(128));
    board.runFor(50_000);
    expect(said).toEqual([0x14, 0x10, 0x14, 0x11]);
    board.uart.send([0x55, 0x00, 0x20, 0x20]);
    board.runFor(10_000);
    board.uart.send(page(256));
    board.runFor(100_000);
    expect(said.slice(4)).toEqual([0x14, 0x10, 0x14, 0x11]);
    expect(Buffer.compare(board.flash, before)).toBe(0);
  });

  it('does nothing of a command that does not end as it must, and goes on', () => {
    const { board, said } = started();
    board.reset();
    board.runFor(100_000);
    board.uart.send([0x55, 0x00, 0x20, 0x21, 0x30, 0x20]);
    board.runFor(10_000);
    expect(said).toEqual([0x15, 0x14, 0x10]);
  });

  it('cannot be reached by a program: only the boot section may write the flash', () => {
    // spm from the program's own place: ldi r30,0; ldi r31,0x40; ldi r16,3; out SPMCSR,r16; spm; rjmp .
    const words = [0xe0e0, 0xe4f0, 0xe003, 0xbf07, 0x95e8, 0xcfff];
    const flash = new Uint8Array(0x8000).fill(0xff);
    flash.fill(0x55, 0x4000, 0x4080);
    for (const [at, word] of words.entries()) flash.set([word & 0xff, word >> 8], at * 2);
    const board = new UnoBoard({ bootloader: bootloaderHex, flash });
    board.runFor(100_000);
    expect(board.programCounter).toBe(10);
    expect(board.flash[0x4000]).toBe(0x55);
  });
});
