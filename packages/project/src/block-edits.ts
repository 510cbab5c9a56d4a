import type { Block, BlockId, BlockLocation, Field, Json } from './document.ts';

/**
 * One change to a target's blocks. Editors (Blockly) emit these and a store (a plain record, a Yjs document) applies them,
 * so that neither knows the other.
 */
export type BlockEdit =
  | { kind: 'create'; block: Block }
  | { kind: 'move'; id: BlockId; at: BlockLocation }
  | { kind: 'set-field'; id: BlockId; name: string; field: Field }
  | { kind: 'set-mutation'; id: BlockId; mutation: Record<string, Json> | undefined }
  | { kind: 'set-comment'; id: BlockId; comment: string | undefined }
  /** Everything the person saw disappear, the block and what hangs from it. */
  | { kind: 'delete'; ids: BlockId[] };

/** The blocks of one target as an editor sees them: always a valid forest. */
export interface BlockStore {
  read(): Readonly<Record<BlockId, Block>>;
  /** Applies the edits as one step (one undo step, one message to others). */
  apply(edits: readonly BlockEdit[]): void;
  /** Calls back with the minimal edits that turn what was last seen into what is now, for changes made by anybody but `apply`. Returns unsubscribe. */
  observe(listener: (edits: readonly BlockEdit[]) => void): () => void;
}
