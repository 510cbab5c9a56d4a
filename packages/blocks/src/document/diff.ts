import type { Block, BlockEdit, BlockId, BlockLocation, Field } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import type { Blocks } from './children.ts';

/** Whether two locations are the same place. */
export const sameLocation = (a: BlockLocation, b: BlockLocation): boolean =>
  isChild(a) ? isChild(b) && a.parent === b.parent && a.slot === b.slot : !isChild(b) && a.x === b.x && a.y === b.y;

/**
 * Whether two fields say the same to a reader: numbers and their text are alike, and what is named by an id is the same
 * under another name.
 */
export const sameField = (a: Field | undefined, b: Field | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  (a.id !== undefined || b.id !== undefined ? a.id === b.id : String(a.value) === String(b.value));

export const sameJson = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The edits that turn one record of a block into the other, which has the same id and opcode. */
export function editsBetween(from: Block, to: Block): BlockEdit[] {
  const edits: BlockEdit[] = [];
  const { id } = to;
  if (!sameLocation(from.at, to.at)) edits.push({ kind: 'move', id, at: to.at });
  for (const [name, field] of Object.entries(to.fields)) {
    if (!sameField(from.fields[name], field)) edits.push({ kind: 'set-field', id, name, field });
  }
  if (!sameJson(from.mutation, to.mutation)) edits.push({ kind: 'set-mutation', id, mutation: to.mutation });
  if (from.comment !== to.comment) edits.push({ kind: 'set-comment', id, comment: to.comment });
  return edits;
}

/** The edits that turn one set of blocks into another. */
export function diffBlocks(from: Blocks, to: Blocks): BlockEdit[] {
  const edits: BlockEdit[] = [];
  const gone: BlockId[] = Object.keys(from).filter((id) => !Object.hasOwn(to, id));
  for (const block of Object.values(to)) {
    const before = Object.hasOwn(from, block.id) ? from[block.id] : undefined;
    if (!before) edits.push({ kind: 'create', block });
    else if (before.opcode === block.opcode) edits.push(...editsBetween(before, block));
    else edits.push({ kind: 'delete', ids: [block.id] }, { kind: 'create', block });
  }
  if (gone.length > 0) edits.push({ kind: 'delete', ids: gone });
  return edits;
}
