// @vitest-environment jsdom
import * as Blockly from 'blockly/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { locales } from '@paperkite/i18n';
import { BOARD_TYPES, type Block, type BoardType } from '@paperkite/project';
import { headlessWorkspace } from '../../../test/headless.ts';
import { memoryBlockStore } from '../../../test/memory-block-store.ts';
import { drawn, renderedWorkspace } from '../../../test/rendered.ts';
import { bindWorkspace } from '../../binding/bind-workspace.ts';
import { offerBoards, showDiagnostics } from '../../boards.ts';
import { EMPTY_CONTEXT, type WorkspaceContext } from '../../context.ts';
import { searchBlocks } from '../../workspace/search.ts';
import { shelfOf } from '../../workspace/toolbox.ts';
import { specOf } from '../vocabulary.ts';
import { boardVocabulary } from './index.ts';

/** What the two boards have besides Scratch's own blocks. */
const ARDUINO = `whenpin whenserial digitalwrite digitalset digitalread pinmode analogread pwmwrite servowrite tone startone
  notone ultrasonic stripbegin stripset stripfill stripclear stripshow rgb serialprint serialprintln serialline serialnumber
  map millis lcdprint lcdclear constrain`;
const MICROBIT = `shownumber showstring showleds showicon showarrow clear plot unplot toggle plotbrightness point
  setbrightness bargraph whenbutton whenlogo whengesture whenpin whensound buttonpressed logopressed pinpressed gesture
  acceleration rotation light temperature compass calibratecompass magneticforce soundlevel millis playtone starttone rest
  playmelody startmelody playsound settempo setvolume stopsound digitalwrite digitalset digitalread pull analogread
  analogwrite servowrite map constrain radiogroup radiopower radiosendnumber radiosendstring whenradionumber
  whenradiostring receivednumber receivedstring radiosignal serialwrite serialwriteln serialvalue whenserial serialline
  serialnumber`;
const wanted = (prefix: string, names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `${prefix}_${name}`);

const context = (board: BoardType): WorkspaceContext => ({
  ...EMPTY_CONTEXT,
  kind: () => 'board',
  board: () => board,
  named: (of) => [{ id: `${of} 1`, name: `my ${of}` }],
});
const specs = boardVocabulary.blocks.flatMap(({ specs: own }) => own);
type Say = (inputs: Record<string, string>, options: { locale: string }) => string;

beforeAll(() => {
  offerBoards();
  offerBoards();
});

describe('the vocabulary of boards', () => {
  test('has every block that boards are to have, once', () => {
    const all = [...wanted('arduino', ARDUINO), ...wanted('mb', MICROBIT), 'board_whenstarted'];
    expect(specs.map(({ opcode }) => opcode).sort()).toEqual(all.sort());
  });

  test.each(specs.map((spec) => [spec.opcode, spec] as const))(
    '%s can be made and has words in both languages',
    (opcode, spec) => {
      const workspace = headlessWorkspace();
      const block = workspace.newBlock(opcode);
      const marks = Object.fromEntries(spec.args.map(({ name }) => [name, `<${name}>`]));
      for (const { kind, name } of spec.args)
        expect(kind === 'value' || kind === 'boolean' ? block.getInput(name) : block.getField(name)).toBeTruthy();
      for (const locale of locales) {
        const text = (spec.text as unknown as Say)(marks, { locale });
        for (const { name } of spec.args) expect(text.split(`<${name}>`)).toHaveLength(2);
        if (spec.tip) expect((spec.tip as unknown as Say)({}, { locale })).not.toBe('');
      }
      for (const arg of spec.args)
        if (arg.kind === 'value' && arg.shadow) expect(specOf(arg.shadow.opcode)?.args[0]?.name).toBe(arg.shadow.field);
      workspace.dispose();
    },
  );

  test.each(BOARD_TYPES)('every shelf of the %s can be filled, its blocks dragged out', (board) => {
    const workspace = headlessWorkspace(context(board));
    const other = board === 'microbit' ? 'arduino_' : 'mb_';
    for (const { id } of boardVocabulary.shelves(board)) {
      const items = shelfOf(id, workspace);
      expect(items.length).toBeGreaterThan(0);
      for (const item of items) {
        if (item.kind !== 'block') continue;
        Blockly.serialization.blocks.append(item as unknown as Blockly.serialization.blocks.State, workspace);
      }
    }
    const opcodes = new Set(workspace.getAllBlocks(false).map(({ type }) => type));
    for (const opcode of ['board_whenstarted', 'control_forever', 'operator_mathop', 'sensing_timer', 'data_addtolist'])
      expect(opcodes).toContain(opcode);
    expect([...opcodes].filter((opcode) => opcode.startsWith(other))).toEqual([]);
    for (const opcode of ['control_start_as_clone', 'data_showvariable', 'data_listcontents', 'event_whenflagclicked'])
      expect(opcodes).not.toContain(opcode);
    workspace.dispose();
  });

  test('a new block names pins that can do what it says', () => {
    const workspace = headlessWorkspace(context('arduino-uno'));
    expect(workspace.newBlock('arduino_digitalwrite').getFieldValue('PIN')).toBe('D13');
    expect(workspace.newBlock('arduino_pwmwrite').getFieldValue('PIN')).toBe('D9');
    expect(workspace.newBlock('arduino_ultrasonic').getFieldValue('ECHO')).toBe('D8');
    expect(workspace.newBlock('arduino_stripbegin').getFieldValue('COUNT')).toBe('8');
    expect(workspace.newBlock('mb_showleds').getFieldValue('MATRIX')).toBe('0'.repeat(25));
    workspace.dispose();
  });

  test('is searched by board, in both languages', () => {
    const uno = headlessWorkspace(context('arduino-uno'));
    expect(searchBlocks('舵机', uno)).toEqual(['arduino_servowrite']);
    expect(searchBlocks('pwm', uno)).toContain('arduino_pwmwrite');
    expect(searchBlocks('variable', uno)).toContain('data_setvariableto');
    expect(searchBlocks('show variable', uno)).toEqual([]);
    const bit = headlessWorkspace(context('microbit'));
    expect(searchBlocks('radio group', bit)).toEqual(['mb_radiogroup']);
    expect(searchBlocks('clone', bit)).toEqual([]);
  });
});

