import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';

/** Undo and redo of the document: only one's own edits. */
export interface History {
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
}

/** What menus and keys need of whoever keeps a workspace. */
export interface WorkspaceKeeper {
  history?: History;
  /** Changes the person's own block whose head or definition this is. */
  editProcedure?(block: Blockly.Block): void;
}

const keepers = new WeakMap<Blockly.Workspace, WorkspaceKeeper>();

/** Says who keeps a workspace. Undo by menu and by key goes to its history. Returns stop. */
export function keep(workspace: Blockly.Workspace, keeper: WorkspaceKeeper): () => void {
  keepers.set(workspace, keeper);
  workspace.undo = (redo: boolean) => (redo ? keeper.history?.redo() : keeper.history?.undo());
  return () => {
    if (keepers.get(workspace) === keeper) keepers.delete(workspace);
  };
}

/** Menu entries that make no sense here: Blockly's own undo, and how a block is drawn. */
const REMOVED = ['undoWorkspace', 'redoWorkspace', 'blockInline', 'blockHelp', 'blockCollapseExpand', 'blockDisable'];

let registered = false;

/** Makes the context menus ours; once for the page. */
export function registerMenus(): void {
  if (registered) return;
  registered = true;
  const { registry } = Blockly.ContextMenuRegistry;
  for (const id of REMOVED) if (registry.getItem(id)) registry.unregister(id);
  Blockly.ContextMenuItems.registerCommentOptions();
  const create = registry.getItem('commentCreate');
  if (create) {
    const allowed = create.preconditionFn;
    create.preconditionFn = (scope, event) =>
      scope.workspace?.options.comments ? (allowed?.(scope, event) ?? 'enabled') : 'hidden';
  }
  for (const [id, weight] of [
    ['undo', 1],
    ['redo', 2],
  ] as const) {
    registry.register({
      id: `paperkite:${id}`,
      scopeType: Blockly.ContextMenuRegistry.ScopeType.WORKSPACE,
      weight,
      displayText: () => Blockly.Msg[id.toUpperCase()] ?? id,
      preconditionFn: ({ workspace }) => {
        const history = workspace && keepers.get(workspace)?.history;
        if (!history) return 'hidden';
        return (id === 'undo' ? history.canUndo() : history.canRedo()) ? 'enabled' : 'disabled';
      },
      callback: ({ workspace }) => workspace?.undo(id === 'redo'),
      associatedKeyboardShortcut: id,
    });
  }
  registry.register({
    id: 'paperkite:edit-procedure',
    scopeType: Blockly.ContextMenuRegistry.ScopeType.BLOCK,
    weight: 1,
    displayText: () => m.blocks_menu_edit_procedure(),
    preconditionFn: ({ block }) =>
      block && !block.isInFlyout && block.type.startsWith('procedures_') && keepers.get(block.workspace)?.editProcedure
        ? 'enabled'
        : 'hidden',
    callback: ({ block }) => {
      if (block) keepers.get(block.workspace)?.editProcedure?.(block);
    },
  });
}
