// @vitest-environment jsdom
import * as Blockly from 'blockly/core';
import { afterEach, describe, expect, test } from 'vitest';
import { overwriteGetLocale, type Locale } from '@paperkite/i18n';
import type { Block } from '@paperkite/project';
import { memoryBlockStore } from '../../test/memory-block-store.ts';
import { renderedWorkspace } from '../../test/rendered.ts';
import { bindWorkspace } from '../binding/bind-workspace.ts';
import { EMPTY_CONTEXT } from '../context.ts';
import { blockTexts } from './block-texts.ts';
import { keepBreakpoints, watchReporters } from './breakpoints.ts';
import { markBlocks, type DebugMarks } from './marks.ts';

let locale: Locale = 'en';
overwriteGetLocale(() => locale);
afterEach(() => {
  locale = 'en';
});

const block = (id: string, opcode: string, at: Block['at'], fields: Block['fields'] = {}, shadow = false): Block => ({
  id,
  opcode,
  fields,
  shadow,
  at,
});
const blocks = (): Record<string, Block> => ({
  flag: block('flag', 'event_whenflagclicked', { x: 10, y: 20 }),
  move: block('move', 'motion_movesteps', { parent: 'flag', slot: 'next' }),
  x: block('x', 'motion_xposition', { parent: 'move', slot: 'input:STEPS' }),
  hide: block('hide', 'looks_hide', { parent: 'move', slot: 'next' }),
});
const none: DebugMarks = { breakpoints: [], here: null, failed: null, heat: new Map() };

async function shown() {
  const workspace = await renderedWorkspace(EMPTY_CONTEXT);
  const binding = bindWorkspace(workspace, memoryBlockStore(blocks()), EMPTY_CONTEXT);
  const classesOf = (id: string): string[] =>
    ((binding.blockOf(id) as Blockly.BlockSvg).getSvgRoot().getAttribute('class') ?? '')
      .split(' ')
      .filter((name) => /^pk[A-Z]/.test(name));
  return { workspace, binding, classesOf };
}

describe('marks of the debugger', () => {
  test('stand on the blocks they are for, and go when they are no longer wanted', async () => {
    const { workspace, binding, classesOf } = await shown();
    markBlocks(workspace, binding, {
      breakpoints: ['hide', 'gone'],
      here: 'move',
      failed: 'flag',
      heat: new Map([['hide', 0.5]]),
    });
    expect(classesOf('hide').sort()).toEqual(['pkBreakpoint', 'pkHeat']);
    expect(classesOf('move')).toEqual(['pkHere']);
    expect(classesOf('flag')).toEqual(['pkFailed']);
    expect(workspace.getCanvas().querySelectorAll('.pkBreakpointDot')).toHaveLength(1);
    markBlocks(workspace, binding, none);
    expect(['hide', 'move', 'flag'].flatMap(classesOf)).toEqual([]);
    expect(workspace.getCanvas().querySelector('.pkBreakpointDot')).toBeNull();
  });
});

describe('breakpoints', () => {
  test('are set by the menu of a block, for the statement around it', async () => {
    const { workspace, binding } = await shown();
    const set = new Set<string>();
    const stop = keepBreakpoints(workspace, binding, {
      has: (id) => set.has(id),
      toggle: (id) => void (set.has(id) ? set.delete(id) : set.add(id)),
    });
    const item = Blockly.ContextMenuRegistry.registry.getItem('paperkite:breakpoint')!;
    const press = (id: string) => {
      const scope = { block: binding.blockOf(id) as Blockly.BlockSvg, focusedNode: undefined } as never;
      if (item.preconditionFn?.(scope, undefined as never) !== 'enabled') return 'hidden';
      const text = (item.displayText as (scope: never) => string)(scope);
      item.callback?.(scope, undefined as never, undefined as never, undefined as never);
      return text;
    };
    expect(press('hide')).toBe('Pause here (breakpoint)');
    expect(press('x')).toBe('Pause here (breakpoint)');
    expect([...set]).toEqual(['hide', 'move']);
    expect(press('hide')).toBe('Remove breakpoint');
    expect([...set]).toEqual(['move']);
    stop();
    expect(press('hide')).toBe('hidden');
  });
});

describe('reporters', () => {
  test('under the pointer are told once, and that there is none any more', async () => {
    const { workspace, binding } = await shown();
    const told: (string | null)[] = [];
    watchReporters(workspace, binding, (id) => told.push(id));
    const over = (id: string) =>
      (binding.blockOf(id) as Blockly.BlockSvg)
        .getSvgRoot()
        .dispatchEvent(new Event('pointerover', { bubbles: true, composed: true }));
    over('x');
    over('x');
    over('hide');
    expect(told).toEqual(['x', null]);
  });
});

describe('texts of blocks', () => {
  test('are what is written on them, without what hangs below', async () => {
    const text = blockTexts(blocks());
    expect(text('move')).toBe('move (x position) steps');
    expect(text('hide')).toBe('hide');
    expect(text('gone')).toBe('');
  });
});
