import { isChild, type Block, type BlockId, type BlockLocation } from '../document.ts';
import { isSafeKey } from '../json/read-json.ts';
import { primitiveOf } from './primitives.ts';

/** A block on its way in. One without an id gets one made of its parent and slot. */
export interface Draft extends Omit<Block, 'id' | 'at'> {
  id: BlockId | undefined;
  at: BlockLocation | undefined;
}

/**
 * Gives every draft its id. A block that .sb3 files write without an id always gets the derived one, so that reading what we
 * wrote gives the same ids. Blocks that are still without a place stand at the origin and are listed as orphans.
 */
export function settleIds(drafts: readonly Draft[]): { all: Record<BlockId, Block>; orphans: BlockId[] } {
  const parents = new Set<BlockId | undefined>();
  for (const { at } of drafts) if (at && isChild(at)) parents.add(at.parent);
  const derived = (draft: Draft) =>
    draft.id === undefined ||
    (draft.at !== undefined && isChild(draft.at) && primitiveOf(draft, !parents.has(draft.id)) !== undefined);
  const renamed = new Set<Draft>();
  const taken = new Set<BlockId | undefined>();
  for (const draft of drafts) {
    if (derived(draft)) renamed.add(draft);
    else taken.add(draft.id);
  }
  const all: Record<BlockId, Block> = {};
  const orphans: BlockId[] = [];
  for (const draft of drafts) {
    const { opcode, fields, shadow, mutation, comment, at = { x: 0, y: 0 } } = draft;
    let id = draft.id ?? '';
    if (renamed.has(draft) && isChild(at)) {
      for (id = `${at.parent}:${at.slot}`; taken.has(id) || !isSafeKey(id);)
        id = isSafeKey(id) ? `${id}'` : id.slice(-500);
      taken.add(id);
    }
    if (!draft.at) orphans.push(id);
    const block: Block = { id, opcode, fields, shadow, at };
    if (mutation !== undefined) block.mutation = mutation;
    if (comment !== undefined) block.comment = comment;
    all[id] = block;
  }
  return { all, orphans };
}
