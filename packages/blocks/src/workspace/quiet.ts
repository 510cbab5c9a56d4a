import * as Blockly from 'blockly/core';

const quiet = new WeakSet<Blockly.Workspace>();

/** Whether changes to a workspace are being made by the program: nothing may move by itself then. */
export const isQuiet = (workspace: Blockly.Workspace): boolean => quiet.has(workspace);

/**
 * Changes a workspace without events, without neighbours stepping aside, and with the drawing done before it returns. What
 * others did must not make blocks move here, or two editors would answer each other for ever.
 */
export function quietly<T>(workspace: Blockly.Workspace, change: () => T): T {
  if (quiet.has(workspace)) return change();
  quiet.add(workspace);
  Blockly.Events.disable();
  try {
    const result = change();
    if (workspace instanceof Blockly.WorkspaceSvg) Blockly.renderManagement.triggerQueuedRenders(workspace);
    return result;
  } finally {
    Blockly.Events.enable();
    quiet.delete(workspace);
  }
}
