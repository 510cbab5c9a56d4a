import { readFileSync } from 'node:fs';
import { UNO_FLASH } from '@paperkite/boards/uno';
import { emitUnoImage, evaluate, lowerBoard } from '@paperkite/compiler/board';
import { describe, expect, it } from 'vitest';
import { block, boardTarget, type Sketched } from './support/board-program.ts';
import { expectedOf } from './support/compare.ts';
import { runOnUno } from './support/run-on-uno.ts';

/**
 * The functions that the machine has no instruction for (`uno/library.ts` in the compiler) against the evaluation. Numbers are
 * shifted into whole ones of 24 bits before they are printed, so that the text has every digit and a difference of 1 is a unit in the last place.
 */
const HEX = readFileSync(new URL('../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url), 'utf8');
const UNITS = 6;
const BITS = 24;

const mathop = (operator: string, of: number | Sketched): Sketched =>
  block('operator_mathop', { NUM: of }, { OPERATOR: operator });
const print = (value: number | Sketched): Sketched => block('arduino_serialprintln', { VALUE: value });
const times = (a: Sketched, b: number): Sketched => block('operator_multiply', { NUM1: a, NUM2: b });

/** What a program prints on the board, and by evaluation. */
function linesOf(body: Sketched[]): { board: string[]; evaluated: string[] } {
  const program = lowerBoard(boardTarget({ scripts: [{ hat: block('board_whenstarted'), body }] }));
  const { image, diagnostics } = emitUnoImage(program, { seed: 9 });
  expect([...program.diagnostics, ...diagnostics]).toEqual([]);
  const run = { world: {}, until: 500, digital: [], pwm: [], slot: 100 };
  const { serial } = runOnUno({ ...run, hex: HEX, image: { at: UNO_FLASH.programStart, bytes: image! } });
  const lines = (text: string): string[] => text.split('\r\n').slice(0, -1);
  return { board: lines(serial), evaluated: lines(expectedOf(evaluate(program, {}, run), run).serial) };
}

/** The power of two that makes a number one of 24 bits, as far as binary32 goes. */
function shiftOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 1;
  return 2 ** Math.min(127, BITS - 1 - Math.floor(Math.log2(Math.abs(value))));
}

const spread = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.fround(from + ((to - from) * (i + 0.37)) / count));
const powers = (base: number, from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => base ** (from + i));
const ANGLES = [...spread(-720, 720, 40), ...spread(0, 1, 5), ...spread(89, 91, 5), 1e6, 1e-30, -1e-30];

const CASES: Record<string, { of: (x: number) => number; at: number[] }> = {
  sin: { of: (x) => Math.sin((x * Math.PI) / 180), at: ANGLES },
  cos: { of: (x) => Math.cos((x * Math.PI) / 180), at: ANGLES },
  tan: { of: (x) => Math.tan((x * Math.PI) / 180), at: ANGLES },
  asin: { of: (x) => (Math.asin(x) * 180) / Math.PI, at: [...spread(-1, 1, 40), 0.5, 0.99999, 1e-10] },
  acos: { of: (x) => (Math.acos(x) * 180) / Math.PI, at: [...spread(-1, 1, 40), 0.5, 0.99999, -0.99999] },
  atan: { of: (x) => (Math.atan(x) * 180) / Math.PI, at: [...spread(-4, 4, 30), ...powers(10, -10, 38)] },
  ln: { of: Math.log, at: [...spread(0.5, 2, 20), ...spread(2, 1000, 20), ...powers(10, -38, -1), 3e38] },
  log: { of: Math.log10, at: [...spread(0.5, 2, 20), ...spread(2, 1000, 20), ...powers(7, -40, 40)] },
  'e ^': { of: Math.exp, at: [...spread(-80, 88, 40), ...spread(-1, 1, 20), 1e-10] },
  '10 ^': { of: (x) => 10 ** x, at: [...spread(-30, 38, 40), ...spread(-1, 1, 20)] },
};

