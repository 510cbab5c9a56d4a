import * as Blockly from 'blockly/core';
import type { Block, BlockEdit, BlockId, BlockStore } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import { newLocalId } from '@paperkite/kernel';
import type { WorkspaceContext } from '../context.ts';
import { touchedBy } from '../document/apply-edits.ts';
import { forestOf } from '../document/blocks-to-state.ts';
import { shadowId } from '../document/children.ts';
import { diffBlocks, editsBetween } from '../document/diff.ts';
import { belongsToShadowSlot } from '../document/state-to-blocks.ts';
import { NamedField } from '../fields/named-field.ts';
import { setContext } from '../fields/workspace-context.ts';
import { watchBlocks } from '../workspace/event-watch.ts';
import { loadTarget } from '../workspace/load-target.ts';
import type { History } from '../workspace/menus.ts';
import { quietly } from '../workspace/quiet.ts';
import { serveToolbox } from './serve-toolbox.ts';
import { CommentBinding } from './comment-binding.ts';
import type { Binding } from './binding.ts';
import { KnownBlocks } from './known-blocks.ts';
import { BlockIds } from './ids.ts';
import { readBlock, readShadows } from './read-block.ts';
import { showBlocks } from './show-edits.ts';

/**
 * Shows the blocks of a store in a workspace and keeps both the same. What a person does becomes the fewest edits, one
 * `apply` for each action, never during a drag; what others do is shown at once, after a drag at the latest. Neither is
 * answered by an echo. The workspace's own undo stays empty: keys and menus go to `history`, which undoes one's own edits.
 */
export function bindWorkspace(
  workspace: Blockly.Workspace,
  store: BlockStore,
  context: WorkspaceContext,
  history?: History,
): Binding {
  return new WorkspaceBinding(workspace, store, context, history);
}

class WorkspaceBinding implements Binding {
  private readonly workspace: Blockly.Workspace;
  private readonly store: BlockStore;
  /** The store as last seen. */
  private readonly known = new KnownBlocks();
  /** The workspace as last seen: only what differs from this was done by a person. */
  private readonly shown = new Map<BlockId, Block>();
  private readonly ids = new BlockIds();
  private readonly dirty = new Set<string>();
  private readonly stops: (() => void)[] = [];
  private scheduled = false;
  /** Changes of others wait for the end of a drag. */
  private behind = false;
  private writing = false;
  private comments: CommentBinding | undefined;
  private disposed = false;

  constructor(workspace: Blockly.Workspace, store: BlockStore, context: WorkspaceContext, history?: History) {
    this.workspace = workspace;
    this.store = store;
    setContext(workspace, context);
    this.load();
    this.stops.push(
      watchBlocks(workspace, (blockIds) => {
        for (const id of blockIds) this.dirty.add(id);
        this.schedule();
      }),
      store.observe((edits) => this.receive(edits)),
    );
    // Blockly's own delivery, later than the watcher's, finds what was still in motion then.
    const later = () => this.schedule();
    workspace.addChangeListener(later);
    this.stops.push(() => workspace.removeChangeListener(later));
    if (!(workspace instanceof Blockly.WorkspaceSvg)) return;
    this.stops.push(serveToolbox(workspace, this, store, context, history));
    if (context.comments) {
      this.comments = new CommentBinding(workspace, this, store, context.comments);
      this.stops.push(() => this.comments?.stop());
    }
  }

  private load(): void {
    const blocks = this.store.read();
    this.known.reset(blocks);
    this.shown.clear();
    this.ids.clear();
    this.dirty.clear();
    this.behind = false;
    loadTarget(this.workspace, blocks);
    for (const block of this.workspace.getAllBlocks(false)) if (!block.isShadow()) this.ids.link(block.id, block.id);
    for (const block of this.workspace.getAllBlocks(false)) if (!block.isShadow()) this.look(block);
    this.comments?.draw();
  }

  reload(): void {
    this.flush();
    this.load();
  }

  perform(edits: readonly BlockEdit[]): void {
    if (this.disposed || edits.length === 0) return;
    this.flush();
    this.write(edits);
    this.show(edits);
    this.check(edits);
  }

  private isDragging(): boolean {
    return this.workspace instanceof Blockly.WorkspaceSvg && this.workspace.isDragging();
  }

