import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineToNumber, numberToText } from './number-text.ts';

const RUNS = process.env.PAPERKITE_DEEP ? 100_000 : 2_000;

describe('a number as text', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [16777215, '16777215'],
    [16777216, '1.67772e+07'],
    [-1234567.5, '-1.23457e+06'],
    [0.1, '0.1'],
    [1 / 3, '0.333333'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [999999.5, '1e+06'],
    // Halves go away from zero.
    [100000.5, '100001'],
    [-100000.5, '-100001'],
    [2 ** -149, '1.4013e-45'],
    [3.4028234663852886e38, '3.40282e+38'],
  ])('%d is %s', (value, text) => {
    expect(numberToText(Math.fround(value))).toBe(text);
  });

  it('has the digits that rounding the exact value to six gives', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        if (Number.isInteger(value) && Math.abs(value) < 2 ** 24) return;
        // toPrecision works on the exact value and takes the larger of two equally near, just like here.
        expect(Number(numberToText(value))).toBe(Number(value.toPrecision(6)));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a serial line as a number', () => {
  it.each([
    ['12', 12],
    [' \t-3.5x', -3.5],
    ['abc', 0],
    ['', 0],
    ['.5', 0.5],
    ['+4', 4],
    ['1e3', 1],
    ['-', -0],
    ['99999999.9', Math.fround(99999999.9)],
    ['123456789012', Math.fround(Math.fround(Math.fround(Math.fround(123456789) * 10) * 10) * 10)],
  ])('%j is %d', (line, value) => {
    expect(lineToNumber(line)).toBe(value);
  });
});