describe('functions on the Uno', () => {
  it.each(Object.entries(CASES))('%s is right to a few units in the last place', (operator, { of, at }) => {
    for (let from = 0; from < at.length; from += 60) {
      const some = at.slice(from, from + 60);
      const { board, evaluated } = linesOf(some.map((x) => print(times(mathop(operator, x), shiftOf(of(x))))));
      expect(board).toHaveLength(some.length);
      const far = some.filter((_, i) => !(Math.abs(Number(board[i]) - Number(evaluated[i])) <= UNITS));
      expect(far, `${board.join(' ')} instead of ${evaluated.join(' ')}`).toEqual([]);
    }
  });

  it('are exact where they have to be', () => {
    const exact: [string, number[]][] = [
      ['sin', [0, 90, 180, 270, 360, -90, 450, 30, Infinity]],
      ['cos', [0, 90, 180, 270, 360, -90, 450, -1e-30]],
      ['tan', [0, 90, 180, 270, 45, -45]],
      ['asin', [0, 1, -1, 0.5, 1.5]],
      ['acos', [0, 1, -1, 0.5, -2]],
      ['atan', [0, 1, -1, Infinity, -Infinity]],
      ['ln', [1, 0, -1, Infinity]],
      ['log', [...powers(10, -10, 38).map(Math.fround), 0, -5]],
      ['e ^', [0, 1, 89, -110, Infinity, -Infinity]],
      ['10 ^', [...powers(2, 0, 5), 0, 3, 9, 10, -1, -2, -10, 39, -46]],
      ['ceiling', [1.5, -1.5, 2, 0, 3e9]],
    ];
    const { board, evaluated } = linesOf(exact.flatMap(([name, at]) => at.map((x) => print(mathop(name, x)))));
    expect(board).toEqual(evaluated);
  });

  it('keep the sign of a zero', () => {
    const inverse = (x: Sketched): Sketched => print(block('operator_divide', { NUM1: 1, NUM2: x }));
    const minus = block('operator_multiply', { NUM1: block('arduino_millis'), NUM2: 0 });
    const zero = block('operator_multiply', { NUM1: minus, NUM2: -1 });
    const { board, evaluated } = linesOf([
      ...['sin', 'cos', 'tan', 'atan', 'asin', 'ceiling', 'floor', 'sqrt'].map((name) => inverse(mathop(name, zero))),
      inverse(mathop('ceiling', -0.5)),
      inverse(mathop('sin', 180)),
      inverse(mathop('tan', 180)),
    ]);
    expect(board).toEqual(evaluated);
  });

  it('may be nested, and used by several scripts at once', () => {
    const inner = mathop('atan', mathop('tan', mathop('acos', mathop('cos', 37))));
    const { board } = linesOf([print(block('operator_round', { NUM: times(inner, 1000) }))]);
    expect(board).toEqual(['37000']);
  });

  it('clamp, map and mix colours like the evaluation', () => {
    const map = (v: number, ...range: number[]): Sketched =>
      block('arduino_map', {
        VALUE: v,
        ...Object.fromEntries(['FROMLOW', 'FROMHIGH', 'TOLOW', 'TOHIGH'].map((name, i) => [name, range[i]!])),
      });
    const constrain = (v: number, low: number, high: number): Sketched =>
      block('arduino_constrain', { VALUE: v, LOW: low, HIGH: high });
    const rgb = (r: number, g: number, b: number): Sketched => block('arduino_rgb', { R: r, G: g, B: b });
    const { board, evaluated } = linesOf(
      [
        ...[map(512, 0, 1023, 0, 180), map(3, 10, 0, -1, 1), map(1, 2, 2, 0, 1)],
        ...[constrain(-5, 0, 10), constrain(50, 0, 10), constrain(5, 0, 10), constrain(NaN, 0, 10)],
        ...[rgb(300, -3, 15.5), rgb(NaN, 0.49, 254.5), rgb(1, 2, 3)],
      ].map(print),
    );
    expect(board).toEqual(evaluated);
  });

  it('draw whole numbers between whole numbers, fractions otherwise', () => {
    const random = (from: number, to: number): Sketched => block('operator_random', { FROM: from, TO: to });
    const dice = linesOf(Array.from({ length: 120 }, () => print(random(6, 1)))).board;
    expect(new Set(dice)).toEqual(new Set(['1', '2', '3', '4', '5', '6']));
    const fractions = linesOf(Array.from({ length: 20 }, () => print(random(0, 0.5)))).board.map(Number);
    expect(fractions.every((value) => value >= 0 && value <= 0.5)).toBe(true);
    expect(new Set(fractions).size).toBeGreaterThan(15);
  });
});
