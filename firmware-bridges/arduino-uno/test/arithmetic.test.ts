import type { UnoInstruction, UnoOpcode } from '@paperkite/boards/uno';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRINT, run, script, values } from './machine.ts';

const push = (value: number): UnoInstruction => ['PUSH_F32', value];
const unary = (opcode: UnoOpcode, a: number): UnoInstruction[] => [push(a), [opcode] as UnoInstruction];
const binary = (opcode: UnoOpcode, a: number, b: number): UnoInstruction[] => [push(a), ...unary(opcode, b)];

/** A number's text by another way than the firmware's: JavaScript's exact decimal expansion, then rounding by hand. */
function expectedText(value: number): string {
  const v = Math.fround(value);
  if (Number.isNaN(v)) return 'NaN';
  if (!Number.isFinite(v)) return v < 0 ? '-Infinity' : 'Infinity';
  if (v === 0) return '0';
  if (Number.isInteger(v) && Math.abs(v) < 2 ** 24) return v.toFixed(0);
  const [digits, power] = Math.abs(v).toPrecision(6).includes('e')
    ? Math.abs(v).toPrecision(6).split('e')
    : Math.abs(v).toExponential(5).split('e');
  const exact = Number(power) >= 6 || Number(power) < -4;
  const sign = v < 0 ? '-' : '';
  if (!exact) return sign + String(Number(Math.abs(v).toPrecision(6)));
  const mantissa = (digits ?? '').replace(/\.?0+$/, '');
  const e = Number(power);
  return `${sign}${mantissa}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
}

const float32 = fc.oneof(
  fc.float({ noNaN: false }),
  fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 8),
  fc.integer({ min: -2000, max: 2000 }),
);
const RUNS = process.env.PAPERKITE_DEEP ? 20 : 2;
const BATCH = 60;

describe('numbers as text', () => {
  it('keep all digits of whole numbers below 2^24 and six digits of others', () => {
    const numbers = [
      0, -0, 1, -1, 255, 16777215, -16777215, 16777216, 0.1, 0.5, 3.14159265, 123456.7, 999999.5, 1000000.5,
    ];
    expect(values(numbers.map((n) => [push(n)]))).toEqual([
      ...[
        '0',
        '0',
        '1',
        '-1',
        '255',
        '16777215',
        '-16777215',
        '1.67772e+07',
        '0.1',
        '0.5',
        '3.14159',
        '123457',
        '1e+06',
      ],
      '1e+06',
    ]);
    const small = [0.0001, 0.00009999999, 1e-7, 1.17549435e-38, 1.4e-45, 3.4028235e38, 99999.95, 0.000123456];
    expect(values(small.map((n) => [push(n)]))).toEqual([
      ...['0.0001', '0.0001', '1e-07', '1.17549e-38', '1.4013e-45', '3.40282e+38', '100000', '0.000123456'],
    ]);
  });

  it('name what is no number', () => {
    expect(values([binary('DIVIDE', 0, 0), binary('DIVIDE', 1, 0), binary('DIVIDE', -1, 0)])).toEqual([
      'NaN',
      'Infinity',
      '-Infinity',
    ]);
  });

  it('round a tie away from zero', () => {
    // Both are exact in binary and lie in the middle between two texts of six digits.
    expect(values([[push(100000.5)], [push(-100000.5)], [push(2.000005e5)]])).toEqual(['100001', '-100001', '200001']);
  });

  it('are those of the exact value, for any number', () => {
    fc.assert(
      fc.property(fc.array(float32, { minLength: BATCH, maxLength: BATCH }), (numbers) => {
        expect(
          values(
            numbers.map((n) => [push(n)]),
            { milliseconds: 1500 },
          ),
        ).toEqual(numbers.map(expectedText));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('arithmetic', () => {
  const rounded: [UnoOpcode, (a: number, b: number) => number][] = [
    ['ADD', (a, b) => a + b],
    ['SUBTRACT', (a, b) => a - b],
    ['MULTIPLY', (a, b) => a * b],
    ['DIVIDE', (a, b) => a / b],
    ['LESS', (a, b) => Number(a < b)],
    ['EQUAL', (a, b) => Number(a === b)],
    ['GREATER', (a, b) => Number(a > b)],
  ];
  for (const [opcode, reference] of rounded) {
    it(`${opcode} rounds to binary32 once`, () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(float32, float32), { minLength: BATCH, maxLength: BATCH }), (pairs) => {
          const texts = values(
            pairs.map(([a, b]) => binary(opcode, a, b)),
            { milliseconds: 1500 },
          );
          const expected = pairs.map(([a, b]) => expectedText(reference(Math.fround(a), Math.fround(b))));
          expect(texts).toEqual(expected);
        }),
        { numRuns: RUNS },
      );
    });
  }

  it('takes the remainder downwards, as Scratch does', () => {
    const pairs = [
      [7, 3],
      [-7, 3],
      [7, -3],
      [-7, -3],
      [5.5, 2],
      [-0.5, 2],
      [6, 3],
      [1, 0],
      [1e10, 7],
    ] as const;
    const texts = values(pairs.map(([a, b]) => binary('MODULO', a, b)));
    expect(texts).toEqual(['1', '2', '-2', '-1', '1.5', '1.5', '0', 'NaN', '4']);
  });

  it('rounds halves up', () => {
    const numbers = [0.5, 1.5, -0.5, -1.5, 2.4999, -2.5, 0.49999997, 8388607.5, Infinity];
    expect(values(numbers.map((n) => unary('ROUND', n)))).toEqual([
      '1',
      '2',
      '0',
      '-1',
      '2',
      '-2',
      '0',
      '8388608',
      'Infinity',
    ]);
  });

  it('knows the functions', () => {
    const cases: [UnoInstruction[], number][] = [
      [unary('ABSOLUTE', -3.5), 3.5],
      [unary('FLOOR', -3.5), -4],
      [unary('SQRT', 2), Math.SQRT2],
      [[push(5), push(0), push(10), push(0), push(100), ['MAP']], 50],
      [[push(-5), push(0), push(10), ['CONSTRAIN']], 0],
      [[push(50), push(0), push(10), ['CONSTRAIN']], 10],
      [[push(5), push(0), push(10), ['CONSTRAIN']], 5],
      [unary('BYTE', 300), 255],
      [unary('BYTE', -3), 0],
      [unary('BYTE', 15.5), 16],
      [[push(4), ['DUPLICATE'], ['MULTIPLY']], 16],
    ];
    const texts = values(
      cases.map(([code]) => code),
      { milliseconds: 600 },
    );
    texts.forEach((text, index) => {
      const expected = Math.fround(cases[index]?.[1] ?? NaN);
      if (Number.isFinite(expected)) expect(Number(text)).toBeCloseTo(expected, 4);
      else expect(text).toBe(expectedText(expected));
    });
    expect(texts).toHaveLength(cases.length);
  });

  it('draws fractions below 1, the same for the same seed', () => {
    const draws = Array.from({ length: 40 }, (): UnoInstruction[] => [['RANDOM']]);
    const code = draws.flatMap((draw) => [...draw, ...PRINT]);
    const first = run(script(code, { seed: 5 }), { milliseconds: 600 });
    const numbers = first.trim().split('\r\n').map(Number);
    expect(numbers.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(numbers).size).toBe(40);
    expect(run(script(code, { seed: 5 }), { milliseconds: 600 })).toBe(first);
    expect(run(script(code, { seed: 6 }), { milliseconds: 600 })).not.toBe(first);
  });
});
