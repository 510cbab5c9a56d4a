import { forestOf, type Block, type BoardTarget, type Scalar } from '@paperkite/project';

/** A board's blocks as lowering asks for them. */
export interface Tree {
  /** Blocks that hang from nothing, in the order of scripts. */
  roots: readonly Block[];
  next(block: Block): Block | undefined;
  /** What is plugged into an input, otherwise its shadow. */
  input(block: Block, name: string): Block | undefined;
  /** Id of a block that names a list, "" when none does. */
  listBlock(id: string, name: string): string;
  /** Calls for the block and everything that hangs from it. */
  walk(block: Block, visit: (block: Block) => void): void;
}

/** Indexes the blocks of a target. */
export function treeOf(target: BoardTarget): Tree {
  const forest = forestOf(target.blocks);
  return {
    roots: forest.topBlocks(),
    next: (block) => forest.blockIn(block.id, 'next'),
    input: (block, name) => forest.inputBlock(block.id, name),
    listBlock: (id, name) =>
      Object.values(target.blocks).find(({ fields: { LIST } }) => LIST && (LIST.id === id || LIST.value === name))
        ?.id ?? '',
    walk: (block, visit) => forest.descendants(block.id).forEach(visit),
  };
}

/** The value of a field as text; "" when it is missing. */
export const fieldOf = (block: Block, name: string): string => String(block.fields[name]?.value ?? '');

/** What is typed into a shadow or chosen in its menu; undefined for a block that is more than that. */
export function typedIn(block: Block): Scalar | undefined {
  const fields = Object.values(block.fields);
  return block.shadow && fields.length === 1 ? fields[0]!.value : undefined;
}
