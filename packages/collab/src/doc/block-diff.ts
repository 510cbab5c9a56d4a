import type { Block, BlockEdit, BlockId } from '@paperkite/project';
import { emptyRecord, sameJson } from './guards.ts';
import { samePlace } from './location.ts';
import type { Blocks } from './target-blocks.ts';

/**
 * The least edits that turn `before` into `after`. Order: deletions of blocks that come back as something else; creations,
 * parents before children; moves, parents before children; fields, mutations, comments; one deletion of what is gone.
 * While they are being applied one by one a slot may be claimed twice: an editor detaches all moved blocks first.
 */
export function diffBlocks(before: Blocks, after: Blocks): BlockEdit[] {
  if (before === after) return [];
  const gone: BlockId[] = [];
  const replaced: BlockId[] = [];
  for (const id of Object.keys(before)) {
    const now = after[id];
    if (!now) gone.push(id);
    else if (now !== before[id] && isReplaced(before[id]!, now)) replaced.push(id);
  }
  const created: Block[] = [];
  const moves: Block[] = [];
  const rest: BlockEdit[] = [];
  for (const [id, now] of Object.entries(after)) {
    const old = before[id];
    if (old === now) continue;
    if (!old || isReplaced(old, now)) created.push(now);
    else {
      if (!samePlace(old.at, now.at)) moves.push(now);
      rest.push(...bodyEdits(old, now));
    }
  }
  // The children of a replaced block lose their place while it is away, unless they are created or moved anyway.
  if (replaced.length > 0) {
    const away = new Set(replaced);
    for (const now of Object.values(after))
      if ('parent' in now.at && away.has(now.at.parent) && !created.includes(now) && !moves.includes(now))
        moves.push(now);
  }
  return [
    ...(replaced.length > 0 ? [{ kind: 'delete', ids: replaced } as const] : []),
    ...parentsFirst(created).map((block) => ({ kind: 'create', block }) as const),
    ...parentsFirst(moves).map(({ id, at }) => ({ kind: 'move', id, at }) as const),
    ...rest,
    ...(gone.length > 0 ? [{ kind: 'delete', ids: gone } as const] : []),
  ];
}

/** No edit turns one opcode into another or takes a field away: such a block is another block with the same id. */
function isReplaced(old: Block, now: Block): boolean {
  return (
    old.opcode !== now.opcode ||
    old.shadow !== now.shadow ||
    Object.keys(old.fields).some((name) => !(name in now.fields))
  );
}

function bodyEdits(old: Block, now: Block): BlockEdit[] {
  const edits: BlockEdit[] = [];
  if (old.fields !== now.fields)
    for (const [name, field] of Object.entries(now.fields))
      if (!sameJson(old.fields[name], field)) edits.push({ kind: 'set-field', id: now.id, name, field });
  if (!sameJson(old.mutation, now.mutation)) edits.push({ kind: 'set-mutation', id: now.id, mutation: now.mutation });
  if (old.comment !== now.comment) edits.push({ kind: 'set-comment', id: now.id, comment: now.comment });
  return edits;
}

/** Sorts so that a block comes after its parent where both are in the list. */
function parentsFirst(blocks: Block[]): Block[] {
  const waiting = new Map(blocks.map((block) => [block.id, block]));
  const sorted: Block[] = [];
  for (const block of blocks) {
    const path: Block[] = [];
    for (let next: Block | undefined = block; next && waiting.delete(next.id);) {
      path.push(next);
      next = 'parent' in next.at ? waiting.get(next.at.parent) : undefined;
    }
    sorted.push(...path.reverse());
  }
  return sorted;
}

/** Applies edits to a plain record, without repair; unknown ids are passed over. */
export function applyToRecord(blocks: Blocks, edits: readonly BlockEdit[]): Blocks {
  const next: Record<BlockId, Block> = Object.assign(emptyRecord<Block>(), blocks);
  for (const edit of edits) {
    if (edit.kind === 'create') next[edit.block.id] = edit.block;
    else if (edit.kind === 'delete') for (const id of edit.ids) delete next[id];
    else {
      const block = next[edit.id];
      if (!block) continue;
      if (edit.kind === 'move') next[edit.id] = { ...block, at: edit.at };
      else if (edit.kind === 'set-field')
        next[edit.id] = { ...block, fields: { ...block.fields, [edit.name]: edit.field } };
      else {
        const { mutation, comment, ...others } = block;
        const kept =
          edit.kind === 'set-mutation' ? { mutation: edit.mutation, comment } : { mutation, comment: edit.comment };
        next[edit.id] = {
          ...others,
          ...(kept.mutation !== undefined && { mutation: kept.mutation }),
          ...(kept.comment !== undefined && { comment: kept.comment }),
        };
      }
    }
  }
  return next;
}
