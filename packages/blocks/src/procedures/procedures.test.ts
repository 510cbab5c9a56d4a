// @vitest-environment jsdom
import * as Blockly from 'blockly/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block } from '@paperkite/project';
import { headlessWorkspace } from '../../test/headless.ts';
import { memoryBlockStore } from '../../test/memory-block-store.ts';
import { counter } from '../../test/random-forest.ts';
import { bindWorkspace } from '../binding/bind-workspace.ts';
import { EMPTY_CONTEXT } from '../context.ts';
import type { Procedure } from './procedure.ts';
import { argumentsOf, procedureMutation, readProcedure } from './procedure.ts';
import { procedureOf } from './procedure-of.ts';
import { shelfOf } from '../workspace/toolbox.ts';
import { changeProcedureEdits, newProcedureEdits } from './procedure-edits.ts';

const jump: Procedure = {
  parts: [
    { kind: 'label', text: '跳' },
    { kind: 'text', id: 'a', name: '高度' },
    { kind: 'label', text: '次' },
    { kind: 'boolean', id: 'b', name: '真的' },
  ],
  warp: false,
  answers: 'nothing',
};

const label = fc
  .string({ minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[\\\s]+/g, ' ').trim())
  .filter((text) => text !== '');
const part = fc.oneof(
  label.map((text) => ({ kind: 'label' as const, text })),
  fc.record({ kind: fc.constantFrom('text' as const, 'boolean' as const), id: fc.uuid(), name: fc.string() }),
);

const answers = fc.constantFrom('nothing' as const, 'value' as const, 'condition' as const);

describe('blocks of one’s own', () => {
  test('are written as Scratch writes them', () => {
    expect(procedureMutation(jump, 'definition')).toEqual({
      tagName: 'mutation',
      children: [],
      proccode: '跳 %s 次 %b',
      argumentids: '["a","b"]',
      argumentnames: '["高度","真的"]',
      argumentdefaults: '["","false"]',
      warp: 'false',
    });
  });

  test('come back as they were, whatever is written on them', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.boolean(), answers, (parts, warp, answers) => {
        const merged = parts.filter((each, i) => each.kind !== 'label' || parts[i - 1]?.kind !== 'label');
        expect(readProcedure(procedureMutation({ parts: merged, warp, answers }, 'definition'))).toEqual({
          parts: merged,
          warp,
          answers,
        });
      }),
    );
  });

  test('damaged ones still show a block', () => {
    expect(readProcedure({ proccode: 'x %s', argumentids: 'not json' }).parts).toHaveLength(2);
    expect(readProcedure(undefined).parts).toEqual([]);
  });

  test('change with their calls and with the reporters in their body', () => {
    const store = memoryBlockStore();
    const workspace = headlessWorkspace();
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    binding.perform(newProcedureEdits(jump, { x: 0, y: 0 }, counter('p')));
    const call: Block = {
      id: 'call',
      opcode: 'procedures_call',
      fields: {},
      mutation: procedureMutation(jump, 'call'),
      shadow: false,
      at: { x: 300, y: 0 },
    };
    const sum: Block = {
      id: 'sum',
      opcode: 'operator_add',
      fields: {},
      shadow: false,
      at: { parent: 'call', slot: 'input:a' },
    };
    const say: Block = {
      id: 'say',
      opcode: 'looks_say',
      fields: {},
      shadow: false,
      at: { parent: 'p0', slot: 'next' },
    };
    const used: Block = {
      id: 'used',
      opcode: 'argument_reporter_string_number',
      fields: { VALUE: { value: '高度' } },
      shadow: false,
      at: { parent: 'say', slot: 'input:MESSAGE' },
    };
    store.elsewhere([call, sum, say, used].map((block) => ({ kind: 'create', block })));
    const prototype = Object.values(store.read()).find((block) => block.opcode === 'procedures_prototype')!;
    const renamed: Procedure = {
      parts: jump.parts.map((each) => (each.kind === 'text' ? { ...each, name: '多高' } : each)),
      warp: true,
      answers: 'nothing',
    };
    binding.perform(changeProcedureEdits(store.read(), prototype.id, renamed));
    expect(store.read().used?.fields.VALUE?.value).toBe('多高');
    expect(workspace.getBlockById('used')?.getFieldValue('VALUE')).toBe('多高');
    expect(store.read().call?.mutation?.warp).toBe('true');

    const shorter: Procedure = { parts: renamed.parts.slice(2), warp: true, answers: 'nothing' };
    binding.perform(changeProcedureEdits(store.read(), prototype.id, shorter));
    expect(argumentsOf(readProcedure(store.read().call?.mutation)).map((arg) => arg.id)).toEqual(['b']);
    expect(store.read().sum?.at).not.toHaveProperty('parent');
    expect(workspace.getBlockById('sum')?.getParent()).toBeNull();
    expect(workspace.getBlockById('call')?.getInput('a')).toBeNull();
    expect(workspace.getBlockById('call')?.getInput('b')).not.toBeNull();
    expect(workspace.getBlocksByType('argument_reporter_string_number', false).map((block) => block.id)).toEqual([
      'used',
    ]);
  });

  test('that answer end with what they answer, and their calls are values', () => {
    const store = memoryBlockStore();
    const workspace = headlessWorkspace();
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    const double: Procedure = { ...jump, answers: 'value' };
    binding.perform(newProcedureEdits(double, { x: 0, y: 0 }, counter('p')));
    const definition = workspace.getBlocksByType('procedures_definition', false)[0]!;
    expect(definition.getNextBlock()?.type).toBe('procedures_return');
    const shelf = shelfOf('procedures', workspace).filter((item) => item.kind === 'block');
    const [call, answer] = shelf.map((item) =>
      Blockly.serialization.blocks.append(item as unknown as Blockly.serialization.blocks.State, workspace),
    );
    expect(call!.outputConnection?.getCheck()).toEqual(['String']);
    expect(answer!.type).toBe('procedures_return');
    binding.flush();
    expect(Object.values(store.read()).find(({ opcode }) => opcode === 'procedures_call')?.mutation?.return).toBe('1');

    // What stands in other blocks keeps its form when the definition answers no more.
    const head = workspace.getBlocksByType('procedures_prototype', false)[0]!;
    binding.perform(changeProcedureEdits(store.read(), binding.idOf(head)!, { ...jump, warp: true }));
    expect(call!.outputConnection).not.toBeNull();
    expect(readProcedure(store.read()[binding.idOf(head)!]!.mutation).answers).toBe('nothing');
  });

  test.each([
    ['operator_and', 'condition'],
    ['operator_add', 'value'],
  ])('in TurboWarp’s files answer what stands in their return block: %s', (opcode, expected) => {
    const store = memoryBlockStore();
    const workspace = headlessWorkspace();
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    binding.perform(newProcedureEdits(jump, { x: 0, y: 0 }, counter('p')));
    const back: Block = {
      id: 'back',
      opcode: 'procedures_return',
      fields: {},
      shadow: false,
      at: { parent: 'p0', slot: 'next' },
    };
    const value: Block = { id: 'v', opcode, fields: {}, shadow: false, at: { parent: 'back', slot: 'input:VALUE' } };
    store.elsewhere([back, value].map((block) => ({ kind: 'create', block })));
    expect(procedureOf(workspace.getBlocksByType('procedures_prototype', false)[0]!).answers).toBe(expected);
  });
});
