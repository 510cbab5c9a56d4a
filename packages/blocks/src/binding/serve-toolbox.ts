import type * as Blockly from 'blockly/core';
import { newLocalId } from '@paperkite/kernel';
import type { BlockStore } from '@paperkite/project';
import type { WorkspaceContext } from '../context.ts';
import { MenuField } from '../fields/menu-field.ts';
import { changeProcedureEdits, newProcedureEdits } from '../procedures/procedure-edits.ts';
import { type Procedure, procedureCode, readProcedure } from '../procedures/procedure.ts';
import type { PaperkiteBlock } from '../draw/define-blocks.ts';
import { type History, keep } from '../workspace/menus.ts';
import { BUTTONS } from '../workspace/toolbox.ts';
import { procedureOf } from '../procedures/procedure-of.ts';
import { isQuiet, quietly } from '../workspace/quiet.ts';
import { showBlock } from './show-running.ts';
import type { Binding } from './binding.ts';

/** A new definition goes to the corner of the view or below what stands there. Workspace units. */
const MARGIN = 40;
const ROOM = { width: 320, height: 90 };

function freePlace(workspace: Blockly.WorkspaceSvg): { x: number; y: number } {
  const view = workspace.getMetricsManager().getViewMetrics(true);
  const x = Math.round(view.left + MARGIN);
  let y = Math.round(view.top + MARGIN);
  const boxes = workspace
    .getTopBlocks(false)
    .map((block) => block.getBoundingRectangle())
    .sort((a, b) => a.top - b.top);
  for (const box of boxes) {
    const beside = box.left > x + ROOM.width || box.right < x;
    if (!beside && box.top < y + ROOM.height && box.bottom > y - MARGIN) y = Math.round(box.bottom + MARGIN);
  }
  return { x, y };
}

/** Lets the person make or change the block whose prototype this is; with none, a new one in the corner of the view. */
export async function editProcedure(
  workspace: Blockly.WorkspaceSvg,
  binding: Binding,
  store: BlockStore,
  context: WorkspaceContext,
  prototypeId?: string,
): Promise<void> {
  const prototype = prototypeId === undefined ? undefined : store.read()[prototypeId];
  const head = prototype && binding.blockOf(prototype.id);
  const start: Procedure = head ? procedureOf(head) : { parts: [], warp: false, answers: 'nothing' };
  const procedure = await context.editProcedure(start);
  if (!procedure) return;
  if (prototype) {
    binding.perform(changeProcedureEdits(store.read(), prototype.id, procedure));
  } else {
    const edits = newProcedureEdits(procedure, freePlace(workspace), newLocalId);
    binding.perform(edits);
    const made = edits[0]?.kind === 'create' ? edits[0].block.id : undefined;
    if (made !== undefined) showBlock(workspace, binding, made);
  }
  workspace.refreshToolboxSelection();
}

/** Answers the buttons of the toolbox and draws names again when the project calls things otherwise. Returns stop. */
export function serveToolbox(
  workspace: Blockly.WorkspaceSvg,
  binding: Binding,
  store: BlockStore,
  context: WorkspaceContext,
  history?: History,
): () => void {
  const make = (kind: 'variable' | 'list') => () =>
    void context.create(kind).then((entry) => entry && workspace.refreshToolboxSelection());
  workspace.registerButtonCallback(BUTTONS.variable, make('variable'));
  workspace.registerButtonCallback(BUTTONS.list, make('list'));
  workspace.registerButtonCallback(BUTTONS.procedure, () => void editProcedure(workspace, binding, store, context));
  const stop = context.changed(() => refreshNames(workspace));
  const release = keep(workspace, {
    history,
    editProcedure: (block) => void editProcedure(workspace, binding, store, context, prototypeFor(block, binding)),
  });
  // Of all shelves this one alone shows what stands on the workspace, which was empty until now.
  if (workspace.getToolbox()?.getSelectedItem()?.getId() === 'procedures') workspace.refreshToolboxSelection();
  return () => {
    stop();
    release();
    for (const key of Object.values(BUTTONS)) workspace.removeButtonCallback(key);
  };
}

/** The head of the definition that a call, a definition or a head belongs to. */
function prototypeFor(block: Blockly.Block, binding: Binding): string | undefined {
  const code = procedureCode(readProcedure((block as PaperkiteBlock).kept));
  const own = block.type === 'procedures_definition' ? block.getInputTargetBlock('custom_block') : block;
  const prototype =
    own?.type === 'procedures_call'
      ? block.workspace
          .getBlocksByType('procedures_prototype', true)
          .find((each) => procedureCode(readProcedure((each as PaperkiteBlock).kept)) === code)
      : own;
  return prototype ? binding.idOf(prototype) : undefined;
}

/** Draws every menu again whose words come from the project. */
function refreshNames(workspace: Blockly.WorkspaceSvg): void {
  if (isQuiet(workspace)) return;
  quietly(workspace, () => {
    for (const block of workspace.getAllBlocks(false)) {
      for (const field of block.getFields()) if (field instanceof MenuField) field.refresh();
    }
  });
  if (!workspace.isDragging()) workspace.refreshToolboxSelection();
}
