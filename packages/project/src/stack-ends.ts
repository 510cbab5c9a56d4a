import { isChild, type Block, type BlockId } from './document.ts';

const NOTHING_BELOW: ReadonlySet<string> = new Set(['control_forever', 'control_delete_this_clone']);
const STOPS_AND_GOES_ON: ReadonlySet<unknown> = new Set(['other scripts in sprite', 'other scripts in stage']);

/** Whether nothing can stand below a block: `forever`, `stop all`. Editors give it no place for a next one. */
export function endsStack(block: Pick<Block, 'opcode' | 'fields'>): boolean {
  if (block.opcode !== 'control_stop') return NOTHING_BELOW.has(block.opcode);
  return !STOPS_AND_GOES_ON.has(block.fields['STOP_OPTION']?.value);
}

/** Workspace units between blocks that are put aside. */
const APART = 48;

/**
 * Puts blocks that a file has below one that ends its stack free onto the workspace, near its origin: no editor can show them
 * below it, and the shared document would not keep them there. Changes the record; returns how many blocks were moved.
 */
export function freeBelowEnds(blocks: Record<BlockId, Block>): number {
  let moved = 0;
  for (const id in blocks) {
    const block = blocks[id]!;
    if (!isChild(block.at) || block.at.slot !== 'next' || !Object.hasOwn(blocks, block.at.parent)) continue;
    if (!endsStack(blocks[block.at.parent]!)) continue;
    moved++;
    blocks[id] = { ...block, at: { x: APART * moved, y: APART * moved } };
  }
  return moved;
}
