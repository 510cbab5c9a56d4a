import { describe, expect, it } from 'vitest';
import { block, boardTarget, call, type Sketched } from '../../../../../test/boards/support/board-program.ts';
import { emitUnoImage, lowerBoard, printBoardIr } from '../index.ts';

const variable = (name: string): Sketched => block('data_variable', {}, { VARIABLE: name });
const set = (name: string, value: string | number | Sketched): Sketched =>
  block('data_setvariableto', { VALUE: value }, { VARIABLE: name });
const print = (value: string | number | Sketched): Sketched => block('arduino_serialprintln', { VALUE: value });
const started = (...body: Sketched[]) => ({ hat: block('board_whenstarted'), body });
const lower = (...body: Sketched[]) =>
  lowerBoard(boardTarget({ scripts: [started(...body)], variables: { x: 0, y: 0 }, lists: { items: [] } }));
const codes = (...body: Sketched[]): string[] => lower(...body).diagnostics.map(({ code }) => code);

describe('types of variables', () => {
  it('follow what is put into them, over several variables and my-blocks', () => {
    const program = lowerBoard(
      boardTarget({
        variables: { a: 0, b: 0, c: 0 },
        procedures: [
          {
            code: 'big %s',
            names: ['n'],
            body: [
              block('procedures_return', {
                VALUE: block('operator_gt', {
                  OPERAND1: block('argument_reporter_string_number', {}, { VALUE: 'n' }),
                  OPERAND2: 5,
                }),
              }),
            ],
          },
        ],
        scripts: [started(set('a', call('big %s', [3])), set('b', variable('a')), set('c', 'red'))],
      }),
    );
    expect(program.diagnostics).toEqual([]);
    expect(program.variables.map(({ type }) => type)).toEqual(['boolean', 'boolean', 'text']);
  });

  it('let typed-in numbers be texts where texts are', () => {
    const program = lower(set('x', 'on'), set('x', 0));
    expect(program.diagnostics).toEqual([]);
    expect(printBoardIr(program)).toContain('x := "0"');
  });

  it('are told of at the block that brings a second type', () => {
    const program = lower(set('x', 'on'), block('data_changevariableby', { VALUE: 1 }, { VARIABLE: 'x' }));
    expect(program.diagnostics[0]).toMatchObject({
      code: 'mixed-variable',
      params: { name: 'x', first: 'text', second: 'number' },
    });
  });
});

describe('what cannot be', () => {
  it.each<[string, Sketched[]]>([
    ['unknown-block', [block('motion_movesteps', { STEPS: 10 })]],
    ['unknown-block', [print(block('sensing_answer'))]],
    ['not-a-number', [block('arduino_pwmwrite', { VALUE: 'much' }, { PIN: 'D3' })]],
    ['number-expected-text', [block('arduino_pwmwrite', { VALUE: block('arduino_serialline') }, { PIN: 'D3' })]],
    ['number-expected-boolean', [block('control_wait', { DURATION: block('arduino_digitalread', {}, { PIN: 'D2' }) })]],
    ['boolean-expected', [block('control_if', { CONDITION: variable('x'), SUBSTACK: [] })]],
    ['text-stored', [set('x', block('operator_join', { STRING1: 'a', STRING2: 'b' }))]],
    ['text-order', [print(block('operator_lt', { OPERAND1: block('arduino_serialline'), OPERAND2: 3 }))]],
    ['mixed-comparison', [print(block('operator_equals', { OPERAND1: variable('x'), OPERAND2: 'red' }))]],
    ['no-definition', [call('nothing %s', [1])]],
    ['argument-outside', [print(block('argument_reporter_string_number', {}, { VALUE: 'n' }))]],
    [
      'message-computed',
      [block('event_broadcast', { BROADCAST_INPUT: block('operator_join', { STRING1: 'a', STRING2: 1 }) })],
    ],
    ['bad-pin', [block('arduino_pwmwrite', { VALUE: 1 }, { PIN: 'D4' })]],
    [
      'two-strips',
      [
        block('arduino_stripbegin', {}, { PIN: 'D6', COUNT: 4 }),
        block('arduino_stripbegin', {}, { PIN: 'D7', COUNT: 4 }),
      ],
    ],
    [
      'servo-or-pwm',
      [
        block('arduino_servowrite', { ANGLE: 1 }, { PIN: 'D2' }),
        block('arduino_pwmwrite', { VALUE: 1 }, { PIN: 'D9' }),
      ],
    ],
  ])('is named: %s', (code, body) => {
    expect(codes(...body)).toEqual([code]);
  });

  it('a my-block that waits is no value', () => {
    const program = lowerBoard(
      boardTarget({
        procedures: [{ code: 'slow', names: [], body: [block('control_wait', { DURATION: 1 })] }],
        scripts: [started(print(call('slow', [])))],
      }),
    );
    expect(program.diagnostics.map(({ code }) => code)).toEqual(['wait-in-value']);
  });

  it('a list that starts with words or is too long is named', () => {
    const items = Array.from({ length: 70 }, (_, i) => i);
    const words = lowerBoard(boardTarget({ scripts: [], lists: { words: ['a'], long: items } }));
    expect(words.diagnostics.map(({ code }) => code).sort()).toEqual(['list-not-numbers', 'list-too-long']);
  });

  it('more scripts, memory or program than a board has make no image', () => {
    const scripts = Array.from({ length: 40 }, () => started());
    expect(emitUnoImage(lowerBoard(boardTarget({ scripts }))).diagnostics[0]?.code).toBe('too-many-scripts');
    const lists = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`list${i}`, []]));
    const full = emitUnoImage(lowerBoard(boardTarget({ scripts: [started()], lists })));
    expect(full).toMatchObject({ image: null, diagnostics: [{ code: 'memory-too-small' }] });
    const texts = Array.from({ length: 120 }, (_, i) => print(`${i} `.repeat(60)));
    const long = emitUnoImage(lower(...texts));
    expect(long).toMatchObject({ image: null, diagnostics: [{ code: 'program-too-large' }] });
  });

  it('a letter of joined letters is too much for the machine, a letter of a letter is not', () => {
    const letter = (n: number, text: string | Sketched): Sketched =>
      block('operator_letter_of', { LETTER: n, STRING: text });
    expect(emitUnoImage(lower(print(letter(1, letter(2, 'abc'))))).diagnostics).toEqual([]);
    const joined = block('operator_join', { STRING1: letter(2, 'abc'), STRING2: 'd' });
    expect(emitUnoImage(lower(print(letter(1, joined)))).diagnostics[0]?.code).toBe('letter-in-letter');
  });
});
