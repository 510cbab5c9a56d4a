// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import * as Blockly from 'blockly/core';
import type { Block, BlockStore } from '@paperkite/project';
import type { WorkspaceContext } from '../context.ts';
import { EMPTY_CONTEXT } from '../context.ts';
import { shelfOf } from '../workspace/toolbox.ts';
import { headlessWorkspace, settled } from '../../test/headless.ts';
import { memoryBlockStore } from '../../test/memory-block-store.ts';
import { bindWorkspace } from './bind-workspace.ts';

const flag: Block = { id: 'flag', opcode: 'event_whenflagclicked', fields: {}, shadow: false, at: { x: 10, y: 20 } };
const move: Block = {
  id: 'move',
  opcode: 'motion_movesteps',
  fields: {},
  shadow: false,
  at: { parent: 'flag', slot: 'next' },
};
const steps: Block = {
  id: 'steps',
  opcode: 'math_number',
  fields: { NUM: { value: '10' } },
  shadow: true,
  at: { parent: 'move', slot: 'shadow:STEPS' },
};
const blocks = (...list: Block[]) => Object.fromEntries(list.map((block) => [block.id, block]));

describe('a bound workspace', () => {
  test('shows what the store holds', () => {
    const workspace = headlessWorkspace();
    bindWorkspace(workspace, memoryBlockStore(blocks(flag, move, steps)), EMPTY_CONTEXT);
    expect(workspace.getTopBlocks(false).map((block) => block.id)).toEqual(['flag']);
    expect(workspace.getBlockById('move')?.getParent()?.id).toBe('flag');
    expect(workspace.getBlockById('steps')?.getFieldValue('NUM')).toBe('10');
  });

  test('writes a changed number as one edit of the shadow', async () => {
    const workspace = headlessWorkspace();
    const store = memoryBlockStore(blocks(flag, move, steps));
    bindWorkspace(workspace, store, EMPTY_CONTEXT);
    workspace.getBlockById('steps')!.setFieldValue('25', 'NUM');
    await settled();
    expect(store.applied).toEqual([[{ kind: 'set-field', id: 'steps', name: 'NUM', field: { value: '25' } }]]);
  });

  test('writes one action as one step', async () => {
    const workspace = headlessWorkspace();
    const store = memoryBlockStore(blocks(flag, move, steps));
    bindWorkspace(workspace, store, EMPTY_CONTEXT);
    Blockly.serialization.blocks.append(
      { type: 'looks_say', inputs: { MESSAGE: { shadow: { type: 'text', fields: { TEXT: 'hi' } } } } },
      workspace,
    );
    workspace.getBlockById('move')!.unplug(false);
    await settled();
    expect(store.applied).toHaveLength(1);
    expect(store.applied[0]!.map((edit) => edit.kind)).toEqual(['create', 'create', 'move']);
  });

  test('makes the first message when a block first names it', async () => {
    const made: string[] = [];
    const context: WorkspaceContext = {
      ...EMPTY_CONTEXT,
      named: (kind) => (kind === 'broadcast' ? made.map((name, i) => ({ id: `b${i}`, name })) : []),
      ensure: (_kind, name) => {
        if (!made.includes(name)) made.push(name);
        return { id: `b${made.indexOf(name)}`, name };
      },
    };
    const workspace = headlessWorkspace(context);
    const store = memoryBlockStore();
    bindWorkspace(workspace, store, context);
    for (const item of shelfOf('event', workspace)) {
      const state = item as unknown as Blockly.serialization.blocks.State;
      if (/broadcast/.test(state.type)) Blockly.serialization.blocks.append(state, workspace);
    }
    expect(made).toEqual([]);
    await settled();
    expect(made).toHaveLength(1);
    const fields = Object.values(store.read()).flatMap((block) => block.fields.BROADCAST_OPTION ?? []);
    expect(fields).toHaveLength(3);
    for (const field of fields) expect(field).toEqual({ value: made[0], id: 'b0' });
  });

  test('never uses the id of a block twice, as Blockly does for copies from the toolbox', () => {
    const workspace = headlessWorkspace();
    const store = memoryBlockStore();
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    const first = workspace.newBlock('looks_hide', 'same');
    binding.flush();
    const one = binding.idOf(first)!;
    first.dispose(false);
    binding.flush();
    const second = workspace.newBlock('looks_hide', 'same');
    binding.flush();
    expect(second.id).toBe('same');
    expect(binding.idOf(second)).not.toBe(one);
    expect(Object.keys(store.read())).toEqual([binding.idOf(second)]);
  });

  test('leaves no trace of a block that came and went', async () => {
    const workspace = headlessWorkspace();
    const store = memoryBlockStore(blocks(flag));
    bindWorkspace(workspace, store, EMPTY_CONTEXT);
    workspace.newBlock('looks_hide').dispose(false);
    await settled();
    expect(store.applied).toEqual([]);
  });

  test('deletes a block together with the shadows that it hides', () => {
    const sum: Block = { ...move, id: 'sum', opcode: 'operator_add', at: { parent: 'move', slot: 'input:STEPS' } };
    const workspace = headlessWorkspace();
    const store = memoryBlockStore(blocks(flag, move, steps, sum));
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    workspace.getBlockById('move')!.dispose(false);
    binding.flush();
    expect(Object.keys(store.read())).toEqual(['flag']);
  });

  test('shows what the store repairs in the midst of a write', () => {
    const workspace = headlessWorkspace();
    const inner = memoryBlockStore(blocks(flag, move, steps));
    const store: BlockStore = {
      ...inner,
      apply(edits) {
        inner.apply(edits);
        inner.elsewhere([{ kind: 'set-field', id: 'steps', name: 'NUM', field: { value: '99' } }]);
      },
    };
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    workspace.getBlockById('move')!.unplug(false);
    binding.flush();
    expect(workspace.getBlockById('steps')!.getFieldValue('NUM')).toBe('99');
    expect(inner.applied).toHaveLength(1);
  });

  test('hears nothing and writes nothing after its end', async () => {
    const workspace = headlessWorkspace();
    const store = memoryBlockStore(blocks(flag, move, steps));
    bindWorkspace(workspace, store, EMPTY_CONTEXT).dispose();
    workspace.getBlockById('move')!.unplug(false);
    store.elsewhere([{ kind: 'delete', ids: ['move', 'steps'] }]);
    await settled();
    expect(store.applied).toEqual([]);
    expect(workspace.getBlockById('move')).not.toBeNull();
  });
});
