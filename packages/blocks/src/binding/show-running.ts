import * as Blockly from 'blockly/core';
import type { BlockId } from '@paperkite/project';
import type { Binding } from './binding.ts';

const RUNNING = 'pkRunning';

/**
 * Outlines the scripts that run, each named by any of its blocks, and no others. Cheap to call with the same ids again.
 */
export function glow(workspace: Blockly.WorkspaceSvg, binding: Binding, ids: Iterable<BlockId>): void {
  const roots = new Set<Element>();
  for (const id of ids) {
    const root = binding.blockOf(id)?.getRootBlock();
    if (root instanceof Blockly.BlockSvg) roots.add(root.getSvgRoot());
  }
  for (const lit of workspace.getCanvas().querySelectorAll(`.${RUNNING}`)) {
    if (!roots.delete(lit)) lit.classList.remove(RUNNING);
  }
  for (const root of roots) root.classList.add(RUNNING);
}

/** Brings a block into view and selects it: after a click on an error or a search result. False when it is not shown. */
export function showBlock(workspace: Blockly.WorkspaceSvg, binding: Binding, id: BlockId): boolean {
  const block = binding.blockOf(id);
  if (!(block instanceof Blockly.BlockSvg)) return false;
  workspace.centerOnBlock(block.id, true);
  Blockly.getFocusManager().focusNode(block);
  return true;
}
