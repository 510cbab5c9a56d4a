import { newLocalId } from '@paperkite/kernel';
import type { Block, Field, SpriteTarget } from '@paperkite/project';

/** A copy of a sprite in which every id is new, and what refers to an own block, variable, list or comment refers to the copy's. */
export function copySprite(sprite: SpriteTarget): SpriteTarget {
  const renamed = <T>(record: Record<string, T>): Map<string, string> =>
    new Map(Object.keys(record).map((id) => [id, newLocalId()]));
  const blocks = renamed(sprite.blocks);
  const data = new Map([...renamed(sprite.variables), ...renamed(sprite.lists)]);
  const comments = renamed(sprite.comments);
  const copyField = (field: Field): Field =>
    field.id === undefined ? field : { ...field, id: data.get(field.id) ?? field.id };
  const copyBlock = (block: Block): Block => ({
    ...block,
    id: blocks.get(block.id)!,
    fields: Object.fromEntries(Object.entries(block.fields).map(([name, field]) => [name, copyField(field)])),
    at: 'parent' in block.at ? { ...block.at, parent: blocks.get(block.at.parent) ?? block.at.parent } : block.at,
    ...(block.comment !== undefined && { comment: comments.get(block.comment) ?? block.comment }),
  });
  const rekey = <T>(record: Record<string, T>, ids: Map<string, string>, copy = (value: T): T => value) =>
    Object.fromEntries(Object.entries(record).map(([id, value]) => [ids.get(id)!, copy(value)]));
  return {
    ...sprite,
    id: newLocalId(),
    blocks: rekey(sprite.blocks, blocks, copyBlock),
    variables: rekey(sprite.variables, data),
    lists: rekey(sprite.lists, data),
    comments: rekey(sprite.comments, comments),
    costumes: sprite.costumes.map((costume) => ({ ...costume, id: newLocalId() })),
    sounds: sprite.sounds.map((sound) => ({ ...sound, id: newLocalId() })),
  };
}
