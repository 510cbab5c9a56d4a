import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnOf, tableOf, textOf } from './list-file.ts';

it('reads one item a line, whatever ends the lines', () => {
  expect(tableOf('\uFEFF苹果\r\n梨\n\n桃\n', 'fruit.txt')).toEqual([['苹果'], ['梨'], [''], ['桃']]);
});

it('reads quoted cells of a table, and a column of it', () => {
  const table = tableOf('name,note\n"Li, Wei","says ""hi""\nand goes"\nMo\n', 'class.csv');
  expect(table).toEqual([['name', 'note'], ['Li, Wei', 'says "hi"\nand goes'], ['Mo']]);
  expect(columnOf(table, 1)).toEqual(['note', 'says "hi"\nand goes', '']);
});

it('reads back what it wrote', () => {
  const item = fc.string().map((text) => text.replace(/[\r\n\uFEFF]/g, ''));
  fc.assert(
    fc.property(fc.array(item, { minLength: 1 }), (items) => {
      fc.pre(items.at(-1) !== '');
      expect(columnOf(tableOf(textOf(items), 'a.txt'), 0)).toEqual(items);
    }),
  );
});

it('never throws, whatever the text', () => {
  const name = fc.constantFrom('a.csv', 'a.tsv', 'a.txt', 'a');
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '\t') }));
  fc.assert(fc.property(text, name, (given, fileName) => Array.isArray(tableOf(given, fileName))));
});
