import type * as Blockly from 'blockly/core';
import type { Block, BlockEdit, BlockLocation, Field, Json } from '@paperkite/project';
import { specOf } from '../vocabulary/vocabulary.ts';
import { UNKNOWN_TYPE, type UnknownState } from '../draw/unknown-block.ts';
import type { Blocks } from './children.ts';
import { shadowId } from './children.ts';
import { diffBlocks } from './diff.ts';

type State = Blockly.serialization.blocks.State;

/** Blockly's states may have objects without a prototype, which other libraries refuse. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const readField = (state: unknown): Field => {
  if (typeof state === 'object' && state !== null && 'value' in state) {
    const { value, id } = state as { value: unknown; id?: string };
    return id === undefined ? { value: String(value) } : { value: String(value), id };
  }
  return { value: String(state) };
};

/** What one state says of its own block: opcode, fields, mutation. Fields of unknown blocks are only labels and left out. */
export function recordOf(state: State): Pick<Block, 'opcode' | 'fields' | 'mutation'> {
  if (state.type === UNKNOWN_TYPE) {
    const unknown = plain(state.extraState) as UnknownState;
    const fields = unknown.fields.map(({ name, value }): [string, Field] => [name, { value }]);
    return { opcode: unknown.opcode, fields: Object.fromEntries(fields) };
  }
  const fields = Object.fromEntries(
    Object.entries(plain(state.fields ?? {})).map(([name, field]): [string, Field] => [name, readField(field)]),
  );
  const mutation = state.extraState === undefined ? undefined : (plain(state.extraState) as Record<string, Json>);
  return mutation === undefined ? { opcode: state.type, fields } : { opcode: state.type, fields, mutation };
}

/** Whether a child stands in the shadow slot although Blockly holds it as an ordinary block. */
export const belongsToShadowSlot = (parentOpcode: string, childOpcode: string): boolean =>
  parentOpcode === 'procedures_prototype' || childOpcode === 'procedures_prototype';

/**
 * Reads Blockly's serialisation format back into the document's blocks.
 * @param newId makes ids for blocks whose state has none
 * @param onBlock hears of each block with the state that it was read from
 */
export function stateToBlocks(
  states: readonly State[],
  newId: () => string,
  onBlock?: (block: Block, state: State) => void,
): Record<string, Block> {
  const blocks: Record<string, Block> = {};
  const visit = (state: State, at: BlockLocation, shadow: boolean, id: string): void => {
    blocks[id] = { id, ...recordOf(state), shadow, at };
    onBlock?.(blocks[id], state);
    const opcode = blocks[id].opcode;
    for (const [name, input] of Object.entries(state.inputs ?? {})) {
      if (input.shadow) visitShadow(input.shadow, id, name);
      if (!input.block) continue;
      if (belongsToShadowSlot(opcode, input.block.type)) visitShadow(input.block, id, name);
      else visit(input.block, { parent: id, slot: `input:${name}` }, false, input.block.id ?? newId());
    }
    const next = state.next?.block;
    if (next) visit(next, { parent: id, slot: 'next' }, false, next.id ?? newId());
  };
  const visitShadow = (state: State, parent: string, name: string) =>
    visit(state, { parent, slot: `shadow:${name}` }, true, state.id ?? shadowId(parent, name));
  for (const state of states) visit(state, { x: state.x ?? 0, y: state.y ?? 0 }, false, state.id ?? newId());
  return blocks;
}

/** The edits that make a store hold what a state says, given what it holds now. */
export function stateToEdits(states: readonly State[], current: Blocks, newId: () => string): BlockEdit[] {
  const wanted = stateToBlocks(states, newId);
  for (const block of Object.values(wanted)) {
    const now = Object.hasOwn(current, block.id) ? current[block.id] : undefined;
    if (!now) continue;
    // What the editor does not show stays as it is: fields it has no place for, the mutation of unknown blocks, comments.
    block.fields = { ...now.fields, ...block.fields };
    if (specOf(block.opcode) === undefined && now.mutation) block.mutation = now.mutation;
    if (now.comment !== undefined) block.comment = now.comment;
  }
  return diffBlocks(current, wanted);
}
