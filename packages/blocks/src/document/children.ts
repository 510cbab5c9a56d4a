import type { Block, BlockId, Slot } from '@paperkite/project';
import { isChild } from '@paperkite/project';

export type Blocks = Readonly<Record<BlockId, Block>>;

/** Which block stands in which slot of which parent. */
export type Children = ReadonlyMap<BlockId, ReadonlyMap<Slot, BlockId>>;

/** Looks at every block once. */
export function childrenOf(blocks: Blocks): Children {
  const children = new Map<BlockId, Map<Slot, BlockId>>();
  for (const block of Object.values(blocks)) {
    if (!isChild(block.at)) continue;
    const slots = children.get(block.at.parent) ?? new Map<Slot, BlockId>();
    slots.set(block.at.slot, block.id);
    children.set(block.at.parent, slots);
  }
  return children;
}

/** The block and everything that hangs from it, parents first. */
export function withDescendants(id: BlockId, children: Children): BlockId[] {
  const found = [id];
  for (let i = 0; i < found.length; i++) for (const child of children.get(found[i]!)?.values() ?? []) found.push(child);
  return found;
}

/** The name of the input in `input:NAME` or `shadow:NAME`; undefined for `next`. */
export const inputName = (slot: Slot): string | undefined =>
  slot === 'next' ? undefined : slot.slice(slot.indexOf(':') + 1);

/** The id of the shadow in an input: the same for everybody who makes it. */
export const shadowId = (parent: BlockId, input: string): BlockId => `${parent}:shadow:${input}`;
