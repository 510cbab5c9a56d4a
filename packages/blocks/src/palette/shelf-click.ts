import type * as Blockly from 'blockly/core';
import { type LooseScript, looseScript } from '../document/loose-script.ts';

/** The palette's block that stands there or around it, by its id or by an element of the page; undefined when none does. */
export function shelfScript(workspace: Blockly.WorkspaceSvg, at: string | Element): LooseScript | undefined {
  const shelf = workspace.getFlyout()?.getWorkspace();
  const drawn = typeof at === 'string' ? undefined : at.closest('.blocklyDraggable');
  const block = drawn
    ? shelf?.getAllBlocks(false).find((each) => each.getSvgRoot() === drawn)
    : typeof at === 'string'
      ? shelf?.getBlockById(at)
      : null;
  const root = block?.getRootBlock();
  return root && looseScript(root, 'same');
}

/** Calls back when a block of the palette is clicked, not dragged. Returns stop. */
export function onShelfClick(workspace: Blockly.WorkspaceSvg, listener: (script: LooseScript) => void): () => void {
  const shelf = workspace.getFlyout()?.getWorkspace();
  const hear = (event: Blockly.Events.Abstract) => {
    const { type, targetType, blockId } = event as Blockly.Events.Click;
    const script = type === 'click' && targetType === 'block' && blockId ? shelfScript(workspace, blockId) : undefined;
    if (script) listener(script);
  };
  shelf?.addChangeListener(hear);
  return () => shelf?.removeChangeListener(hear);
}
