import { sceneOf } from '@paperkite/project';
import type { AssetHash, BlockStore, Costume, Project, Sound, TargetId } from '@paperkite/project';
import * as Y from 'yjs';
import { createBlockStore, setIfChanged } from './block-store.ts';
import { createBoardEditor } from './edit-boards.ts';
import type { BoardEditor } from './edit-boards.ts';
import type { EditContext } from './edit-context.ts';
import { createBroadcastEditor, createListEditor, createVariableEditor } from './edit-data.ts';
import type { BroadcastEditor, ListEditor, VariableEditor } from './edit-data.ts';
import { createCostumeEditor, createSoundEditor } from './edit-media.ts';
import type { MediaEditor } from './edit-media.ts';
import { createCommentEditor, createExtensionEditor, createMonitorEditor } from './edit-rest.ts';
import type { CommentEditor, ExtensionEditor, MonitorEditor } from './edit-rest.ts';
import { createSpriteEditor } from './edit-sprites.ts';
import type { SpriteEditor } from './edit-sprites.ts';
import { fill } from './fill.ts';
import { projectMap } from './layout.ts';
import { ProjectView } from './project-view.ts';
import type { ProjectChange } from './project-view.ts';

/**
 * A project that several people edit at once. Every change merges; what everybody sees is a valid project at any time.
 * Undo takes back only what was done through this object. Running a project never writes here.
 */
export interface ProjectDoc {
  readonly ydoc: Y.Doc;
  /** The project as it is now. Parts that did not change stay the same objects; do not change what is returned. */
  toProject(): Project;
  /** Whether nobody has filled it yet: a new document, or one that has not arrived. */
  isEmpty(): boolean;
  /**
   * Makes the document say what the project says, writing only what differs. Not an undo step, unless it replaces what a
   * person sees (restoring a version, importing a file): `undoable`.
   */
  fillFromProject(project: Project, options?: { undoable?: boolean }): void;
  /** A window on the blocks of one target; each editor takes its own. */
  blockStore(target: TargetId): BlockStore;
  setTitle(title: string): void;
  readonly sprites: SpriteEditor;
  readonly boards: BoardEditor;
  readonly costumes: MediaEditor<Costume>;
  readonly sounds: MediaEditor<Sound>;
  readonly variables: VariableEditor;
  readonly lists: ListEditor;
  readonly broadcasts: BroadcastEditor;
  readonly comments: CommentEditor;
  readonly monitors: MonitorEditor;
  readonly extensions: ExtensionEditor;
  /** Joins several changes into one step: one undo step, one message to the others. */
  transact<T>(change: () => T): T;
  undo(): boolean;
  redo(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  /** Calls back when `canUndo` or `canRedo` may have changed. Returns unsubscribe. */
  onUndoChanged(listener: () => void): () => void;
  /** Calls back after each change, by whomever. Returns unsubscribe. */
  observe(listener: (change: ProjectChange) => void): () => void;
  /** Hashes of all costumes and sounds. */
  assets(): Set<AssetHash>;
  /** Stops following the Yjs document, which stays usable. */
  destroy(): void;
}

/** Letters typed closer together than this are one undo step. */
const TYPING_MS = 700;

export function createProjectDoc(ydoc: Y.Doc = new Y.Doc()): ProjectDoc {
  const own = { by: 'this page' };
  const view = new ProjectView(ydoc);
  const listeners = new Set<(change: ProjectChange) => void>();
  const blockListeners = new Map<TargetId, Set<() => void>>();
  const undoManager = new Y.UndoManager(ydoc, { trackedOrigins: new Set([own]), captureTimeout: 0 });

  const follow = (transaction: Y.Transaction): void => {
    const touched = view.follow(transaction);
    if (!touched) return;
    for (const [target, areas] of touched.targets)
      if (areas.has('locations') || areas.has('bodies'))
        for (const notify of blockListeners.get(target) ?? []) notify();
    const change = { ...touched, own: transaction.origin === own || transaction.origin === undoManager };
    for (const listener of listeners) listener(change);
  };
  ydoc.on('afterTransaction', follow);

  const context: EditContext = {
    ydoc,
    blocksOf: (target) => view.blocksOf(target),
    edit: (change) => ydoc.transact(change, own),
    type(change) {
      undoManager.captureTimeout = TYPING_MS;
      try {
        ydoc.transact(change, own);
      } finally {
        undoManager.captureTimeout = 0;
      }
    },
    onBlocksChanged(target, listener) {
      const set = blockListeners.get(target) ?? new Set();
      blockListeners.set(target, set.add(listener));
      return () => void set.delete(listener);
    },
  };
  const toProject = (): Project => view.project;

  return {
    ydoc,
    toProject,
    isEmpty: () => projectMap(ydoc, 'targets').size === 0,
    fillFromProject: (project, { undoable = false } = {}) =>
      ydoc.transact(() => fill(context, project), undoable ? own : 'fill'),
    blockStore: (target) => createBlockStore(context, target),
    setTitle: (title) => context.edit(() => setIfChanged(projectMap(ydoc, 'project'), 'title', title)),
    sprites: createSpriteEditor(context, toProject),
    boards: createBoardEditor(context, toProject),
    costumes: createCostumeEditor(context),
    sounds: createSoundEditor(context),
    variables: createVariableEditor(context, toProject),
    lists: createListEditor(context, toProject),
    broadcasts: createBroadcastEditor(context, toProject),
    comments: createCommentEditor(context),
    monitors: createMonitorEditor(context),
    extensions: createExtensionEditor(context),
    transact: (change) => context.edit(change),
    undo: () => undoManager.undo() !== null,
    redo: () => undoManager.redo() !== null,
    canUndo: () => undoManager.canUndo(),
    canRedo: () => undoManager.canRedo(),
    onUndoChanged(listener) {
      const events = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;
      for (const event of events) undoManager.on(event, listener);
      return () => {
        for (const event of events) undoManager.off(event, listener);
      };
    },
    observe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    assets: () =>
      new Set(sceneOf(toProject()).targets.flatMap((t) => [...t.costumes, ...t.sounds].map((media) => media.asset))),
    destroy() {
      ydoc.off('afterTransaction', follow);
      undoManager.destroy();
      listeners.clear();
      blockListeners.clear();
    },
  };
}
