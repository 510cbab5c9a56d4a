import type { List, SpriteTarget, StageTarget, Variable } from '../document.ts';

/** What of a sprite's needs belongs to the stage, by id. */
export type Globals = Pick<StageTarget, 'variables' | 'lists' | 'broadcasts'>;

/** The variables, lists and messages that a sprite's blocks name by id without the sprite having them; empty ones, to be made. */
export function neededGlobals(sprite: SpriteTarget): Globals {
  const variables: Record<string, Variable> = {};
  const lists: Record<string, List> = {};
  const broadcasts: Record<string, string> = {};
  for (const block of Object.values(sprite.blocks)) {
    for (const [field, { value, id }] of Object.entries(block.fields)) {
      const name = String(value);
      if (id === undefined || id === '' || id in Object.prototype) continue;
      if (field === 'VARIABLE' && !Object.hasOwn(sprite.variables, id)) variables[id] = { name, value: 0 };
      else if (field === 'LIST' && !Object.hasOwn(sprite.lists, id)) lists[id] = { name, items: [] };
      else if (field === 'BROADCAST_OPTION') broadcasts[id] = name;
    }
  }
  return { variables, lists, broadcasts };
}
