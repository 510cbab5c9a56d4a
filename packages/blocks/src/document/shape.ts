import type { Block, Slot } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import type { Shape } from '../spec.ts';
import { specOf } from '../vocabulary/vocabulary.ts';
import { argumentsOf, callShape, readProcedure } from '../procedures/procedure.ts';
import type { UnknownState } from '../draw/unknown-block.ts';
import type { Blocks, Children } from './children.ts';
import { inputName } from './children.ts';

/** Opcodes of hats of extensions we do not know: `microbit_whenButtonPressed`, `ev3_whenDistanceLessThan`. */
const HAT = /_when[A-Z_]|_when[a-z]+$/;

/** What may stand in a slot. */
export type Socket = 'statement' | 'value' | 'boolean' | 'prototype' | 'none' | 'any';

/** The shape a block has in the editor, for unknown blocks guessed from where it stands. */
export function shapeOf(block: Block, blocks: Blocks, children: Children): Shape | 'prototype' {
  const spec = specOf(block.opcode);
  if (!spec) return unknownShape(block, blocks, children);
  switch (spec.behaviour) {
    case 'call':
      return callShape(block.mutation);
    case 'prototype':
      return 'prototype';
    case 'stop':
      return String(block.fields.STOP_OPTION?.value ?? '').startsWith('other scripts') ? 'stack' : 'cap';
    default:
      return spec.shape;
  }
}

function unknownShape(block: Block, blocks: Blocks, children: Children): UnknownState['shape'] {
  if (isChild(block.at)) {
    const parent = blocks[block.at.parent];
    if (block.at.slot === 'next') return 'stack';
    if (block.at.slot.startsWith('shadow:')) return 'reporter';
    return parent && socketOf(parent, block.at.slot, blocks, children) === 'statement' ? 'stack' : 'reporter';
  }
  if (HAT.test(block.opcode)) return 'hat';
  return 'stack';
}

const isStatementShape = (shape: Shape | 'prototype') => shape === 'stack' || shape === 'cap';

/** What may stand in a slot of a block; `none` when the block has no such slot. */
export function socketOf(parent: Block, slot: Slot, blocks: Blocks, children: Children): Socket {
  const name = inputName(slot);
  if (name === undefined) {
    const shape = shapeOf(parent, blocks, children);
    return shape === 'stack' || shape === 'hat' ? 'statement' : 'none';
  }
  const spec = specOf(parent.opcode);
  if (!spec) return unknownSocket(parent, name, blocks, children);
  if (spec.behaviour === 'definition') return name === 'custom_block' ? 'prototype' : 'none';
  if (spec.behaviour === 'call' || spec.behaviour === 'prototype') {
    const arg = argumentsOf(readProcedure(parent.mutation)).find((part) => part.id === name);
    return arg ? (arg.kind === 'boolean' ? 'boolean' : 'value') : 'none';
  }
  const arg = spec.args.find((candidate) => candidate.name === name);
  return arg?.kind === 'statement' || arg?.kind === 'value' || arg?.kind === 'boolean' ? arg.kind : 'none';
}

/** An input of an unknown block takes what stands in it. */
function unknownSocket(parent: Block, name: string, blocks: Blocks, children: Children): Socket {
  const slots = children.get(parent.id);
  if (slots?.has(`shadow:${name}`)) return 'value';
  const child = blocks[slots?.get(`input:${name}`) ?? ''];
  if (!child) return 'value';
  const spec = specOf(child.opcode);
  if (spec) return isStatementShape(shapeOf(child, blocks, children)) ? 'statement' : 'value';
  return /STACK|^DO\d*$/i.test(name) || children.get(child.id)?.has('next') ? 'statement' : 'value';
}

/** Whether the editor can show the block where the document has it. */
export function fits(block: Block, blocks: Blocks, children: Children): boolean {
  if (!isChild(block.at)) return true;
  const parent = blocks[block.at.parent];
  if (!parent) return false;
  const shape = shapeOf(block, blocks, children);
  switch (socketOf(parent, block.at.slot, blocks, children)) {
    case 'statement':
      return isStatementShape(shape);
    case 'value':
      return shape === 'reporter' || shape === 'boolean' || shape === 'menu';
    case 'boolean':
      return shape === 'boolean' || (!specOf(block.opcode) && shape === 'reporter');
    case 'prototype':
      return shape === 'prototype';
    case 'any':
      return true;
    case 'none':
      return false;
  }
}

/** What the editor needs to draw an unknown block. */
export function unknownState(block: Block, blocks: Blocks, children: Children): UnknownState {
  const inputs = new Map<string, 'value' | 'statement'>();
  for (const slot of children.get(block.id)?.keys() ?? []) {
    const name = inputName(slot);
    if (name === undefined) continue;
    inputs.set(name, socketOf(block, slot, blocks, children) === 'statement' ? 'statement' : 'value');
  }
  return {
    opcode: block.opcode,
    shape: unknownShape(block, blocks, children),
    inputs: [...inputs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, kind]) => ({ name, kind })),
    fields: Object.entries(block.fields).map(([name, field]) => ({ name, value: String(field.value) })),
  };
}
