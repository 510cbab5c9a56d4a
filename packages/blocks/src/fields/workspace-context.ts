import * as Blockly from 'blockly/core';
import type { WorkspaceContext } from '../context.ts';
import { EMPTY_CONTEXT } from '../context.ts';

const contexts = new WeakMap<Blockly.Workspace, WorkspaceContext>();

/** Tells the fields of a workspace, and of its toolbox, what the project holds. */
export function setContext(workspace: Blockly.Workspace, context: WorkspaceContext): void {
  contexts.set(workspace, context);
}

/** The context of the workspace that a block stands in; a block on the toolbox's shelf shares that of the workspace. */
export function contextOf(workspace: Blockly.Workspace): WorkspaceContext {
  const owner = (workspace instanceof Blockly.WorkspaceSvg ? workspace.targetWorkspace : null) ?? workspace;
  return contexts.get(owner) ?? EMPTY_CONTEXT;
}
