// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import type { Block } from '@paperkite/project';
import { EMPTY_CONTEXT } from '../context.ts';
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
});
