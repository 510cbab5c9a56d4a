import { isChild, scriptsInOrder, type Block, type BlockId, type Project, type Target } from '@paperkite/project';

/** A target's blocks with their children looked up by slot, so that lowering never searches. */
export interface BlockTree {
  get(id: BlockId): Block | undefined;
  child(parent: BlockId, slot: string): Block | undefined;
  /** The block in an input, or its shadow when nothing covers it. */
  input(parent: BlockId, name: string): Block | undefined;
  next(parent: BlockId): Block | undefined;
  /** Blocks that hang from nothing, in the order in which scripts with the same hat start. */
  roots: readonly Block[];
}

/** Indexes a target's blocks by parent and slot. Whatever hangs from a missing block or a cycle is in no root's reach. */
export function blockTree(project: Project, target: Target): BlockTree {
  const children = new Map<string, Block>();
  const get = (id: BlockId): Block | undefined =>
    Object.prototype.hasOwnProperty.call(target.blocks, id) ? target.blocks[id] : undefined;
  for (const block of Object.values(target.blocks)) {
    if (isChild(block.at)) children.set(`${block.at.slot}\n${block.at.parent}`, block);
  }
  const child = (parent: BlockId, slot: string): Block | undefined => children.get(`${slot}\n${parent}`);
  return {
    get,
    child,
    input: (parent, name) => child(parent, `input:${name}`) ?? child(parent, `shadow:${name}`),
    next: (parent) => child(parent, 'next'),
    roots: scriptsInOrder(project, target),
  };
}
