import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapText } from './bubble-text.ts';

/** A character of Chinese is two wide, any other one. */
const measure = (text: string): number => [...text].reduce((sum, c) => sum + (c > '\u2e7f' ? 2 : 1), 0);

describe('wrapping what sprites say', () => {
  it.each([
    ['hello big world', 9, ['hello big', 'world']],
    ['你好世界再见', 8, ['你好世界', '再见']],
    ['你好，世界。', 8, ['你好，世', '界。']],
    ['他说「好」', 6, ['他说', '「好」']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['one\ntwo', 20, ['one', 'two']],
    ['用 Scratch 编程', 9, ['用', 'Scratch', '编程']],
    ['', 10, ['']],
  ])('breaks %j at %d', (text, width, lines) => {
    expect(wrapText(text, width, measure)).toEqual(lines);
  });

  it('never loses a character and never makes a line too wide', () => {
    const words = fc.array(fc.constantFrom('a', 'word', ' ', '你', '好', '，', '。', '（', '）', '👍', '\n'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 8, max: 30 }), (parts, width) => {
        const text = parts.join('');
        const lines = wrapText(text, width, measure);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(width);
      }),
      { numRuns: process.env.PAPERKITE_DEEP ? 20_000 : 500 },
    );
  });
});
