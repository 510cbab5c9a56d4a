// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NumberField, normaliseNumber } from './number-field.ts';

describe('a place for a number', () => {
  test.each([
    ['１２。５', 'any', '12.5'],
    ['－3', 'any', '-3'],
    [' 7 ', 'any', '7'],
    ['1e3', 'any', '1e3'],
    ['', 'whole', ''],
    ['-3', 'whole', null],
    ['-3', 'positive', null],
    ['2.5', 'integer', null],
    ['十', 'any', null],
    ['1.2.3', 'any', null],
  ] as const)('%j typed as %s becomes %j', (typed, kind, result) => {
    expect(normaliseNumber(typed, kind)).toBe(result);
  });

  test('takes every number that people write', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(Number(normaliseNumber(String(number), 'any'))).toBe(number === 0 ? Number(String(number)) : number);
      }),
    );
  });

  test('shows whatever a file holds', () => {
    const field = new NumberField('whole');
    field.setValue('Infinity');
    expect(field.getValue()).toBe('Infinity');
    field.setValue('apple');
    expect(field.getValue()).toBe('apple');
  });
});
