import { CPU, portDConfig, timer0Config, timer1Config } from 'avr8js';
import { seededRandom } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { makePort } from './port.ts';
import { makeTimer } from './timer.ts';
import { UnoBoard } from './uno-board.ts';

const T0 = 4;
const OC0B = 1 << 5;
const OC0A = 1 << 6;
/** Clear the timer on a match with OCR0A; both outputs toggle. */
const CTC_TOGGLING = 0b01010010;
/** Count the rising edges of a pin. */
const RISING_EDGES = 7;

/** Timers 0 and 1, which count edges of port D, with the port's outputs for timer 0 on. */
function bench() {
  const cpu = new CPU(new Uint16Array(16), 2048);
  const port = makePort(cpu, portDConfig);
  makeTimer(cpu, timer0Config);
  makeTimer(cpu, timer1Config);
  cpu.writeData(portDConfig.DDR, OC0A | OC0B);
  return {
    port,
    write: (register: number, value: number) => {
      cpu.writeData(register, value);
      cpu.cycles += 2;
      cpu.tick();
    },
    pins: () => cpu.data[portDConfig.PIN]! & (OC0A | OC0B),
    count: () => cpu.readData(timer0Config.TCNT),
    countOfTimer1: () => cpu.readData(timer1Config.TCNT),
  };
}

describe('A port of the simulated Uno', () => {
  it('tells a timer of each edge once, also where that moves another pin of the port', () => {
    const { port, write, pins, count } = bench();
    write(timer0Config.OCRA, 2);
    write(timer0Config.OCRB, 1);
    write(timer0Config.TCCRA, CTC_TOGGLING);
    write(timer0Config.TCCRB, RISING_EDGES);
    const seen: [number, number][] = [];
    for (let edge = 0; edge < 6; edge++) {
      port.setPin(T0, true);
      port.setPin(T0, false);
      seen.push([count(), pins()]);
    }
    expect(seen).toEqual([
      [1, OC0B],
      [2, OC0A | OC0B],
      [0, OC0A | OC0B],
      [1, OC0A],
      [2, 0],
      [0, 0],
    ]);
  });

  it('tells one timer of the edges that another one makes, each once', () => {
    const { port, write, countOfTimer1 } = bench();
    write(timer0Config.OCRA, 1);
    write(timer0Config.OCRB, 1);
    write(timer0Config.TCCRA, CTC_TOGGLING);
    write(timer0Config.TCCRB, RISING_EDGES);
    write(timer1Config.TCCRB, RISING_EDGES);
    for (let edge = 0; edge < 8; edge++) {
      port.setPin(T0, true);
      port.setPin(T0, false);
    }
    // Timer 0 toggles the pin at every other edge, and every other one of those rises.
    expect(countOfTimer1()).toBe(2);
  });

  it('does not fall over flash contents by chance that make a timer count the edges of its own port', () => {
    const random = seededRandom(91);
    const flash = Uint8Array.from({ length: 0x8000 }, () => Math.floor(random.next() * 256));
    const board = new UnoBoard({ flash, startUpMicroseconds: 0 });
    board.runFor(100_000);
    expect(board.microseconds).toBeGreaterThanOrEqual(100_000);
  });
});
