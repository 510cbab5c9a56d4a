import { emitMakeCode, lowerBoard } from '@paperkite/compiler/board';
import { createNodeCompiler } from '@paperkite/makecode/server';
import { afterAll, describe, expect, it } from 'vitest';
import { OPCODES } from '@paperkite/blocks';
import { offerBoards } from '@paperkite/blocks/boards';
import { block, boardTarget, call } from '../boards/support/board-program.ts';

type Target = Parameters<typeof lowerBoard>[0];
type Scripts = Parameters<typeof boardTarget>[0]['scripts'];

const compiler = createNodeCompiler();
afterAll(() => compiler.close());

const start = block('board_whenstarted');
const procedures: Parameters<typeof boardTarget>[0]['procedures'] = [
  {
    code: 'double %s if %b',
    names: ['value', 'really'],
    body: [
      block('control_if', {
        CONDITION: block('argument_reporter_boolean', {}, { VALUE: 'really' }),
        SUBSTACK: [
          block('procedures_return', {
            VALUE: block('operator_multiply', {
              NUM1: block('argument_reporter_string_number', {}, { VALUE: 'value' }),
              NUM2: 2,
            }),
          }),
        ],
      }),
    ],
  },
];
const program = (scripts: Scripts): Target => boardTarget({ scripts, procedures, board: 'microbit' });

/** The text of a program, once MakeCode's compiler has nothing to say about it. */
async function written(scripts: Scripts): Promise<string> {
  const lowered = lowerBoard(program(scripts));
  expect(lowered.diagnostics).toEqual([]);
  const { text, lines } = emitMakeCode(lowered);
  const { code, diagnostics } = await compiler.compile({ text, dependencies: 'blocks', output: 'v2' });
  expect(diagnostics.map(({ line, message }) => `${text.split('\n')[line - 1]}: ${message}`)).toEqual([]);
  expect(code).toMatch(/^:/);
  expect(lines.every(({ line }) => line >= 1 && line <= text.split('\n').length)).toBe(true);
  return text;
}

describe('blocks of the micro:bit in MakeCode TypeScript', () => {
  it('one script is the program that one would write by hand', async () => {
    const text = await written([
      {
        hat: start,
        body: [
          block('control_forever', {
            SUBSTACK: [block('mb_showicon', {}, { ICON: 'Heart' }), block('control_wait', { DURATION: 0.5 })],
          }),
        ],
      },
      {
        hat: block('mb_whenbutton', {}, { BUTTON: 'A' }),
        body: [block('mb_showstring', { TEXT: 'Hi "you"' })],
      },
    ]);
    expect(text.slice(0, text.indexOf('\nfunction'))).toBe(`input.onButtonPressed(Button.A, function () {
  basic.showString("Hi \\"you\\"");
});

while (true) {
  basic.showIcon(IconNames.Heart);
  basic.pause(500);
}
`);
  });

  it('scripts of one event share its handler, and several starts run side by side', async () => {
    const gesture = block('mb_whengesture', {}, { GESTURE: 'Shake' });
    const text = await written([
      { hat: gesture, body: [block('mb_clear')] },
      { hat: gesture, body: [block('mb_plot', { X: 1, Y: 2 })] },
      { hat: start, body: [block('mb_radiogroup', { GROUP: 7 })] },
      { hat: start, body: [block('mb_radiosendnumber', { VALUE: block('mb_light') })] },
    ]);
    expect(text.match(/input\.onGesture/g)).toHaveLength(1);
    expect(text.match(/control\.inBackground/g)).toHaveLength(4);
  });

  it('messages, stopping, waiting, numbers, texts and my-blocks compile', async () => {
    const n = (opcode: string, left: unknown, right: unknown) =>
      block(opcode, { NUM1: left as number, NUM2: right as number });
    await written([
      {
        hat: start,
        body: [
          block(
            'data_setvariableto',
            { VALUE: n('operator_mod', n('operator_subtract', 5, n('operator_add', 1, 2)), -3) },
            { VARIABLE: '计数' },
          ),
          block('data_addtolist', { ITEM: block('operator_random', { FROM: 1.5, TO: 3 }) }, { LIST: 'list' }),
          block('control_repeat', {
            TIMES: block('data_variable', {}, { VARIABLE: '计数' }),
            SUBSTACK: [block('mb_clear')],
          }),
          block('control_repeat_until', {
            CONDITION: block('operator_gt', { OPERAND1: block('sensing_timer'), OPERAND2: 3 }),
            SUBSTACK: [block('event_broadcast', { BROADCAST_INPUT: 'go' })],
          }),
          block('mb_showstring', { TEXT: block('operator_join', { STRING1: 'x', STRING2: block('mb_serialline') }) }),
          block('event_broadcastandwait', { BROADCAST_INPUT: 'go' }),
          block('mb_shownumber', { VALUE: call('double %s if %b', [21, block('mb_logopressed')]) }),
          call('double %s if %b', [1, block('mb_point', { X: 0, Y: 0 })]),
          block('control_stop', {}, { STOP_OPTION: 'other scripts in sprite' }),
          block('control_stop', {}, { STOP_OPTION: 'all' }),
        ],
      },
      {
        hat: block('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: 'go' }),
        body: [
          block('control_wait', { DURATION: n('operator_divide', 1, 2) }),
          block('control_stop', {}, { STOP_OPTION: 'this script' }),
        ],
      },
      { hat: block('mb_whenserial'), body: [block('mb_shownumber', { VALUE: block('mb_serialnumber') })] },
      { hat: block('mb_whenradionumber'), body: [block('mb_shownumber', { VALUE: block('mb_receivednumber') })] },
      { hat: block('mb_whenradiostring'), body: [block('mb_showstring', { TEXT: block('mb_receivedstring') })] },
    ]);
  });

  it('every block of the toolbox compiles', async () => {
    offerBoards();
    const opcodes = OPCODES.filter((opcode) => opcode.startsWith('mb_'));
    expect(opcodes.length).toBeGreaterThan(60);
    const isKnown = (scripts: Scripts) =>
      lowerBoard(program(scripts)).diagnostics.every(({ code }) => code !== 'unknown-block');
    const hats = opcodes.filter((opcode) => opcode.startsWith('mb_when'));
    const others = opcodes.filter((opcode) => !hats.includes(opcode)).map((opcode) => block(opcode, {}, { PIN: 'P1' }));
    const commands = others.filter((command) => isKnown([{ hat: start, body: [command] }]));
    const reporters = others
      .filter((other) => !commands.includes(other))
      .map((reporter) => block('mb_serialwriteln', { TEXT: reporter }));
    const scripts: Scripts = [
      ...hats.map((opcode) => ({ hat: block(opcode), body: [block('mb_clear')] })),
      { hat: start, body: [...commands, ...reporters] },
    ];
    await written(scripts);
  });

  it('a field that is no word of its menu does not get into the text', () => {
    const evil = 'Heart); control.reset(';
    const lowered = lowerBoard(
      program([
        {
          hat: start,
          body: [
            block('mb_showicon', {}, { ICON: evil }),
            block('mb_serialvalue', { VALUE: 1 }, { NAME: '"); control.reset(); ("' }),
            block('mb_showleds', {}, { MATRIX: '`); control.reset()' }),
          ],
        },
      ]),
    );
    const { text } = emitMakeCode(lowered);
    expect(text.replaceAll(/"(\\.|[^"\\])*"/g, '')).not.toContain('control.reset');
  });
});
