// @vitest-environment jsdom
import * as Blockly from 'blockly/core';
import { afterEach, describe, expect, test } from 'vitest';
import { overwriteGetLocale, type Locale } from '@paperkite/i18n';
import type { Block, Comment } from '@paperkite/project';
import type { WorkspaceContext } from '../context.ts';
import { EMPTY_CONTEXT } from '../context.ts';
import { looseScript } from '../document/loose-script.ts';
import { memoryBlockStore } from '../../test/memory-block-store.ts';
import { drawn, renderedWorkspace } from '../../test/rendered.ts';
import { shortcuts } from '../workspace/shortcuts.ts';
import { searchBlocks } from '../workspace/search.ts';
import { bindWorkspace } from './bind-workspace.ts';
import { relocalise } from './relocalise.ts';
import { glow, showBlock } from './show-running.ts';

let locale: Locale = 'en';
overwriteGetLocale(() => locale);
afterEach(() => {
  locale = 'en';
});

const flag: Block = { id: 'flag', opcode: 'event_whenflagclicked', fields: {}, shadow: false, at: { x: 10, y: 20 } };
const hide: Block = {
  id: 'hide',
  opcode: 'looks_hide',
  fields: {},
  shadow: false,
  at: { parent: 'flag', slot: 'next' },
};
const blocks = () => ({ flag, hide });

function commentPort(start: Record<string, Comment>) {
  const listeners = new Set<() => void>();
  const comments = { ...start };
  return {
    comments,
    read: () => ({ ...comments }),
    put: (id: string, comment: Comment) => void (comments[id] = comment),
    remove: (id: string) => void delete comments[id],
    observe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: () => listeners.forEach((listener) => listener()),
  };
}

const note = (text: string): Comment => ({ text, x: 30, y: 40, width: 200, height: 100, minimized: false });

