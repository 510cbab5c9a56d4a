import type { Block, BlockId, BlockLocation, Field, Json, Scalar, Slot } from './document.ts';
import { isSafeKey } from './json/read-json.ts';
import { PROJECT_LIMITS } from './limits.ts';

/**
 * The structure of a target's blocks. Written out instead of as a schema: blocks are nearly all that a project consists of, and
 * a hundred thousand of them through a schema take a second. Depth and size of mutations were bounded by `readJson`.
 */

/** A copy of the blocks with the known members only, or the path of the first one that is not as it must be. */
export function readBlockRecord(raw: object): { blocks: Record<BlockId, Block> } | { path: string } {
  const blocks: Record<BlockId, Block> = {};
  for (const [id, value] of Object.entries(raw)) {
    const block = isKey(id) ? readBlock(value) : '';
    if (typeof block === 'string') return { path: block === '' ? id : `${id}.${block}` };
    if (block.id !== id) return { path: `${id}.id` };
    blocks[id] = block;
  }
  return { blocks };
}

/** The block, or the member that is wrong. */
function readBlock(raw: unknown): Block | string {
  if (!isRecord(raw)) return '';
  const { id, opcode, fields, mutation, shadow, at, comment } = raw;
  if (!isKey(id)) return 'id';
  if (typeof opcode !== 'string' || opcode === '' || opcode.length > PROJECT_LIMITS.key) return 'opcode';
  const read = readFields(fields);
  if (!read) return 'fields';
  if (mutation !== undefined && !isRecord(mutation)) return 'mutation';
  if (typeof shadow !== 'boolean') return 'shadow';
  const place = readPlace(at);
  if (!place) return 'at';
  if (comment !== undefined && !isKey(comment)) return 'comment';
  const block: Block = { id, opcode, fields: read, shadow, at: place };
  if (mutation !== undefined) block.mutation = mutation as Record<string, Json>;
  if (comment !== undefined) block.comment = comment;
  return block;
}

function readFields(raw: unknown): Record<string, Field> | undefined {
  if (!isRecord(raw)) return undefined;
  const fields: Record<string, Field> = {};
  for (const name of Object.keys(raw)) {
    const field = raw[name];
    if (!isKey(name) || !isRecord(field)) return undefined;
    const { value, id } = field;
    if (!isScalar(value) || (id !== undefined && typeof id !== 'string')) return undefined;
    fields[name] = id === undefined ? { value } : { value, id };
  }
  return fields;
}

/** A place that is two things at once, or has more to it, is none. */
function readPlace(raw: unknown): BlockLocation | undefined {
  if (!isRecord(raw)) return undefined;
  for (const name in raw) if (!PLACE.has(name)) return undefined;
  const { parent, slot, x, y } = raw;
  if (parent === undefined && slot === undefined) return isNumber(x) && isNumber(y) ? { x, y } : undefined;
  if (x !== undefined || y !== undefined) return undefined;
  return isKey(parent) && isSlot(slot) ? { parent, slot } : undefined;
}

const PLACE: ReadonlySet<string> = new Set(['parent', 'slot', 'x', 'y']);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isKey = (value: unknown): value is string => typeof value === 'string' && value !== '' && isSafeKey(value);
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || isNumber(value) || typeof value === 'boolean';

function isSlot(value: unknown): value is Slot {
  if (typeof value !== 'string') return false;
  if (value === 'next') return true;
  const name = value.startsWith('input:') ? 6 : value.startsWith('shadow:') ? 7 : 0;
  return name > 0 && value.length > name && isSafeKey(value.slice(name));
}
