import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Identifiers } from './identifiers.ts';
import { numberLiteral, textLiteral } from './literal.ts';

describe('names in a sketch', () => {
  it.each([
    ['温度', 'temperature'],
    ['小猫', 'xiaoMao'],
    ['my score', 'myScore'],
    ['LED', 'led'],
    ['2nd', 'value2nd'],
    ['delay', 'delay2'],
    ['A0', 'a0'],
    ['été', 'ete'],
    ['🎈', 'value'],
  ])('%s becomes %s', (name, identifier) => {
    expect(new Identifiers().make(name, 'value')).toBe(identifier);
  });

  it('are unlike each other and are what C++ takes for names, whatever a pupil writes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 30 }), (names) => {
        const identifiers = new Identifiers();
        const made = names.map((name) => identifiers.make(name, 'value'));
        expect(new Set(made).size).toBe(made.length);
        for (const name of made) expect(name).toMatch(/^[a-z][A-Za-z0-9_]*$/);
      }),
    );
  });
});

describe('constants in a sketch', () => {
  it('read back as the same binary32 number', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(numberLiteral(value)))).toBe(value);
      }),
    );
    expect(numberLiteral(Math.fround(0.1))).toBe('0.1');
    expect(numberLiteral(5)).toBe('5');
  });

  it('escape what would end a text or begin a trigraph', () => {
    expect(textLiteral('say "hi"\\\n')).toBe('"say \\"hi\\"\\\\\\n"');
    expect(textLiteral('what??!')).toBe('"what?\\?!"');
    expect(textLiteral('你好')).toBe('"你好"');
  });
});
