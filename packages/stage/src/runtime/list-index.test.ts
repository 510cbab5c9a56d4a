import type { Scalar } from '@paperkite/project';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare } from './cast.ts';
import { ListSearch } from './list-index.ts';

const WORDS = [
  '',
  ' ',
  '7',
  '07',
  '7.0',
  ' 7 ',
  '1e1',
  '10',
  'a',
  'A',
  'nan',
  'NaN',
  'Infinity',
  'infinity',
  'true',
  '0',
  '-0',
];
const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  fc.constantFrom<Scalar[]>(...WORDS, NaN, Infinity, -Infinity, 0, -0, 7, 10, true, false),
  fc.integer({ min: -3, max: 12 }),
  fc.string({ maxLength: 3 }),
);

it('finds the first item that compares as equal, in short lists and in long ones', () => {
  fc.assert(
    fc.property(
      fc.array(scalar, { maxLength: 60, size: 'max' }),
      fc.array(scalar, { maxLength: 6 }),
      (list, values) => {
        const { find } = new ListSearch();
        for (const value of values) {
          expect(find(list, value)).toBe(list.findIndex((item) => compare(item, value) === 0) + 1);
        }
      },
    ),
    {
      numRuns: process.env.PAPERKITE_DEEP ? 20_000 : 500,
      examples: [
        [[Infinity], ['infinity']],
        [
          [...Array<string>(30).fill('a'), Infinity, 'Infinity', '+Infinity'],
          ['infinity', 'infinity', Infinity],
        ],
      ],
    },
  );
});
