import * as Blockly from 'blockly/core';
import { newLocalId } from '@paperkite/kernel';
import type { Block, BlockId, Comment } from '@paperkite/project';
import { stateToBlocks } from './state-to-blocks.ts';

/** A script on its own, of a document or of none. Its place means nothing. */
export interface LooseScript {
  top: BlockId;
  blocks: Readonly<Record<BlockId, Block>>;
  /** What is written on its blocks, by the ids that they name; places count from the place of the script. */
  comments: Readonly<Record<string, Comment>>;
}

/** From the script to what is written on it, in workspace units. */
const BESIDE = 200;

/** A block and all that hangs from it, under ids of its own or of the workspace. */
export function looseScript(block: Blockly.Block, ids: 'new' | 'same'): LooseScript | undefined {
  const saved = Blockly.serialization.blocks.save(block, { saveIds: ids === 'same' });
  if (!saved) return undefined;
  const top = ids === 'same' ? block.id : newLocalId();
  const comments: Record<string, Comment> = {};
  const blocks = stateToBlocks([{ ...saved, id: top, x: 0, y: 0 }], newLocalId, (each, { icons }) => {
    const note = icons?.comment as { text?: string; width?: number; height?: number } | undefined;
    if (note?.text === undefined) return;
    each.comment = newLocalId();
    const { text, width = BESIDE, height = BESIDE / 2 } = note;
    comments[each.comment] = { text, x: BESIDE, y: 0, width, height, minimized: false };
  });
  return { top, blocks, comments };
}
