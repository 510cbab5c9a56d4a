import type { Block, BlockId } from '@paperkite/project';
import { isChild } from '@paperkite/project';

/** Sets free whatever hangs from nothing, from itself or from a place that is taken: what a real store does in its view. */
export function sound(blocks: Record<BlockId, Block>): Record<BlockId, Block> {
  const taken = new Map<string, BlockId>();
  const result: Record<BlockId, Block> = {};
  const roots = (id: BlockId): boolean => {
    const seen = new Set<BlockId>();
    let at: Block | undefined = result[id] ?? blocks[id];
    while (at && isChild(at.at)) {
      if (seen.has(at.id)) return false;
      seen.add(at.id);
      at = result[at.at.parent] ?? blocks[at.at.parent];
    }
    return at !== undefined;
  };
  for (const block of Object.values(blocks)) {
    const key = isChild(block.at) ? `${block.at.parent} ${block.at.slot}` : '';
    const loose = isChild(block.at) && (!roots(block.id) || taken.has(key));
    if (loose) result[block.id] = { ...block, at: { x: 0, y: 0 } };
    else {
      result[block.id] = block;
      if (key) taken.set(key, block.id);
    }
  }
  return result;
}
