import type { Block, Field } from '../document.ts';

/**
 * The blocks that a .sb3 file writes as short arrays, such as `[4, "10"]` for a number in an input.
 * @see https://en.scratch-wiki.info/wiki/Scratch_File_Format#Blocks
 */
interface Primitive {
  code: number;
  opcode: string;
  field: string;
  /** `shadow`: stands in an input as its default. `reporter`: a plugged-in block, also free on the workspace. */
  kind: 'shadow' | 'reporter';
  /** Whether a third member gives the id of what the field names. */
  named: boolean;
}

const number = (code: number, opcode: string): Primitive => ({
  code,
  opcode,
  field: 'NUM',
  kind: 'shadow',
  named: false,
});

const COLOUR = 9;
const BROADCAST = 11;

const PRIMITIVES: readonly Primitive[] = [
  number(4, 'math_number'),
  number(5, 'math_positive_number'),
  number(6, 'math_whole_number'),
  number(7, 'math_integer'),
  number(8, 'math_angle'),
  { code: COLOUR, opcode: 'colour_picker', field: 'COLOUR', kind: 'shadow', named: false },
  { code: 10, opcode: 'text', field: 'TEXT', kind: 'shadow', named: false },
  { code: BROADCAST, opcode: 'event_broadcast_menu', field: 'BROADCAST_OPTION', kind: 'shadow', named: true },
  { code: 12, opcode: 'data_variable', field: 'VARIABLE', kind: 'reporter', named: true },
  { code: 13, opcode: 'data_listcontents', field: 'LIST', kind: 'reporter', named: true },
];

const BY_CODE = new Map(PRIMITIVES.map((primitive) => [primitive.code, primitive]));
const BY_OPCODE = new Map(PRIMITIVES.map((primitive) => [primitive.opcode, primitive]));

export const primitiveByCode = (code: unknown): Primitive | undefined =>
  typeof code === 'number' ? BY_CODE.get(code) : undefined;

/**
 * How a block can be written as a short array, or undefined when something about it would be lost that way: a comment, a
 * mutation, another field, its being a shadow or not. `childless` because short arrays hold no blocks.
 */
export function primitiveOf(block: Omit<Block, 'id' | 'at'>, childless: boolean): Primitive | undefined {
  const primitive = BY_OPCODE.get(block.opcode);
  if (!primitive || !childless || block.mutation || block.comment !== undefined) return undefined;
  if (block.shadow !== (primitive.kind === 'shadow')) return undefined;
  const names = Object.keys(block.fields);
  const field = block.fields[primitive.field];
  if (names.length !== 1 || !field || (field.id !== undefined && !primitive.named)) return undefined;
  return fits(primitive, field) ? primitive : undefined;
}

/** Scratch refuses a whole file for one short array with another kind of value in it. */
function fits({ code, kind }: Primitive, { value, id }: Field): boolean {
  if (kind === 'reporter') return typeof value === 'string' && id !== undefined;
  if (code === COLOUR) return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);
  return code === BROADCAST ? typeof value === 'string' : typeof value !== 'boolean';
}
