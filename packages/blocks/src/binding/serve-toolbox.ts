import type * as Blockly from 'blockly/core';
import { newLocalId } from '@paperkite/kernel';
import type { BlockStore } from '@paperkite/project';
import type { WorkspaceContext } from '../context.ts';
import { MenuField } from '../fields/menu-field.ts';
import { changeProcedureEdits, newProcedureEdits } from '../procedures/procedure-edits.ts';
import { procedureCode, readProcedure } from '../procedures/procedure.ts';
import type { PaperkiteBlock } from '../draw/define-blocks.ts';
import { type History, keep } from '../workspace/menus.ts';
import { BUTTONS } from '../workspace/toolbox.ts';
import { isQuiet, quietly } from '../workspace/quiet.ts';
import type { Binding } from './binding.ts';

/** Pixels of the workspace from the corner of the view to a block that a dialog made. */
const CORNER = 60;

/** Lets the person make or change the block whose prototype this is; with none, a new one in the corner of the view. */
export async function editProcedure(
  workspace: Blockly.WorkspaceSvg,
  binding: Binding,
  store: BlockStore,
  context: WorkspaceContext,
  prototypeId?: string,
): Promise<void> {
  const prototype = prototypeId === undefined ? undefined : store.read()[prototypeId];
  const start = prototype ? readProcedure(prototype.mutation) : { parts: [], warp: false };
  const procedure = await context.editProcedure(start);
  if (!procedure) return;
  if (prototype) {
    binding.perform(changeProcedureEdits(store.read(), prototype.id, procedure));
  } else {
    const view = workspace.getMetricsManager().getViewMetrics(true);
    const at = { x: Math.round(view.left + CORNER), y: Math.round(view.top + CORNER) };
    binding.perform(newProcedureEdits(procedure, at, newLocalId));
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
