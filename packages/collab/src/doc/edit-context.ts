import type { TargetId } from '@paperkite/project';
import type * as Y from 'yjs';
import type { TargetBlocks } from './target-blocks.ts';

/** What the writing parts of a project document share. */
export interface EditContext {
  readonly ydoc: Y.Doc;
  blocksOf(target: TargetId): TargetBlocks;
  /** Runs a change of this person as one step: one message, one undo step. Nested calls join the outer one. */
  edit<T>(change: () => T): T;
  /** The same for typing in a text: what follows within a moment is the same undo step. */
  type(change: () => void): void;
  /** Calls back after every transaction that touched blocks of the target. Returns unsubscribe. */
  onBlocksChanged(target: TargetId, listener: () => void): () => void;
}
