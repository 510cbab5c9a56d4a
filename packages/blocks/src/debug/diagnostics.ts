import * as Blockly from 'blockly/core';
import type { BlockId } from '@paperkite/project';
import type { Binding } from '../binding/binding.ts';

/** Something that is wrong with a block, as a sentence. */
export interface BlockDiagnostic {
  block: BlockId;
  severity: 'error' | 'warning';
  text: string;
}

const ICON = 'paperkite-diagnostic';
const ERROR = 'pkDiagnosedError';
const shownIn = new WeakMap<Blockly.WorkspaceSvg, Map<string, string>>();

/**
 * Shows these at their blocks, each as an icon that opens the sentence, and no others. A shadow's stand at the block around
 * it. Cheap to call with the same ones again. Nothing goes into the document.
 */
export function showDiagnostics(
  workspace: Blockly.WorkspaceSvg,
  binding: Binding,
  diagnostics: readonly BlockDiagnostic[],
): void {
  const wanted = new Map<string, string>();
  const errors = new Set<string>();
  for (const { block: id, severity, text } of diagnostics) {
    const block = binding.blockOf(id);
    if (!block) continue;
    const before = wanted.get(block.id);
    wanted.set(block.id, before === undefined ? text : `${before}\n${text}`);
    if (severity === 'error') errors.add(block.id);
  }
  const shown = shownIn.get(workspace) ?? new Map<string, string>();
  for (const id of shown.keys()) if (!wanted.has(id)) mark(workspace, id, null, false);
  for (const [id, text] of wanted) {
    const icon = workspace.getBlockById(id)?.getIcon(Blockly.icons.IconType.WARNING);
    if (shown.get(id) !== text || !icon) mark(workspace, id, text, errors.has(id));
    else setClass(workspace, id, errors.has(id));
  }
  shownIn.set(workspace, wanted);
}

function mark(workspace: Blockly.WorkspaceSvg, id: string, text: string | null, isError: boolean): void {
  workspace.getBlockById(id)?.setWarningText(text, ICON);
  setClass(workspace, id, isError);
}

const setClass = (workspace: Blockly.WorkspaceSvg, id: string, isError: boolean): void => {
  const block = workspace.getBlockById(id);
  if (block instanceof Blockly.BlockSvg) block.getSvgRoot().classList.toggle(ERROR, isError);
};

/** For the page, beside Blockly's own. */
export const DIAGNOSTIC_STYLES = `
.${ERROR} > .blocklyPath { stroke: #C8371F !important; stroke-width: 4px; stroke-dasharray: 6 4; }
.blocklyTextBubble .blocklyText { white-space: pre-wrap; }
`;
