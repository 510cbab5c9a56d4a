import type { Block, BlockEdit, BlockId, BlockStore } from '@paperkite/project';
import { applyEdits } from '../src/document/apply-edits.ts';
import { diffBlocks } from '../src/document/diff.ts';
import { sound } from './sound-forest.ts';

/** A store for tests: plain records, always a sound forest, one listener or more. Nothing is merged. */
export interface MemoryBlockStore extends BlockStore {
  /** What somebody else did: observers hear of it. */
  elsewhere(edits: readonly BlockEdit[]): void;
  /** Every list of edits that came through `apply`. */
  readonly applied: BlockEdit[][];
}

/** Makes a store that holds these blocks. */
export function memoryBlockStore(start: Readonly<Record<BlockId, Block>> = {}): MemoryBlockStore {
  let blocks: Record<BlockId, Block> = sound({ ...start });
  const listeners = new Set<(edits: readonly BlockEdit[]) => void>();
  const applied: BlockEdit[][] = [];
  const change = (edits: readonly BlockEdit[]) => {
    const next = new Map(Object.entries(blocks));
    applyEdits(next, structuredClone(edits) as BlockEdit[]);
    const before = blocks;
    blocks = sound(Object.fromEntries(next));
    return diffBlocks(before, blocks);
  };
  return {
    read: () => blocks,
    apply(edits) {
      applied.push(structuredClone(edits) as BlockEdit[]);
      change(edits);
    },
    observe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    elsewhere(edits) {
      const seen = change(edits);
      if (seen.length > 0) for (const listener of listeners) listener(seen);
    },
    applied,
  };
}
