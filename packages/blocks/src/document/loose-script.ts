import * as Blockly from 'blockly/core';
import { newLocalId } from '@paperkite/kernel';
import type { Block, BlockId } from '@paperkite/project';
import { stateToBlocks } from './state-to-blocks.ts';

/** A script on its own, of a document or of none. Its place means nothing. */
export interface LooseScript {
  top: BlockId;
  blocks: Readonly<Record<BlockId, Block>>;
}

/** A block and all that hangs from it, under ids of its own or of the workspace. */
export function looseScript(block: Blockly.Block, ids: 'new' | 'same'): LooseScript | undefined {
  const state = Blockly.serialization.blocks.save(block, { saveIds: ids === 'same' });
  if (!state) return undefined;
  const top = ids === 'same' ? block.id : newLocalId();
  return { top, blocks: stateToBlocks([{ ...state, id: top, x: 0, y: 0 }], newLocalId) };
}
