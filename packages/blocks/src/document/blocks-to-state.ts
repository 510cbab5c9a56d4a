import type * as Blockly from 'blockly/core';
import type { Block, BlockId } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import { specOf } from '../vocabulary/vocabulary.ts';
import { argumentsOf, readProcedure } from '../procedures/procedure.ts';
import { UNKNOWN_TYPE } from '../draw/unknown-block.ts';
import type { Blocks, Children } from './children.ts';
import { childrenOf, inputName, shadowId } from './children.ts';
import { fits, unknownState } from './shape.ts';

type State = Blockly.serialization.blocks.State;
type ConnectionState = Blockly.serialization.blocks.ConnectionState;

/** One target's blocks, looked at with everything the conversion needs. */
export interface Forest {
  blocks: Blocks;
  children: Children;
}

export const forestOf = (blocks: Blocks): Forest => ({ blocks, children: childrenOf(blocks) });

/** Where the next block goes that the document has in a place where the editor cannot show it. */
const MISFIT_STEP = 60;

/** Whether a block is drawn as a shadow: it stands in a shadow slot, alone, and is not the head of a definition. */
export function drawnAsShadow(block: Block, { blocks, children }: Forest): boolean {
  if (!isChild(block.at) || !block.at.slot.startsWith('shadow:')) return false;
  if (block.opcode === 'procedures_prototype') return false;
  if (blocks[block.at.parent]?.opcode === 'procedures_prototype') return false;
  return (children.get(block.id)?.size ?? 0) === 0;
}

/** Type, fields and mutation of one block, without what hangs from it. */
export function ownState(block: Block, forest: Forest): State {
  const spec = specOf(block.opcode);
  if (!spec) {
    return { type: UNKNOWN_TYPE, id: block.id, extraState: unknownState(block, forest.blocks, forest.children) };
  }
  const fields: Record<string, unknown> = {};
  for (const arg of spec.args) {
    const field = block.fields[arg.name];
    if (!field) continue;
    fields[arg.name] = arg.kind === 'named' ? { value: String(field.value), id: field.id } : String(field.value);
  }
  return {
    type: block.opcode,
    id: block.id,
    ...(block.mutation ? { extraState: structuredClone(block.mutation) } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
}

/** The state of a block and of everything below it for which `include` says yes. */
export function stateOf(id: BlockId, forest: Forest, include: (id: BlockId) => boolean = () => true): State {
  const top = ownState(forest.blocks[id]!, forest);
  let current: { id: BlockId; state: State } | null = { id, state: top };
  while (current) {
    const { id: at, state }: { id: BlockId; state: State } = current;
    const inputs = inputStates(at, forest, include);
    if (Object.keys(inputs).length > 0) state.inputs = inputs;
    const next = forest.children.get(at)?.get('next');
    current = null;
    if (next !== undefined && include(next) && fits(forest.blocks[next]!, forest.blocks, forest.children)) {
      const below = ownState(forest.blocks[next]!, forest);
      state.next = { block: below };
      current = { id: next, state: below };
    }
  }
  return top;
}

function inputStates(id: BlockId, forest: Forest, include: (id: BlockId) => boolean): Record<string, ConnectionState> {
  const inputs: Record<string, ConnectionState> = {};
  for (const [slot, childId] of forest.children.get(id) ?? []) {
    const name = inputName(slot);
    const child = forest.blocks[childId]!;
    if (name === undefined || !fits(child, forest.blocks, forest.children)) continue;
    const input = (inputs[name] ??= {});
    if (drawnAsShadow(child, forest)) input.shadow = ownState(child, forest);
    else if (include(childId) && (slot.startsWith('input:') || !input.block))
      input.block = stateOf(childId, forest, include);
  }
  const block = forest.blocks[id]!;
  if (block.opcode === 'procedures_prototype') addArgumentReporters(block, inputs);
  return inputs;
}

/** Files need not hold the reporters in the head of a definition: they follow from its mutation. */
function addArgumentReporters(prototype: Block, inputs: Record<string, ConnectionState>): void {
  for (const arg of argumentsOf(readProcedure(prototype.mutation))) {
    const input = (inputs[arg.id] ??= {});
    input.block ??= {
      type: arg.kind === 'boolean' ? 'argument_reporter_boolean' : 'argument_reporter_string_number',
      id: shadowId(prototype.id, arg.id),
      fields: { VALUE: arg.name },
    };
  }
}

/** Ids of the blocks that stand free in the editor, and where. Misfits come last, in a column left of everything. */
export function topLevel(forest: Forest): { id: BlockId; x: number; y: number }[] {
  const tops: { id: BlockId; x: number; y: number }[] = [];
  const misfits: BlockId[] = [];
  for (const block of Object.values(forest.blocks)) {
    if (!isChild(block.at)) tops.push({ id: block.id, x: block.at.x, y: block.at.y });
    else if (!drawnAsShadow(block, forest) && isMisfit(block, forest)) misfits.push(block.id);
  }
  const left = Math.min(0, ...tops.map((top) => top.x)) - 5 * MISFIT_STEP;
  misfits.sort().forEach((id, i) => tops.push({ id, x: left, y: i * MISFIT_STEP }));
  return tops;
}

/** A block that stands where the editor has no place for it, or in a place that another block has taken. */
export function isMisfit(block: Block, forest: Forest): boolean {
  if (!isChild(block.at)) return false;
  if (!fits(block, forest.blocks, forest.children)) return true;
  const name = inputName(block.at.slot);
  return block.at.slot.startsWith('shadow:') && forest.children.get(block.at.parent)?.has(`input:${name!}`) === true;
}

/**
 * The blocks of a target as Blockly's serialisation format, one state for each script. Blocks of unknown extensions become
 * blocks that show their name; blocks that stand where the editor has no place for them stand free.
 */
export function blocksToState(blocks: Blocks): State[] {
  const forest = forestOf(blocks);
  return topLevel(forest).map(({ id, x, y }) => ({ ...stateOf(id, forest), x, y }));
}