describe('a workspace of a board', () => {
  const hat: Block = { id: 'hat', opcode: 'board_whenstarted', fields: {}, shadow: false, at: { x: 0, y: 0 } };
  const write: Block = {
    id: 'write',
    opcode: 'arduino_digitalwrite',
    fields: { PIN: { value: 'D5' }, LEVEL: { value: 'LOW' } },
    shadow: false,
    at: { parent: 'hat', slot: 'next' },
  };
  const leds: Block = {
    id: 'leds',
    opcode: 'mb_showleds',
    fields: { MATRIX: { value: '1'.padEnd(25, '0') } },
    shadow: false,
    at: { x: 0, y: 200 },
  };
  const strange: Block = {
    id: 'strange',
    opcode: 'tello_fly',
    fields: {},
    shadow: false,
    at: { parent: 'write', slot: 'next' },
  };

  test('shows scripts and writes what a person changes; what nobody knows stays as it is', async () => {
    const workspace = await renderedWorkspace(context('arduino-uno'));
    const store = memoryBlockStore({ hat, write, leds, strange });
    const binding = bindWorkspace(workspace, store, context('arduino-uno'));
    const drawnWrite = workspace.getBlockById('write')!;
    expect(drawnWrite.getFieldValue('PIN')).toBe('D5');
    expect(workspace.getBlockById('strange')!.type).toBe('paperkite_unknown');
    drawnWrite.setFieldValue('D6', 'PIN');
    workspace.getBlockById('leds')!.setFieldValue('1'.repeat(25), 'MATRIX');
    await drawn();
    expect(store.read()['write']!.fields).toEqual({ PIN: { value: 'D6' }, LEVEL: { value: 'LOW' } });
    expect(store.read()['leds']!.fields['MATRIX']).toEqual({ value: '1'.repeat(25) });
    expect(store.read()['strange']).toEqual(strange);
    binding.dispose();
    workspace.dispose();
  });

  test('shows what is wrong at its block, and stops when it is mended', async () => {
    const workspace = await renderedWorkspace(context('arduino-uno'));
    const store = memoryBlockStore({ hat, write });
    const binding = bindWorkspace(workspace, store, context('arduino-uno'));
    const warning = () => workspace.getBlockById('write')!.getIcon(Blockly.icons.IconType.WARNING);
    showDiagnostics(workspace, binding, [
      { block: 'write', severity: 'error', text: 'first' },
      { block: 'write', severity: 'warning', text: 'second' },
      { block: 'gone', severity: 'error', text: 'nowhere' },
    ]);
    expect(warning()?.getText()).toBe('first\nsecond');
    const root = workspace.getBlockById('write') as Blockly.BlockSvg;
    expect(root.getSvgRoot().classList.contains('pkDiagnosedError')).toBe(true);
    showDiagnostics(workspace, binding, []);
    expect(warning()).toBeFalsy();
    expect(root.getSvgRoot().classList.contains('pkDiagnosedError')).toBe(false);
    await drawn();
    expect(store.read()).toEqual({ hat, write });
    binding.dispose();
    workspace.dispose();
  });

  test('keeps a number in its range once a person is done typing', async () => {
    const workspace = await renderedWorkspace(context('arduino-uno'));
    const strip: Block = {
      ...leds,
      id: 'strip',
      opcode: 'arduino_stripbegin',
      fields: { PIN: { value: 'D6' }, COUNT: { value: '8' } },
    };
    const binding = bindWorkspace(workspace, memoryBlockStore({ strip }), context('arduino-uno'));
    const field = workspace.getBlockById('strip')!.getField('COUNT') as Blockly.FieldTextInput;
    field.setValue('900');
    field.onFinishEditing_('900');
    expect(field.getValue()).toBe('60');
    binding.dispose();
    workspace.dispose();
  });
});
