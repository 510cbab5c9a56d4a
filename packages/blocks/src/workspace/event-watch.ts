import * as Blockly from 'blockly/core';

type Listener = (blockIds: readonly string[]) => void;

const watchers = new Map<string, Listener>();

/** Events whose blocks may differ afterwards from what the document says. */
const WATCHED = ['create', 'delete', 'move', 'change', 'drag'] as const;

interface BlockEvent {
  workspaceId?: string;
  blockId?: string;
  ids?: string[];
}

let installed = false;

/**
 * Blockly delivers events only after the next animation frame and a timer: 17 ms and more, and never in a hidden tab. So the
 * classes that it makes them from are extended: a watcher hears of a change in the moment the event is made, before the
 * change itself is complete, and looks at the blocks as soon as the running code has ended.
 */
function install(): void {
  if (installed) return;
  installed = true;
  const type = Blockly.registry.Type.EVENT;
  for (const name of WATCHED) {
    const Base = Blockly.registry.getClass(type, name) as unknown as new (...args: unknown[]) => BlockEvent;
    class Watched extends Base {
      constructor(...args: unknown[]) {
        super(...args);
        const watcher = this.workspaceId === undefined ? undefined : watchers.get(this.workspaceId);
        if (watcher && Blockly.Events.isEnabled())
          watcher(this.ids ?? (this.blockId === undefined ? [] : [this.blockId]));
      }
    }
    Blockly.registry.register(type, name, Watched as never, true);
  }
}

/** Calls back with the ids of blocks that are about to change. One watcher for each workspace. Returns stop. */
export function watchBlocks(workspace: Blockly.Workspace, listener: Listener): () => void {
  install();
  watchers.set(workspace.id, listener);
  return () => {
    if (watchers.get(workspace.id) === listener) watchers.delete(workspace.id);
  };
}
