import * as Blockly from 'blockly/core';
import type { BlockId } from '@paperkite/project';
import { EMPTY_CONTEXT } from '../context.ts';
import { withDescendants, type Blocks } from '../document/children.ts';
import { forestOf, stateOf } from '../document/blocks-to-state.ts';
import { defineBlocks } from '../draw/define-blocks.ts';
import { setContext } from '../fields/workspace-context.ts';
import { quietly } from '../workspace/quiet.ts';

/** Longer texts are cut. */
const MAX_LENGTH = 60;

/**
 * What is written on blocks, for lists: "move (10) steps" in the language of now, without what hangs below or within. "" for
 * blocks that are not there. `loadBlocklyLocale` comes first.
 */
export function blockTexts(blocks: Blocks): (id: BlockId) => string {
  defineBlocks();
  const forest = forestOf(blocks);
  const known = new Map<BlockId, string>();
  const read = (id: BlockId): string => {
    if (!Object.hasOwn(blocks, id)) return '';
    const shown = new Set<BlockId>();
    for (const [slot, child] of forest.children.get(id) ?? []) {
      const isStatement = slot === 'next' || slot.includes('SUBSTACK');
      if (!isStatement) withDescendants(child, forest.children).forEach((each) => shown.add(each));
    }
    const workspace = new Blockly.Workspace();
    setContext(workspace, EMPTY_CONTEXT);
    try {
      const state = stateOf(id, forest, (each) => shown.has(each));
      const block = quietly(workspace, () =>
        Blockly.serialization.blocks.appendInternal(state, workspace, { recordUndo: false }),
      );
      const text = textOf(block);
      return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
    } finally {
      workspace.dispose();
    }
  };
  return (id) => {
    let text = known.get(id);
    if (text === undefined) known.set(id, (text = read(id)));
    return text;
  };
}

function textOf(block: Blockly.Block): string {
  const parts = block.inputList.flatMap((input) => {
    const own = input.fieldRow.map((field) => field.getText().trim());
    const inside = input.connection?.targetBlock();
    return inside ? [...own, `(${textOf(inside)})`] : own;
  });
  return parts.filter((part) => part !== '').join(' ');
}
