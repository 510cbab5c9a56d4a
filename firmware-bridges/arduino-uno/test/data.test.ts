import type { UnoInstruction } from '@paperkite/boards/uno';
import { describe, expect, it } from 'vitest';
import { PRINT, run, say, script, values } from './machine.ts';

describe('lists', () => {
  const items = (list: number): UnoInstruction[] => [
    ['LIST_LENGTH', list],
    ['PUSH_1'],
    ['LIST_ITEM', list],
    ['PUSH_BF16', 2],
    ['LIST_ITEM', list],
    ['PUSH_BF16', 3],
    ['LIST_ITEM', list],
    ['TEXT_BEGIN', 0],
    ...[3, 2, 1, 0].flatMap((depth): UnoInstruction[] => [
      ['TEXT_NUMBER', depth],
      ['TEXT_CONSTANT', ' '],
    ]),
    ['TEXT_END', 4],
  ];
  const push = (value: number): UnoInstruction => ['PUSH_F32', value];

  it('insert, replace, delete and find within their bounds, and ignore what is outside', () => {
    const code: UnoInstruction[] = [
      ...items(1),
      ...[push(9), push(1), ['LIST_INSERT', 1] as const, ...items(1)],
      ...[push(8), push(5), ['LIST_INSERT', 1] as const, push(8), push(NaN), ['LIST_INSERT', 1] as const, ...items(1)],
      ...[
        push(2.9),
        push(7),
        ['LIST_REPLACE', 1] as const,
        push(0),
        push(7),
        ['LIST_REPLACE', 1] as const,
        ...items(1),
      ],
      ...[push(1), ['LIST_DELETE', 1] as const, push(-1), ['LIST_DELETE', 1] as const, ...items(1)],
      ...[push(2), ['LIST_INDEX', 1] as const, ...PRINT],
      ...[push(5), ['LIST_INDEX', 1] as const, ...PRINT, ['LIST_CLEAR', 1] as const, ...items(1)],
      ...[push(4), ['LIST_ADD', 1] as const, ...items(1), ...items(0)],
    ];
    const text = run(
      script(code, {
        lists: [
          { capacity: 2, items: [5] },
          { capacity: 4, items: [1, 2] },
        ],
      }),
    );
    expect(text).toBe('2 1 2 0 3 9 1 2 3 9 1 2 3 9 7 2 2 7 2 0 2\r\n0\r\n0 0 0 0 1 4 0 0 1 5 0 0 ');
  });

  it('end the script that appends to a full one, and no other', () => {
    const text = run({
      hats: [
        { kind: 'started', stack: 4, entry: 'greedy' },
        { kind: 'started', stack: 4, entry: 'modest' },
      ],
      lists: [{ capacity: 2 }],
      code: [
        { label: 'greedy' },
        ...say('g'),
        ['PUSH_1'],
        ['LIST_ADD', 0],
        ['YIELD_JUMP', 'greedy'],
        { label: 'modest' },
        ...[1, 2, 3, 4, 5].flatMap((): UnoInstruction[] => [...say('m'), ['YIELD']]),
        ['LIST_LENGTH', 0],
        ...PRINT,
        ['END'],
      ],
    });
    expect(text).toBe('gmgmgmmm2\r\n');
  });
});

describe('text', () => {
  const line = (...pieces: UnoInstruction[]): UnoInstruction[] => [
    ['TEXT_BEGIN', 0],
    ...pieces,
    ['TEXT_NEWLINE'],
    ['TEXT_END', 0],
  ];
  const text = (value: string): UnoInstruction => ['TEXT_CONSTANT', value];

  it('is joined on the way, with letters picked by character', () => {
    expect(run(script(line(text('纸鸢'), text(''), text('!'))), {})).toBe(
      String.fromCharCode(...new TextEncoder().encode('纸鸢!')) + '\r\n',
    );
    const letter = (n: number): UnoInstruction[] => [
      ['PUSH_F32', n],
      ['TEXT_BEGIN', 0],
      ['TEXT_LETTER', 0],
      text('a鸢'),
      text('c'),
      ['TEXT_LETTER_END'],
      text('|'),
      ['TEXT_END', 1],
    ];
    const raw = run(script([0, 1, 2, 3.9, 4, -1, NaN].flatMap(letter)));
    expect(new TextDecoder().decode(Uint8Array.from(raw, (c) => c.charCodeAt(0)))).toBe('|a|鸢|c||||');
  });

  it('is measured, compared and searched, big and small letters alike', () => {
    const keep = (value: string): UnoInstruction[] => [['TEXT_BEGIN', 3], text(value), ['TEXT_END', 0]];
    const against = (sink: number, ...parts: string[]): UnoInstruction[] => [
      ['TEXT_BEGIN', sink],
      ...parts.map(text),
      ['TEXT_END', 0],
    ];
    expect(
      values([
        against(6, '纸鸢', 'ab'),
        against(6, ''),
        [...keep('Hello'), ...against(4, 'hE', 'LLO')],
        [...keep('Hello'), ...against(4, 'hell')],
        [...keep('Hello'), ...against(4, 'hellos')],
        [...keep(''), ...against(4, '')],
        [...keep('abababc'), ...against(5, 'ABA', 'BC')],
        [...keep('abababc'), ...against(5, 'abd')],
        [...keep('abc'), ...against(5, '')],
        [...keep('abc'), ...against(5, 'abcd')],
        [...keep('x'.repeat(32)), ...against(5, 'x'.repeat(32))],
      ]),
    ).toEqual(['4', '0', '1', '0', '0', '1', '1', '0', '1', '0', '1']);
  });

  it('of variables and booleans is printed', () => {
    const program = script(
      [
        ['GET_GLOBAL', 0],
        ['PUSH_TEXT', 'two'],
        ['PUSH_0'],
        ['PUSH_1'],
        ['TEXT_BEGIN', 0],
        ['TEXT_STORED', 3],
        ['TEXT_STORED', 2],
        ['TEXT_STORED', 1],
        ['TEXT_BOOLEAN', 1],
        ['TEXT_BOOLEAN', 0],
        ['TEXT_END', 4],
      ],
      { globals: [{ text: 'one' }] },
    );
    expect(run(program)).toBe('onetwofalsetrue');
  });
});
