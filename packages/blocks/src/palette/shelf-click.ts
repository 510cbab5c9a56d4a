import * as Blockly from 'blockly/core';
import type { Block, BlockId } from '@paperkite/project';
import { stateToBlocks } from '../document/state-to-blocks.ts';

/** A block of the palette as a script of its own, which no document holds. */
export interface ShelfScript {
  top: BlockId;
  blocks: Readonly<Record<BlockId, Block>>;
}

/** The palette's block that stands there or around it, by its id or by an element of the page; undefined when none does. */
export function shelfScript(workspace: Blockly.WorkspaceSvg, at: string | Element): ShelfScript | undefined {
  const shelf = workspace.getFlyout()?.getWorkspace();
  const drawn = typeof at === 'string' ? undefined : at.closest('.blocklyDraggable');
  const block = drawn
    ? shelf?.getAllBlocks(false).find((each) => each.getSvgRoot() === drawn)
    : typeof at === 'string'
      ? shelf?.getBlockById(at)
      : null;
  const root = block?.getRootBlock();
  const state = root && Blockly.serialization.blocks.save(root);
  if (!state) return undefined;
  let made = 0;
  const blocks = stateToBlocks([{ ...state, x: 0, y: 0 }], () => `${state.id}:${made++}`);
  return { top: state.id!, blocks };
}

/** Calls back when a block of the palette is clicked, not dragged. Returns stop. */
export function onShelfClick(workspace: Blockly.WorkspaceSvg, listener: (script: ShelfScript) => void): () => void {
  const shelf = workspace.getFlyout()?.getWorkspace();
  const hear = (event: Blockly.Events.Abstract) => {
    const { type, targetType, blockId } = event as Blockly.Events.Click;
    const script = type === 'click' && targetType === 'block' && blockId ? shelfScript(workspace, blockId) : undefined;
    if (script) listener(script);
  };
  shelf?.addChangeListener(hear);
  return () => shelf?.removeChangeListener(hear);
}
