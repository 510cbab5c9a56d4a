import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scalar } from '@paperkite/project';
import { compare, equals, equalsInteger, greater, less } from './cast.ts';
import { ListSearch } from './list-index.ts';

const RUNS = process.env.PAPERKITE_DEEP ? 200_000 : 5000;

/** Scratch's comparison as it is told (measured-facts section 1, point 3), without any short cut. */
function reference(a: Scalar, b: Scalar): number {
  const number = (value: Scalar): number => (typeof value === 'string' && value.trim() === '' ? NaN : Number(value));
  const x = number(a);
  const y = number(b);
  if (Number.isNaN(x) || Number.isNaN(y)) {
    const s = String(a).toLowerCase();
    const t = String(b).toLowerCase();
    return s < t ? -1 : s > t ? 1 : 0;
  }
  return x === y ? 0 : x < y ? -1 : 1;
}

const awkward = [
  '',
  ' ',
  '\t',
  '0',
  '-0',
  '+1',
  '.5',
  '5.',
  '1e3',
  '0x10',
  ' 5 ',
  'Infinity',
  '-Infinity',
  'infinity',
  'I',
];
const letters = [
  'NaN',
  'nan',
  'a',
  'A',
  'İ',
  'i̇',
  'ß',
  'ẞ',
  'Σ',
  'ς',
  'aΣ',
  'AΣ',
  '٣',
  '\u00a05',
  '\ufeff5',
  'true',
  'False',
];
const value: fc.Arbitrary<Scalar> = fc.oneof(
  fc.constantFrom<Scalar>(...awkward, ...letters, true, false, NaN, Infinity, -Infinity, -0, 0, 10, 16, 1000, 0.5),
  fc.integer({ min: -20, max: 20 }),
  fc.integer({ min: -20, max: 20 }).map(String),
  fc.double(),
  fc.string({ maxLength: 3 }),
  fc.string({ maxLength: 3, unit: 'grapheme' }),
);

describe('comparison', () => {
  it('answers what its definition does, for any values', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const expected = reference(a, b);
        expect(compare(a, b)).toBe(expected);
        expect(equals(a, b)).toBe(expected === 0);
        expect(less(a, b)).toBe(expected < 0);
        expect(greater(a, b)).toBe(expected > 0);
        if (typeof b === 'number' && Number.isSafeInteger(b) && b >= 0 && !Object.is(b, -0)) {
          expect(equalsInteger(a, b, String(b))).toBe(expected === 0);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('finds the first equal item of a list, however often it is asked', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), fc.array(value, { maxLength: 5 }), (list, wanted) => {
        const search = new ListSearch();
        for (const item of [...wanted, ...wanted, ...list]) {
          expect(search.find(list, item)).toBe(list.findIndex((other) => reference(other, item) === 0) + 1);
        }
      }),
      { numRuns: RUNS / 10 },
    );
  });
});
