import type { Block, BlockEdit, BlockId, BlockLocation, BlockStore, TargetId } from '@paperkite/project';
import type * as Y from 'yjs';
import { applyToRecord, diffBlocks } from './block-diff.ts';
import type { EditContext } from './edit-context.ts';
import { sameJson, toPlainJson } from './guards.ts';
import { partKey, targetMap } from './layout.ts';
import { storeLocation } from './location.ts';
import { BODY_PARTS } from './target-blocks.ts';
import type { Blocks, StoredBody, StoredField, TargetBlocks } from './target-blocks.ts';

/** One editor's window on the blocks of one target. Each editor takes a store of its own. */
export function createBlockStore(context: EditContext, target: TargetId): BlockStore {
  const listeners = new Set<(edits: readonly BlockEdit[]) => void>();
  let stopFollowing: (() => void) | undefined;
  let lastSeen: Blocks = {};

  const follow = (): void => {
    const now = context.blocksOf(target).view;
    const edits = diffBlocks(lastSeen, now);
    lastSeen = now;
    if (edits.length > 0) for (const listener of listeners) listener(edits);
  };

  return {
    read: () => context.blocksOf(target).view,
    apply(edits) {
      if (edits.length === 0) return;
      // What the editor shows after its own edits. The document may differ: then the editor is told by `follow`.
      if (listeners.size > 0) lastSeen = applyToRecord(lastSeen, edits);
      context.edit(() => writeBlockEdits(context, target, edits));
    },
    observe(listener) {
      if (listeners.size === 0) {
        lastSeen = context.blocksOf(target).view;
        stopFollowing = context.onBlocksChanged(target, follow);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stopFollowing?.();
      };
    },
  };
}

/** Writes block edits into the document; to be called inside of a transaction. */
export function writeBlockEdits(context: EditContext, target: TargetId, edits: readonly BlockEdit[]): void {
  const blocks = context.blocksOf(target);
  const locations = targetMap(context.ydoc, target, 'locations');
  const bodies = targetMap(context.ydoc, target, 'bodies');
  const setBody = (key: string, value: unknown): void => {
    setIfChanged(bodies, key, value);
    blocks.follow('bodies', [key]);
  };
  const place = (id: BlockId, at: BlockLocation): void => {
    locations.set(id, storeLocation(at, blocks.stamp()));
    blocks.follow('locations', [id]);
  };

  for (const [id, at] of seenToMove(blocks, edits)) place(id, at);
  for (const edit of edits) {
    if (edit.kind === 'create') {
      const entries = new Map(bodyEntries(edit.block));
      for (const key of blocks.bodyKeysOf(edit.block.id)) if (!entries.has(key)) setBody(key, undefined);
      for (const [key, value] of entries) setBody(key, value);
      place(edit.block.id, edit.block.at);
    } else if (edit.kind === 'delete') {
      for (const id of edit.ids) {
        for (const key of blocks.bodyKeysOf(id)) setBody(key, undefined);
        setIfChanged(locations, id, undefined);
        blocks.follow('locations', [id]);
      }
    } else if (!blocks.has(edit.id)) {
      // Somebody else deleted it a moment ago.
    } else if (edit.kind === 'move') {
      place(edit.id, edit.at);
    } else if (edit.kind === 'set-field') {
      setBody(partKey(edit.id, BODY_PARTS.field + edit.name), storeField(edit.field));
    } else if (edit.kind === 'set-mutation') {
      setBody(partKey(edit.id, BODY_PARTS.mutation), edit.mutation && toPlainJson(edit.mutation));
    } else {
      setBody(partKey(edit.id, BODY_PARTS.comment), edit.comment);
    }
  }
}

/**
 * Blocks that only the repair put where they are seen move along when a person moves what they hang from, and so it is
 * written down where they were seen: otherwise they would jump back to where they once were put.
 */
function seenToMove(blocks: TargetBlocks, edits: readonly BlockEdit[]): [BlockId, BlockLocation][] {
  const placed = new Set(edits.flatMap((edit) => (edit.kind === 'move' ? [edit.id] : [])));
  if (placed.size === 0 || blocks.displaced.size === 0) return [];
  const deleted = new Set(edits.flatMap((edit) => (edit.kind === 'delete' ? edit.ids : [])));
  const hangsFromPlaced = (at: BlockLocation | undefined): boolean => {
    for (; at && 'parent' in at; at = blocks.view[at.parent]?.at) if (placed.has(at.parent)) return true;
    return false;
  };
  return [...blocks.displaced]
    .filter((id) => !placed.has(id) && !deleted.has(id) && hangsFromPlaced(blocks.view[id]?.at))
    .map((id) => [id, blocks.view[id]!.at]);
}

const storeBody = (block: Block): StoredBody => [block.opcode, block.shadow ? 1 : 0];
const storeField = (field: Block['fields'][string]): StoredField =>
  field.id === undefined ? [field.value] : [field.value, field.id];

/** The keys and values of the `bodies` map that make up a block. */
export function bodyEntries(block: Block): [string, unknown][] {
  const { id } = block;
  return [
    [id, storeBody(block)],
    ...Object.entries(block.fields).map(([name, field]): [string, unknown] => [
      partKey(id, BODY_PARTS.field + name),
      storeField(field),
    ]),
    ...(block.mutation ? [[partKey(id, BODY_PARTS.mutation), toPlainJson(block.mutation)] as [string, unknown]] : []),
    ...(block.comment === undefined ? [] : [[partKey(id, BODY_PARTS.comment), block.comment] as [string, unknown]]),
  ];
}

/** Writes a value, or deletes the key for undefined, unless nothing would change. */
export function setIfChanged(map: Y.Map<unknown>, key: string, value: unknown): void {
  if (value === undefined) {
    if (map.has(key)) map.delete(key);
  } else if (!sameJson(map.get(key), value)) map.set(key, value);
}
