import type * as Blockly from 'blockly/core';
import type { BlockEdit, BlockId } from '@paperkite/project';

/** A workspace that shows a store and writes what people do back to it. */
export interface Binding {
  /** Writes now what was done a moment ago; otherwise it happens by itself when the running code ends. */
  flush(): void;
  /** Carries out edits here and in the store as one step: for what a person does in a dialog, not on the workspace. */
  perform(edits: readonly BlockEdit[]): void;
  /** Draws everything again from the store: after a change of language. Keeps scroll and zoom. */
  reload(): void;
  /** The block of the workspace that shows a block of the document; for a shadow the one around it. */
  blockOf(id: BlockId): Blockly.Block | null;
  /** The document's id of a block of the workspace. */
  idOf(block: Blockly.Block): BlockId | undefined;
  /** Stops both directions. The workspace keeps what it shows. */
  dispose(): void;
}
