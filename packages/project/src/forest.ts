import { isChild, type Block, type BlockId, type Slot } from './document.ts';

type Blocks = Readonly<Record<BlockId, Block>>;

/** The blocks of one target, indexed once for walking. Every walk ends, even over blocks that contain themselves. */
export interface Forest {
  /** The block in one slot of a parent. Where several claim it, the first in the record. */
  blockIn(parent: BlockId, slot: Slot): Block | undefined;
  /** All blocks whose place is in this parent, in the record's order. */
  childrenOf(parent: BlockId): readonly Block[];
  /** What an input yields: the block plugged in, otherwise its shadow. */
  inputBlock(parent: BlockId, input: string): Block | undefined;
  /**
   * The blocks that hang from nothing, top to bottom and left to right (then by id): the order in which scripts with
   * the same hat start. It follows from what everybody sees, so it is the same for all editors of a project.
   */
  topBlocks(): readonly Block[];
  /** The block and everything that hangs from it, parents first. Empty when there is no such block. */
  descendants(id: BlockId): Block[];
  /** A block and those below it through `next`. */
  stack(id: BlockId): Block[];
}

/** Indexes the blocks of a target. Linear in their number; make it once per change, not once per question. */
export function forestOf(blocks: Blocks): Forest {
  const children = new Map<BlockId, Block[]>();
  const tops: Block[] = [];
  for (const block of Object.values(blocks)) {
    const { at } = block;
    if (!isChild(at)) {
      tops.push(block);
      continue;
    }
    const siblings = children.get(at.parent);
    if (siblings) siblings.push(block);
    else children.set(at.parent, [block]);
  }
  tops.sort(byPlace);
  const crowds = new Map<BlockId, Map<Slot, Block>>();
  const blockIn = (parent: BlockId, slot: Slot): Block | undefined => {
    const siblings = children.get(parent);
    if (!siblings) return undefined;
    if (siblings.length <= FEW) return siblings.find(({ at }) => isChild(at) && at.slot === slot);
    let bySlot = crowds.get(parent);
    if (!bySlot) crowds.set(parent, (bySlot = new Map([...siblings].reverse().map((block) => [slotOf(block), block]))));
    return bySlot.get(slot);
  };
  return {
    blockIn,
    childrenOf: (parent) => children.get(parent) ?? [],
    inputBlock: (parent, input) => blockIn(parent, `input:${input}`) ?? blockIn(parent, `shadow:${input}`),
    topBlocks: () => tops,
    descendants(id) {
      const first = own(blocks, id);
      if (!first) return [];
      const found = new Set([first]);
      for (const block of found) for (const child of children.get(block.id) ?? []) found.add(child);
      return [...found];
    },
    stack(id) {
      const found = new Set<Block>();
      for (let block = own(blocks, id); block && !found.has(block); block = blockIn(block.id, 'next')) found.add(block);
      return [...found];
    },
  };
}

/** Children that are looked through faster than they are indexed: nearly all blocks have fewer. */
const FEW = 16;

const slotOf = ({ at }: Block): Slot => (isChild(at) ? at.slot : 'next');

/** A block by id; never something that every JavaScript object has. */
const own = (blocks: Blocks, id: BlockId): Block | undefined => (Object.hasOwn(blocks, id) ? blocks[id] : undefined);

// Lengths make the key unambiguous whatever characters ids hold.
const slotKey = (parent: BlockId, slot: Slot): string => `${parent.length}:${parent}${slot}`;

/** The blocks that hang from nothing, in the order of `Forest.topBlocks`. */
export function topBlocksByPlace(blocks: Blocks): Block[] {
  return Object.values(blocks)
    .filter(({ at }) => !isChild(at))
    .sort(byPlace);
}

/** The first block that claims a slot which another one before it has. */
export function secondInSlot(blocks: Iterable<Block>): Block | undefined {
  const taken = new Map<BlockId, Slot | Set<Slot>>();
  for (const block of blocks) {
    const { at } = block;
    if (!isChild(at)) continue;
    const slots = taken.get(at.parent);
    if (slots === undefined) taken.set(at.parent, at.slot);
    else if (typeof slots === 'string' ? slots === at.slot : slots.has(at.slot)) return block;
    else if (typeof slots === 'string') taken.set(at.parent, new Set([slots, at.slot]));
    else slots.add(at.slot);
  }
  return undefined;
}

/** Orders blocks that hang from nothing: top to bottom, left to right, then by id. */
export function byPlace(a: Block, b: Block): number {
  if (isChild(a.at) || isChild(b.at)) return 0;
  return a.at.y - b.at.y || a.at.x - b.at.x || (a.id < b.id ? -1 : 1);
}

/**
 * The ids of blocks that cannot be reached from the workspace because they hang from themselves, in a ring of any length,
 * or from such a ring. Empty for a valid forest.
 */
export function cyclicBlocks(blocks: Blocks): BlockId[] {
  const grounded = new Set<BlockId>();
  const cyclic = new Set<BlockId>();
  for (const start of Object.keys(blocks)) {
    const place = blocks[start]!.at;
    if (!isChild(place) || grounded.has(place.parent)) {
      // The usual way, parents before their children, needs no walk.
      grounded.add(start);
      continue;
    }
    const path = new Set<BlockId>();
    let id: BlockId = start;
    let ends = true;
    for (;;) {
      if (grounded.has(id)) break;
      if (cyclic.has(id) || path.has(id)) {
        ends = false;
        break;
      }
      path.add(id);
      const at = own(blocks, id)?.at;
      if (!at || !isChild(at)) break;
      id = at.parent;
    }
    for (const passed of path) (ends ? grounded : cyclic).add(passed);
  }
  return [...cyclic];
}

/**
 * Turns any set of blocks into a valid forest without losing one: a block whose parent is missing, whose slot another
 * block holds already, or that hangs from itself, moves to the workspace. Deterministic; returns the same record when
 * nothing was wrong. (Collaboration has its own repair, which knows whose edit is newest.)
 */
export function normaliseBlocks(blocks: Blocks): Blocks {
  const cut = new Set<BlockId>();
  const taken = new Set<string>();
  for (const id of Object.keys(blocks).sort()) {
    const { at } = blocks[id]!;
    if (!isChild(at)) continue;
    const key = slotKey(at.parent, at.slot);
    if (taken.has(key) || !Object.hasOwn(blocks, at.parent)) cut.add(id);
    else taken.add(key);
  }
  const repaired = (): Record<BlockId, Block> => {
    const result: Record<BlockId, Block> = {};
    for (const [id, block] of Object.entries(blocks))
      result[id] = cut.has(id) ? { ...block, at: { x: 0, y: 0 } } : block;
    return result;
  };
  let result = cut.size > 0 ? repaired() : blocks;
  for (let cyclic = cyclicBlocks(result); cyclic.length > 0; cyclic = cyclicBlocks(result)) {
    cut.add(ringMember(result, cyclic[0]!));
    result = repaired();
  }
  return result;
}

/** The smallest id on the ring that is reached by walking up from `start`. */
function ringMember(blocks: Blocks, start: BlockId): BlockId {
  const up = (id: BlockId): BlockId => {
    const { at } = blocks[id]!;
    return isChild(at) ? at.parent : id;
  };
  const seen = new Set<BlockId>();
  let id = start;
  while (!seen.has(id)) {
    seen.add(id);
    id = up(id);
  }
  let smallest = id;
  for (let other = up(id); other !== id; other = up(other)) if (other < smallest) smallest = other;
  return smallest;
}
