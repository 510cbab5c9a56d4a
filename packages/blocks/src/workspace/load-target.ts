import * as Blockly from 'blockly/core';
import { blocksToState } from '../document/blocks-to-state.ts';
import type { Blocks } from '../document/children.ts';
import { quietly } from './quiet.ts';

/**
 * Shows a target's blocks instead of whatever the workspace held: everything at once, without events, drawn once. About half
 * a second for 1,000 blocks.
 */
export function loadTarget(workspace: Blockly.Workspace, blocks: Blocks): void {
  const states = blocksToState(blocks);
  const svg = workspace instanceof Blockly.WorkspaceSvg ? workspace : null;
  Blockly.utils.dom.startTextWidthCache();
  svg?.setResizesEnabled(false);
  try {
    quietly(workspace, () => {
      for (const block of workspace.getTopBlocks(false)) block.dispose(false);
      for (const state of states) Blockly.serialization.blocks.appendInternal(state, workspace, { recordUndo: false });
    });
  } finally {
    svg?.setResizesEnabled(true);
    Blockly.utils.dom.stopTextWidthCache();
  }
}
