import * as Blockly from 'blockly/core';
import type { BlockId } from '@paperkite/project';
import type { Binding } from '../binding/binding.ts';

const POINTED = 'pkPointed';

/** Marks the block that a line of text is about, and no other, and brings it into view; the keyboard stays where it is. */
export function pointAt(workspace: Blockly.WorkspaceSvg, binding: Binding, id: BlockId | null): void {
  const block = id === null ? null : binding.blockOf(id);
  const root = block instanceof Blockly.BlockSvg ? block.getSvgRoot() : undefined;
  for (const marked of workspace.getCanvas().querySelectorAll(`.${POINTED}`))
    if (marked !== root) marked.classList.remove(POINTED);
  root?.classList.add(POINTED);
  if (block instanceof Blockly.BlockSvg) showStart(workspace, block);
}

/** In pixels from the corner of the view to where a block that was out of it is put. */
const MARGIN = 60;

/** Where a block begins is what must be seen: a long one does not fit anyway. */
function showStart(workspace: Blockly.WorkspaceSvg, block: Blockly.BlockSvg): void {
  const view = workspace.getMetricsManager().getViewMetrics(true);
  const { left, top } = block.getBoundingRectangleWithoutChildren();
  const room = MARGIN / workspace.scale;
  const isInside =
    left >= view.left &&
    top >= view.top &&
    left + room <= view.left + view.width &&
    top + room <= view.top + view.height;
  if (!isInside) workspace.scroll(MARGIN - left * workspace.scale, MARGIN - top * workspace.scale);
}

/** For the page, beside Blockly's own. */
export const POINTED_STYLES = `
.${POINTED} > .blocklyPath { stroke: #1E2330 !important; stroke-width: 4px; }
.paperkite-dark-theme .${POINTED} > .blocklyPath { stroke: #FFE14D !important; }
`;
