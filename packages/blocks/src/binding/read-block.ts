import * as Blockly from 'blockly/core';
import type { Block, BlockId, BlockLocation } from '@paperkite/project';
import { shadowId } from '../document/children.ts';
import { belongsToShadowSlot, recordOf } from '../document/state-to-blocks.ts';

const OWN = { addInputBlocks: false, addNextBlocks: false, doFullSerialization: false };

/**
 * What the workspace says of one block that is not a shadow, apart from what hangs from it. Places are whole numbers.
 * @param parentId the document's id of the block it hangs from
 */
export function readBlock(block: Blockly.Block, id: BlockId, parentId: BlockId | undefined): Block {
  const state = Blockly.serialization.blocks.save(block, OWN);
  if (!state) throw new Error(`the workspace cannot save block ${block.id}`);
  const parent = block.getParent();
  const head = parent !== null && belongsToShadowSlot(parent.type, block.type);
  return { id, ...recordOf(state), shadow: head, at: readLocation(block, parentId, head) };
}

function readLocation(block: Blockly.Block, parentId: BlockId | undefined, head: boolean): BlockLocation {
  const parent = block.getParent();
  if (!parent || parentId === undefined) {
    const { x, y } = block.getRelativeToSurfaceXY();
    return { x: Math.round(x), y: Math.round(y) };
  }
  const input = parent.getInputWithBlock(block);
  if (!input) return { parent: parentId, slot: 'next' };
  return { parent: parentId, slot: head ? `shadow:${input.name}` : `input:${input.name}` };
}

/**
 * What the workspace says of the shadows of a block, hidden ones too.
 * @param idIn the document's id of the shadow of an input, if it has one
 */
export function readShadows(block: Blockly.Block, id: BlockId, idIn: (input: string) => BlockId | undefined): Block[] {
  return block.inputList.flatMap((input): Block[] => {
    const state = input.connection?.getShadowState(true);
    if (!state) return [];
    const at: BlockLocation = { parent: id, slot: `shadow:${input.name}` };
    return [{ id: idIn(input.name) ?? shadowId(id, input.name), ...recordOf(state), shadow: true, at }];
  });
}
