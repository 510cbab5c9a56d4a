import type { Comment, Monitor, TargetId } from '@paperkite/project';
import { setIfChanged } from './block-store.ts';
import type { EditContext } from './edit-context.ts';
import { projectMap, targetMap } from './layout.ts';
import { insertOrdered, orderedIds, removeThing } from './ordered-map.ts';
import { commentEntries, monitorEntries } from './records.ts';

/** Changes to the workspace comments of a target. Which block one hangs on is the block's own `comment`. */
export interface CommentEditor {
  /** Creates or changes; text and geometry merge separately. */
  set(target: TargetId, id: string, comment: Comment): void;
  remove(target: TargetId, id: string): void;
}

/** Changes to the monitors on the stage. */
export interface MonitorEditor {
  /** Creates or changes; what it shows and where it stands merge separately. */
  set(monitor: Monitor): void;
  remove(id: string): void;
}

/** Changes to the Scratch extensions in use. */
export interface ExtensionEditor {
  add(id: string): void;
  remove(id: string): void;
}

export function createCommentEditor(context: EditContext): CommentEditor {
  const mapOf = (target: TargetId) => targetMap(context.ydoc, target, 'comments');
  return {
    set: (target, id, comment) =>
      context.edit(() => {
        for (const [key, value] of commentEntries(id, comment)) setIfChanged(mapOf(target), key, value);
      }),
    remove: (target, id) => context.edit(() => removeThing(mapOf(target), id)),
  };
}

export function createMonitorEditor(context: EditContext): MonitorEditor {
  const map = () => projectMap(context.ydoc, 'monitors');
  return {
    set: (monitor) =>
      context.edit(() => {
        const entries = monitorEntries(monitor);
        if (!map().has(monitor.id)) return insertOrdered(map(), monitor.id, entries);
        for (const [key, value] of entries) setIfChanged(map(), key, value);
      }),
    remove: (id) => context.edit(() => removeThing(map(), id)),
  };
}

export function createExtensionEditor(context: EditContext): ExtensionEditor {
  const map = () => projectMap(context.ydoc, 'extensions');
  return {
    add: (id) =>
      context.edit(() => {
        if (!orderedIds(map()).includes(id)) insertOrdered(map(), id, [[id, 1]]);
      }),
    remove: (id) => context.edit(() => removeThing(map(), id)),
  };
}