describe('a drawn workspace', () => {
  test('brings the first shelf in two parts, as it is when it comes at once', async () => {
    const workspace = await renderedWorkspace(EMPTY_CONTEXT);
    const toolbox = workspace.getToolbox() as Blockly.Toolbox;
    const shelf = toolbox.getFlyout()!.getWorkspace();
    const places = () => shelf.getTopBlocks(true).map((block) => [block.type, block.getRelativeToSurfaceXY().y]);
    const first = toolbox.getSelectedItem()!;
    await drawn();
    const inTwoParts = places();
    toolbox.setSelectedItem(null);
    toolbox.setSelectedItem(first);
    expect(places().length).toBeGreaterThan(9);
    expect(inTwoParts).toEqual(places());
    workspace.dispose();
  });

  test('changes its language and keeps what is in it', async () => {
    const workspace = await renderedWorkspace(EMPTY_CONTEXT);
    const store = memoryBlockStore(blocks());
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    expect(workspace.getBlockById('hide')!.toString()).toBe('hide');
    locale = 'zh-CN';
    await relocalise(workspace, binding, 'zh-CN');
    expect(workspace.getBlockById('hide')!.toString()).toBe('隐藏');
    expect(workspace.getBlockById('hide')!.getParent()!.id).toBe('flag');
    expect(
      workspace
        .getToolbox()!
        .getToolboxItems()
        .map((item) => item.getDiv()?.textContent),
    ).toContain('外观');
    expect(Blockly.Msg.ZOOM_IN).toBe('放大');
    expect(Blockly.Msg.CLEAN_UP).toBe('整理积木');
    await drawn();
    expect(store.applied).toEqual([]);
    expect(store.read()).toEqual(blocks());
  });

  test('outlines the scripts that run and no others', async () => {
    const workspace = await renderedWorkspace(EMPTY_CONTEXT);
    const binding = bindWorkspace(workspace, memoryBlockStore(blocks()), EMPTY_CONTEXT);
    const lit = () =>
      [...workspace.getCanvas().querySelectorAll('.pkRunning')].map((each) => each.getAttribute('data-id'));
    glow(workspace, binding, ['hide', 'nobody']);
    expect(lit()).toEqual(['flag']);
    glow(workspace, binding, []);
    expect(lit()).toEqual([]);
    expect(showBlock(workspace, binding, 'hide')).toBe(true);
    expect(showBlock(workspace, binding, 'nobody')).toBe(false);
  });

  test('sends undo by key and menu to the document', async () => {
    const workspace = await renderedWorkspace(EMPTY_CONTEXT);
    const done: string[] = [];
    const history = {
      undo: () => void done.push('undo'),
      redo: () => void done.push('redo'),
      canUndo: () => true,
      canRedo: () => false,
    };
    bindWorkspace(workspace, memoryBlockStore(blocks()), EMPTY_CONTEXT, history);
    workspace.undo(false);
    workspace.undo(true);
    expect(done).toEqual(['undo', 'redo']);
    const item = Blockly.ContextMenuRegistry.registry.getItem('paperkite:redo')!;
    expect(item.preconditionFn!({ workspace, focusedNode: workspace }, new Event('x'))).toBe('disabled');
    expect(workspace.getUndoStack()).toEqual([]);
  });

  test('shows comments, and what others and people do with them', async () => {
    const port = commentPort({ free: note('start here'), attached: note('why') });
    const context: WorkspaceContext = { ...EMPTY_CONTEXT, comments: port };
    const workspace = await renderedWorkspace(context);
    const store = memoryBlockStore({ flag, hide: { ...hide, comment: 'attached' } });
    const binding = bindWorkspace(workspace, store, context);
    expect(workspace.getTopComments().map((comment) => comment.getText())).toEqual(['start here']);
    expect(workspace.getBlockById('hide')!.getCommentText()).toBe('why');

    port.comments.free = note('start there');
    port.tell();
    expect(workspace.getTopComments()[0]!.getText()).toBe('start there');

    workspace.getCommentById('free')!.setText('by hand');
    workspace.getBlockById('hide')!.setCommentText('because');
    workspace.getBlockById('flag')!.setCommentText('go');
    await drawn();
    expect(port.comments.free!.text).toBe('by hand');
    expect(port.comments.attached!.text).toBe('because');
    const fresh = store.read().flag!.comment!;
    expect(port.comments[fresh]!.text).toBe('go');

    workspace.getBlockById('hide')!.dispose(false);
    await drawn();
    expect(port.comments).not.toHaveProperty('attached');
    binding.reload();
    expect(workspace.getBlockById('flag')!.getCommentText()).toBe('go');
  });

  test('copies scripts with what is written on them', async () => {
    const port = commentPort({ why: note('why') });
    const context: WorkspaceContext = { ...EMPTY_CONTEXT, comments: port };
    const workspace = await renderedWorkspace(context);
    const store = memoryBlockStore({ flag, hide: { ...hide, comment: 'why' } });
    const binding = bindWorkspace(workspace, store, context);
    const copied = looseScript(workspace.getBlockById('flag')!, 'new')!;
    const below = Object.values(copied.blocks).find(({ opcode }) => opcode === 'looks_hide')!;
    expect(copied.comments).toMatchObject({ [below.comment!]: { text: 'why' } });

    const state = Blockly.serialization.blocks.save(workspace.getBlockById('flag')!, { saveIds: false })!;
    const flagCopy = Blockly.serialization.blocks.append(state, workspace, { recordUndo: true });
    await drawn();
    const hideCopy = store.read()[binding.idOf(flagCopy.getNextBlock()!)!]!;
    expect(hideCopy.comment).not.toBe('why');
    expect(port.comments[hideCopy.comment!]!.text).toBe('why');
    flagCopy.dispose(false);
    await drawn();
    expect(Object.keys(port.comments)).toEqual(['why']);
  });

  test('leaves a drag alone until it ends', async () => {
    const workspace = await renderedWorkspace(EMPTY_CONTEXT);
    const store = memoryBlockStore(blocks());
    const binding = bindWorkspace(workspace, store, EMPTY_CONTEXT);
    let dragging = true;
    workspace.isDragging = () => dragging;
    workspace.getBlockById('hide')!.unplug(false);
    store.elsewhere([{ kind: 'create', block: { ...hide, id: 'show', opcode: 'looks_show', at: { x: 5, y: 5 } } }]);
    await drawn();
    expect(store.applied).toEqual([]);
    expect(workspace.getBlockById('show')).toBeNull();
    dragging = false;
    binding.flush();
    expect(store.applied.flat().map((edit) => edit.kind)).toEqual(['move']);
    expect(workspace.getBlockById('show')).not.toBeNull();
  });

  test('finds blocks by the words of either language', async () => {
    const workspace = await renderedWorkspace(EMPTY_CONTEXT);
    expect(searchBlocks('移动', workspace)[0]).toBe('motion_movesteps');
    expect(searchBlocks('STEPS', workspace)).toContain('motion_movesteps');
    expect(searchBlocks('反弹', workspace)).toEqual(['motion_ifonedgebounce']);
    expect(searchBlocks('list', workspace)).toContain('data_addtolist');
    expect(searchBlocks('  ', workspace)).toEqual([]);
    expect(searchBlocks('no such block', workspace)).toEqual([]);
  });

  test('lists its keys for the help dialog', async () => {
    await renderedWorkspace(EMPTY_CONTEXT);
    const list = shortcuts();
    expect(list.find((each) => each.name === 'paperkite_search')!.keys).toEqual([['/']]);
    expect(list.find((each) => each.name === 'undo')!.keys).toEqual([['Control', 'Z']]);
    for (const { text, keys } of list) {
      expect(text).toBeTruthy();
      expect(keys.flat().every((key) => key !== '' && key !== 'undefined')).toBe(true);
    }
  });
});
