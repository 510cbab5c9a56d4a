import type { Block, BlockEdit, BlockId } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import { applyEdits } from '../document/apply-edits.ts';
import type { Blocks } from '../document/children.ts';
import { childrenOf, inputName, withDescendants } from '../document/children.ts';

/** The blocks of a store as the binding last saw them. */
export class KnownBlocks {
  private readonly blocks = new Map<BlockId, Block>();
  private shadows: Map<BlockId, BlockId[]> | null = null;

  reset(blocks: Blocks): void {
    this.blocks.clear();
    this.shadows = null;
    for (const block of Object.values(blocks)) this.blocks.set(block.id, block);
  }

  apply(edits: readonly BlockEdit[]): void {
    applyEdits(this.blocks, edits);
    this.shadows = null;
  }

  get(id: BlockId): Block | undefined {
    return this.blocks.get(id);
  }

  has(id: BlockId): boolean {
    return this.blocks.has(id);
  }

  ids(): Iterable<BlockId> {
    return this.blocks.keys();
  }

  asRecord(): Record<BlockId, Block> {
    return Object.fromEntries(this.blocks);
  }

  /** The shadow in an input, hidden or not. */
  shadowIn(parent: BlockId, input: string): BlockId | undefined {
    return this.shadowIndex()
      .get(parent)
      ?.find((id) => {
        const at = this.blocks.get(id)?.at;
        return at && isChild(at) && inputName(at.slot) === input;
      });
  }

  /** The blocks with the shadows in their inputs, hidden ones too, and all below those. */
  withShadows(ids: ReadonlySet<BlockId>): BlockId[] {
    const all = childrenOf(this.asRecord());
    const found = new Set<BlockId>();
    for (const id of ids) {
      found.add(id);
      for (const [slot, child] of all.get(id) ?? []) {
        if (slot.startsWith('shadow:')) for (const below of withDescendants(child, all)) found.add(below);
      }
    }
    return [...found];
  }

  private shadowIndex(): Map<BlockId, BlockId[]> {
    if (this.shadows) return this.shadows;
    this.shadows = new Map();
    for (const { id, at } of this.blocks.values()) {
      if (!isChild(at) || !at.slot.startsWith('shadow:')) continue;
      const list = this.shadows.get(at.parent);
      if (list) list.push(id);
      else this.shadows.set(at.parent, [id]);
    }
    return this.shadows;
  }
}
