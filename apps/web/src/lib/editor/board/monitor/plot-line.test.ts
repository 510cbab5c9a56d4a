import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPlotLine } from './plot-line.ts';

const read = (line: string): Record<string, number> | null => {
  const values = readPlotLine(line);
  return values && Object.fromEntries(values);
};

it.each([
  ['light:512 angle:90', { light: 512, angle: 90 }],
  ['light: 512, angle : -9.5', { light: 512, angle: -9.5 }],
  ['光线：3，角度：4', { 光线: 3, 角度: 4 }],
  ['1,2,3', { 1: 1, 2: 2, 3: 3 }],
  ['12', { 1: 12 }],
  ['  -0.5e3\t7 ', { 1: -500, 2: 7 }],
  ['a:b:1', { 'a:b': 1 }],
])('reads %j', (line, values) => expect(read(line)).toEqual(values));

it.each(['', '   ', 'hello', 'light 512', 'a:', ':5', 'a:1 b', '1e999', `${'n'.repeat(25)}:1`, '0x10', 'NaN'])(
  'sees no values in %j',
  (line) => expect(read(line)).toBeNull(),
);

it('reads back what the board would print', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,10}$/),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        { minKeys: 1 },
      ),
      (values) => {
        const line = Object.entries(values)
          .map(([name, value]) => `${name}:${value}`)
          .join(',');
        // A zero is printed without its sign.
        expect(read(line)).toEqual(
          Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value || 0])),
        );
      },
    ),
  );
});

it('never fails, whatever a line holds', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (line) => void readPlotLine(line)));
});
