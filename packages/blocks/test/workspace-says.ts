import * as Blockly from 'blockly/core';
import type { Block, BlockId } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import { shadowId } from '../src/document/children.ts';
import { stateToBlocks } from '../src/document/state-to-blocks.ts';
import { specOf } from '../src/vocabulary/vocabulary.ts';

/** The blocks of a workspace, read through Blockly's own serialisation and nothing of the binding. */
export function workspaceSays(workspace: Blockly.Workspace): Record<BlockId, Block> {
  const states = workspace
    .getTopBlocks(false)
    .map((block) => Blockly.serialization.blocks.save(block, { addCoordinates: true, doFullSerialization: false })!);
  return stateToBlocks(states, () => {
    throw new Error('every block has an id');
  });
}

/**
 * Blocks in a form in which two sides can be compared: named by how they are reached, without what Blockly cannot know
 * (ids of shadows, fields and mutations of unknown blocks).
 */
export function comparable(blocks: Readonly<Record<BlockId, Block>>, nameOf: (id: BlockId) => string = (id) => id) {
  const name = (id: BlockId): string => {
    const block = blocks[id]!;
    const { at } = block;
    return isChild(at) && at.slot.startsWith('shadow:') ? shadowId(name(at.parent), at.slot.slice(7)) : nameOf(id);
  };
  const rows = Object.values(blocks).map((block) => {
    const at = isChild(block.at) ? { parent: name(block.at.parent), slot: block.at.slot } : block.at;
    const known = specOf(block.opcode) !== undefined;
    const fields = Object.fromEntries(
      Object.entries(block.fields).map(([key, field]) => [key, field.id ?? String(field.value)]),
    );
    return [
      name(block.id),
      { opcode: block.opcode, at, ...(known ? { fields, mutation: block.mutation ?? null } : {}) },
    ] as const;
  });
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}
