// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import type { Block } from '@paperkite/project';
import { headlessWorkspace, settled } from '../../test/headless.ts';
import { memoryBlockStore } from '../../test/memory-block-store.ts';
import { bindWorkspace } from '../binding/bind-workspace.ts';
import { EMPTY_CONTEXT } from '../context.ts';
import { UNKNOWN_TYPE } from '../draw/unknown-block.ts';

const list: Block[] = [
  { id: 'hat', opcode: 'ev3_whenButtonPressed', fields: { PORT: { value: '1' } }, shadow: false, at: { x: 0, y: 0 } },
  {
    id: 'motor',
    opcode: 'ev3_motorTurn',
    fields: {},
    mutation: { odd: [1, { deep: null }] },
    shadow: false,
    at: { parent: 'hat', slot: 'next' },
  },
  {
    id: 'port',
    opcode: 'ev3_menu_ports',
    fields: { ports: { value: 'B' } },
    shadow: true,
    at: { parent: 'motor', slot: 'shadow:PORT' },
  },
  { id: 'angle', opcode: 'ev3_getAngle', fields: {}, shadow: false, at: { parent: 'motor', slot: 'input:TIME' } },
  {
    id: 'hidden',
    opcode: 'math_number',
    fields: { NUM: { value: '1' } },
    shadow: true,
    at: { parent: 'motor', slot: 'shadow:TIME' },
  },
  { id: 'loop', opcode: 'ev3_often', fields: {}, shadow: false, at: { parent: 'motor', slot: 'next' } },
  { id: 'inside', opcode: 'looks_show', fields: {}, shadow: false, at: { parent: 'loop', slot: 'input:SUBSTACK' } },
];
const blocks = () => Object.fromEntries(list.map((block) => [block.id, block]));

describe('blocks that we do not know', () => {
  test('are shown by name with what is in them', () => {
    const workspace = headlessWorkspace();
    bindWorkspace(workspace, memoryBlockStore(blocks()), EMPTY_CONTEXT);
    const motor = workspace.getBlockById('motor')!;
    expect(motor.type).toBe(UNKNOWN_TYPE);
    expect(motor.toString()).toContain('ev3_motorTurn');
    expect(motor.getInputTargetBlock('TIME')?.id).toBe('angle');
    expect(workspace.getBlockById('inside')?.getParent()?.id).toBe('loop');
    expect(workspace.getBlockById('hat')?.previousConnection).toBeNull();
  });

  test('stay untouched when what is around them is edited', async () => {
    const workspace = headlessWorkspace();
    const store = memoryBlockStore(blocks());
    bindWorkspace(workspace, store, EMPTY_CONTEXT);
    workspace.getBlockById('motor')!.unplug(false);
    workspace.getBlockById('inside')!.unplug(false);
    workspace.getBlockById('motor')!.moveBy(300, 0);
    await settled();
    const now = store.read();
    for (const id of ['motor', 'port', 'angle', 'hidden', 'loop']) {
      const { at: _was, ...before } = blocks()[id]!;
      const { at: _is, ...after } = now[id]!;
      expect(after).toEqual(before);
    }
    expect(store.applied.flat().every((edit) => edit.kind === 'move')).toBe(true);
  });

  test('blocks in impossible places stand free and are left as they are', async () => {
    const wrong: Block = {
      id: 'wrong',
      opcode: 'looks_show',
      fields: {},
      shadow: false,
      at: { parent: 'hat', slot: 'input:NOWHERE' },
    };
    const inFlag: Block = {
      id: 'flag',
      opcode: 'event_whenflagclicked',
      fields: {},
      shadow: false,
      at: { parent: 'loop', slot: 'next' },
    };
    const workspace = headlessWorkspace();
    const store = memoryBlockStore({ ...blocks(), wrong, flag: inFlag });
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    expect(workspace.getBlockById('flag')?.getParent()).toBeNull();
    workspace.getBlockById('inside')!.unplug(false);
    binding.flush();
    await settled();
    expect(store.read().flag).toEqual(inFlag);
  });
});
