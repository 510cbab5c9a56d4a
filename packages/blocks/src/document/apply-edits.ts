import type { Block, BlockEdit, BlockId } from '@paperkite/project';

/** Carries out edits on a record of blocks, in place. Edits of blocks that are not there are passed over. */
export function applyEdits(blocks: Map<BlockId, Block>, edits: readonly BlockEdit[]): void {
  for (const edit of edits) {
    if (edit.kind === 'create') {
      blocks.set(edit.block.id, edit.block);
      continue;
    }
    if (edit.kind === 'delete') {
      for (const id of edit.ids) blocks.delete(id);
      continue;
    }
    const block = blocks.get(edit.id);
    if (!block) continue;
    switch (edit.kind) {
      case 'move':
        blocks.set(edit.id, { ...block, at: edit.at });
        break;
      case 'set-field':
        blocks.set(edit.id, { ...block, fields: { ...block.fields, [edit.name]: edit.field } });
        break;
      case 'set-mutation': {
        const { mutation: _old, ...rest } = block;
        blocks.set(edit.id, edit.mutation === undefined ? rest : { ...rest, mutation: edit.mutation });
        break;
      }
      case 'set-comment': {
        const { comment: _old, ...rest } = block;
        blocks.set(edit.id, edit.comment === undefined ? rest : { ...rest, comment: edit.comment });
        break;
      }
    }
  }
}

/** The blocks that edits speak of. */
export const touchedBy = (edits: readonly BlockEdit[]): Set<BlockId> =>
  new Set(
    edits.flatMap((edit) => (edit.kind === 'create' ? [edit.block.id] : edit.kind === 'delete' ? edit.ids : [edit.id])),
  );