  private schedule(): void {
    if (this.scheduled || this.disposed) return;
    if (this.dirty.size === 0 && !this.behind) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  flush(): void {
    if (this.disposed || this.isDragging()) return;
    if (this.dirty.size > 0) this.send();
    if (this.behind) this.catchUp();
  }

  // ------------------------------------------------------------------ from the workspace to the store

  private send(): void {
    this.settle();
    const edits = this.collect();
    if (edits.length === 0) return;
    this.write(edits);
    this.known.apply(edits);
    this.check(edits);
  }

  /** Draws what waits to be drawn, so that neighbours that step aside belong to the same step. */
  private settle(): void {
    if (this.workspace instanceof Blockly.WorkspaceSvg) Blockly.renderManagement.triggerQueuedRenders(this.workspace);
  }

  /** A store may tell of its repairs in the midst of this: they are looked for afterwards. */
  private write(edits: readonly BlockEdit[]): void {
    this.writing = true;
    try {
      this.store.apply(edits);
    } finally {
      this.writing = false;
    }
  }

  /** The store may have repaired what was asked of it, because of changes not yet shown. */
  private check(edits: readonly BlockEdit[]): void {
    const now = this.store.read();
    const touched = edits.some((edit) => edit.kind === 'delete') ? new Set(this.known.ids()) : touchedBy(edits);
    const seen: Record<BlockId, Block> = {};
    const real: Record<BlockId, Block> = {};
    for (const id of touched) {
      const was = this.known.get(id);
      if (was) seen[id] = was;
      if (Object.hasOwn(now, id)) real[id] = now[id]!;
    }
    const repairs = diffBlocks(seen, real);
    if (repairs.length > 0) this.show(repairs);
    if (this.behind && !this.isDragging()) this.catchUp();
  }

  private collect(): BlockEdit[] {
    const gone = new Set<BlockId>();
    const live = new Set<Blockly.Block>();
    for (const id of this.dirty) {
      let block = this.workspace.getBlockById(id);
      while (block?.isShadow()) block = block.getParent();
      if (block && !block.isInsertionMarker()) live.add(block);
      const documentId = this.ids.documentId(id);
      if (!this.workspace.getBlockById(id) && documentId !== undefined) gone.add(documentId);
    }
    this.dirty.clear();
    const edits: BlockEdit[] = [];
    const seen = new Set<Blockly.Block>();
    for (const block of live) this.collectBlock(block, seen, edits);
    if (gone.size > 0) edits.push({ kind: 'delete', ids: this.known.withShadows(gone) });
    for (const id of gone) {
      this.shown.delete(id);
      this.ids.unlink(id);
    }
    const rank = { create: 0, move: 1, 'set-mutation': 2, 'set-field': 3, 'set-comment': 4, delete: 5 };
    return edits.sort((a, b) => rank[a.kind] - rank[b.kind]);
  }

  /** The edits of one block, after those of the block it hangs from. */
  private collectBlock(block: Blockly.Block, seen: Set<Blockly.Block>, edits: BlockEdit[]): void {
    if (seen.has(block)) return;
    seen.add(block);
    const parent = block.getParent();
    if (parent && this.ids.documentId(parent.id) === undefined) this.collectBlock(parent, seen, edits);
    const fresh = this.ids.documentId(block.id) === undefined;
    if (fresh) this.ids.link(block.id, this.nameBlock(block));
    settleNames(block, fresh);
    const before = new Map(this.recordsOf(block).map((record) => [record.id, this.shown.get(record.id)]));
    for (const record of this.look(block)) {
      const was = before.get(record.id);
      if (!this.known.has(record.id)) edits.push({ kind: 'create', block: record });
      else if (was) edits.push(...editsBetween(was, record));
    }
  }

  private nameBlock(block: Blockly.Block): BlockId {
    const parent = block.getParent();
    const input = parent?.getInputWithBlock(block);
    const parentId = parent && this.ids.documentId(parent.id);
    return parent &&
      input &&
      parentId !== undefined &&
      parentId !== null &&
      belongsToShadowSlot(parent.type, block.type)
      ? shadowId(parentId, input.name)
      : newLocalId();
  }

  /** What the workspace says of a block and its shadows. */
  private recordsOf(block: Blockly.Block): Block[] {
    const id = this.ids.documentId(block.id);
    if (id === undefined) throw new Error(`block ${block.id} has no place in the document`);
    const parent = block.getParent();
    const parentId = parent ? this.ids.documentId(parent.id) : undefined;
    const shadows = readShadows(block, id, (input) => this.known.shadowIn(id, input));
    return [readBlock(block, id, parentId), ...shadows];
  }

  /** Remembers what the workspace says of a block and its shadows. */
  private look(block: Blockly.Block): Block[] {
    const records = this.recordsOf(block);
    for (const record of records) this.shown.set(record.id, record);
    return records;
  }

  // ------------------------------------------------------------------ from the store to the workspace

  private receive(edits: readonly BlockEdit[]): void {
    if (this.disposed) return;
    if (this.writing || this.isDragging()) {
      this.behind = true;
    } else if (this.dirty.size > 0) {
      this.behind = true;
      this.flush();
    } else {
      this.show(edits);
    }
  }

  private catchUp(): void {
    this.behind = false;
    const edits = diffBlocks(this.known.asRecord(), this.store.read());
    if (edits.length > 0) this.show(edits);
  }

  private show(edits: readonly BlockEdit[]): void {
    const touched = touchedBy(edits);
    this.known.apply(edits);
    const forest = forestOf(this.known.asRecord());
    quietly(this.workspace, () => showBlocks(this.workspace, forest, touched, this.ids));
    for (const id of touched) {
      if (!this.known.has(id)) this.shown.delete(id);
      const block = this.blockOf(id);
      if (block) this.look(block);
    }
    this.comments?.draw();
  }

  // ------------------------------------------------------------------ for others

  blockOf(id: BlockId): Blockly.Block | null {
    let at: BlockId | undefined = id;
    while (at !== undefined) {
      const block = this.ids.block(this.workspace, at);
      if (block && !block.isShadow()) return block;
      const record: Block | undefined = this.known.get(at);
      at = record && isChild(record.at) && record.at.slot !== 'next' ? record.at.parent : undefined;
    }
    return null;
  }

  idOf(block: Blockly.Block): BlockId | undefined {
    return this.ids.documentId(block.id);
  }

  dispose(): void {
    if (this.disposed) return;
    this.flush();
    this.disposed = true;
    for (const stop of this.stops) stop();
  }
}

/** What a block names and the project does not have yet is made. */
function settleNames(block: Blockly.Block, fresh: boolean): void {
  const shadows = block.getChildren(false).filter((child) => child.isShadow());
  for (const each of [block, ...shadows])
    for (const field of each.getFields()) if (field instanceof NamedField) field.settle(fresh);
}
