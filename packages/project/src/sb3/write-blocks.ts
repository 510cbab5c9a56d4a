import { isChild, type Block, type BlockId, type Field, type Json, type Target } from '../document.ts';
import { forestOf, type Forest } from '../forest.ts';
import type { JsonObject } from '../json/read-json.ts';
import { scratchOpcode } from './opcodes.ts';
import { primitiveOf } from './primitives.ts';
import type { UnknownMembers } from './unknown-members.ts';

/** The blocks of a target as project.json has them, scripts in the order in which they start. */
export function writeBlocks(target: Target, tops: readonly Block[], unknown: UnknownMembers): JsonObject {
  const forest = forestOf(target.blocks);
  const written: JsonObject = {};
  for (const top of tops) {
    for (const block of forest.descendants(top.id)) {
      if (isInline(block, forest)) continue;
      const own = writeBlock(block, forest);
      written[block.id] = Array.isArray(own) ? own : { ...unknown.of('blocks', target.id, block.id), ...own };
    }
  }
  return written;
}

/** Whether a block is written as a short array inside its parent's input. */
const isInline = (block: Block, forest: Forest): boolean =>
  isChild(block.at) && block.at.slot !== 'next' && shortForm(block, forest) !== undefined;

/** `[12, "score", "id"]`, where nothing is lost by it. */
function shortForm(block: Block, forest: Forest): Json[] | undefined {
  const primitive = primitiveOf(block, forest.childrenOf(block.id).length === 0);
  if (!primitive) return undefined;
  const { value, id } = block.fields[primitive.field]!;
  return id === undefined ? [primitive.code, value] : [primitive.code, value, id];
}

function writeBlock(block: Block, forest: Forest): Json[] | JsonObject {
  const { at } = block;
  if (!isChild(at)) {
    const short = shortForm(block, forest);
    if (short?.length === 3) return [...short, at.x, at.y];
  }
  return {
    opcode: scratchOpcode(block.opcode),
    next: forest.blockIn(block.id, 'next')?.id ?? null,
    parent: isChild(at) ? at.parent : null,
    inputs: writeInputs(block.id, forest),
    fields: Object.fromEntries(Object.entries(block.fields).map(([name, field]) => [name, writeField(field)])),
    shadow: block.shadow,
    topLevel: !isChild(at),
    ...(!isChild(at) && { x: at.x, y: at.y }),
    // Scratch wants the marks of the XML element that mutations once were.
    ...(block.mutation && { mutation: { tagName: 'mutation', children: [], ...block.mutation } }),
    ...(block.comment !== undefined && { comment: block.comment }),
  };
}

const writeField = ({ value, id }: Field): Json => [value, id ?? null];

/** `[1, shadow]`, `[2, block]` or, where a block covers a shadow, `[3, block, shadow]`. */
function writeInputs(parent: BlockId, forest: Forest): JsonObject {
  const inputs: JsonObject = {};
  for (const { at } of forest.childrenOf(parent)) {
    const name = isChild(at) ? /^(?:input|shadow):([^]*)$/.exec(at.slot)?.[1] : undefined;
    if (name === undefined || Object.hasOwn(inputs, name)) continue;
    const plugged = forest.blockIn(parent, `input:${name}`);
    const shadow = forest.blockIn(parent, `shadow:${name}`);
    const written = [plugged, shadow]
      .filter((block) => block !== undefined)
      .map((block) => shortForm(block, forest) ?? block.id);
    inputs[name] = [plugged ? (shadow ? 3 : 2) : 1, ...written];
  }
  return inputs;
}
