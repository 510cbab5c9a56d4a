import { AVRIOPort, AVRTimer, CPU, portBConfig, portDConfig, timer0Config, timer1Config, timer2Config } from 'avr8js';
import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '@paperkite/kernel';
import { makeTimer } from './timer.ts';

const RUNS = process.env.PAPERKITE_DEEP ? 3000 : 150;
const SEED = 64;

type TimerConfig = typeof timer0Config;
type Make = (cpu: CPU, config: TimerConfig) => void;

/** A CPU with one timer and its pins, moved on without instructions. */
function bench(make: Make, config: TimerConfig) {
  const cpu = new CPU(new Uint16Array(16), 2048);
  const ports = [new AVRIOPort(cpu, portBConfig), new AVRIOPort(cpu, portDConfig)];
  make(cpu, config);
  for (const port of ports) cpu.writeData(port.portConfig.DDR, 0xff);
  let edges = '';
  for (const [at, port] of ports.entries()) {
    port.addListener((value) => (edges += `${cpu.cycles}:${at}:${value} `));
  }
  return {
    write: (register: number, value: number) => cpu.writeData(register, value),
    /** As an instruction of so many cycles. */
    pass: (cycles: number) => {
      cpu.cycles += cycles;
      cpu.tick();
    },
    flags: () => cpu.data[config.TIFR]!,
    count: () => cpu.readData(config.TCNT) + 256 * cpu.data[config.TCNT + 1]! * (config.bits === 16 ? 1 : 0),
    takeEdges: () => {
      const taken = edges;
      edges = '';
      return taken;
    },
  };
}

/**
 * One write of a random setting, as [register, value] pairs. `quick`: a tick for each cycle, and no rounds so short that several fall into
 * one instruction, where avr8js loses some.
 */
function someWrite(random: Random, config: TimerConfig, quick: boolean): [number, number][] {
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const wide = config.bits === 16;
  const value = (): number => {
    if (quick) return 16 + below(240);
    return random.next() < 0.3 ? below(4) : below(256);
  };
  const pair = (register: number): [number, number][] =>
    wide
      ? [
          [register + 1, random.next() < 0.7 ? 0 : below(4)],
          [register, value()],
        ]
      : [[register, value()]];
  switch (below(wide ? 7 : 6)) {
    case 0:
      return [[config.TCCRA, below(256) & 0xf3]];
    case 1:
      return [[config.TCCRB, (below(4) << 3) | (quick ? [0, 1] : [0, 2, 3, 4])[below(quick ? 2 : 4)]!]];
    case 2:
      return pair(config.OCRA);
    case 3:
      return pair(config.OCRB);
    case 4:
      return pair(config.TCNT);
    case 5:
      return [[config.TIFR, below(8)]];
    default:
      return pair(config.ICR);
  }
}

describe.each([
  ['timer 0', timer0Config],
  ['timer 1', timer1Config],
  ['timer 2', timer2Config],
])('A sleeping %s', (_name, config) => {
  it(`sets the flags and pins of avr8js's at the same cycles, in ${RUNS} random settings`, () => {
    const random = seededRandom(SEED);
    for (let run = 0; run < RUNS; run++) {
      const ours = bench(makeTimer, config);
      const theirs = bench((cpu, settings) => void new AVRTimer(cpu, settings), config);
      const story: string[] = [];
      for (let step = 0; step < 40; step++) {
        for (const [register, value] of someWrite(random, config, run % 2 === 1)) {
          story.push(`[${register}]=${value}`);
          ours.write(register, value);
          theirs.write(register, value);
          ours.pass(2);
          theirs.pass(2);
        }
        const instructions = Math.floor(random.next() * 600);
        for (let at = 0; at < instructions; at++) {
          const cycles = 1 + Math.floor(random.next() * 4);
          ours.pass(cycles);
          theirs.pass(cycles);
        }
        story.push(`${instructions} instructions`);
        const look = random.next() < 0.3;
        const [mine, wanted] = [ours, theirs].map((timer) => [timer.flags(), timer.takeEdges(), look && timer.count()]);
        expect(mine, `seed ${SEED}, run ${run}: ${story.join(', ')}`).toEqual(wanted);
      }
    }
  });
});
