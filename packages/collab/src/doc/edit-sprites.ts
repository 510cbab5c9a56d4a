import type { Project, SpriteTarget, StageTarget, TargetId } from '@paperkite/project';
import { copySprite } from './copy-sprite.ts';
import type { EditContext } from './edit-context.ts';
import { encodeTarget } from './encode.ts';
import { clearTarget } from './fill.ts';
import { projectMap, targetMap } from './layout.ts';
import { freeName } from './names.ts';
import { moveOrdered, orderedIds, removeThing } from './ordered-map.ts';
import { setIfChanged } from './block-store.ts';

type Own<T> = Omit<
  T,
  'id' | 'kind' | 'blocks' | 'variables' | 'lists' | 'comments' | 'costumes' | 'sounds' | 'broadcasts'
>;
/** Properties of a target that are set one by one. `currentCostume` is an index, as in the project. */
export type TargetProperties = Partial<Own<SpriteTarget> & Own<StageTarget>>;

/** Changes to the list of sprites and to what belongs to a target itself. */
export interface SpriteEditor {
  /** Adds a complete sprite in front of all others, at an index among the sprites (the end if absent). Its name is made unique. */
  add(sprite: SpriteTarget, index?: number): TargetId;
  /** A copy with new ids everywhere, right behind the original in the list; undefined if there is no such sprite. */
  duplicate(id: TargetId): TargetId | undefined;
  /** Deletes a sprite with its monitors. The stage stays. */
  remove(id: TargetId): void;
  /** Moves to an index among the other sprites of the list. */
  move(id: TargetId, index: number): void;
  /** Before or behind all other sprites on the stage. */
  arrange(id: TargetId, where: 'front' | 'back'): void;
  /** Sets properties of a sprite or of the stage. A sprite's new name is made unique. */
  set(id: TargetId, properties: TargetProperties): void;
}

export function createSpriteEditor(context: EditContext, read: () => Project): SpriteEditor {
  const { ydoc } = context;
  const sprites = (): SpriteTarget[] => read().targets.filter((target) => target.kind === 'sprite');
  const namesExcept = (id?: TargetId): string[] => sprites().flatMap((s) => (s.id === id ? [] : [s.name]));
  /** Stored layers, which may differ from the numbered ones of the view. */
  const layers = (): number[] =>
    sprites().map((s) => {
      const layer = targetMap(ydoc, s.id, 'properties').get('layer');
      return typeof layer === 'number' && Number.isFinite(layer) ? layer : 1;
    });
  /** Where in the list of all targets a sprite stands that is to be the `index`-th of the sprites without it. */
  const listIndex = (id: TargetId, index: number | undefined): number | undefined => {
    const kinds = projectMap(ydoc, 'targets');
    const others = orderedIds(kinds).filter((other) => other !== id);
    const follower = index === undefined ? undefined : others.filter((other) => kinds.get(other) === 'sprite')[index];
    return follower === undefined ? undefined : others.indexOf(follower);
  };

  const add = (sprite: SpriteTarget, index?: number): TargetId =>
    context.edit(() => {
      const complete = { ...sprite, name: freeName(sprite.name, namesExcept()), layer: Math.max(0, ...layers()) + 1 };
      for (const [area, entries] of encodeTarget(complete)) {
        const map = targetMap(ydoc, sprite.id, area);
        for (const [key, value] of entries) map.set(key, value);
      }
      const kinds = projectMap(ydoc, 'targets');
      kinds.set(sprite.id, 'sprite');
      moveOrdered(kinds, sprite.id, listIndex(sprite.id, index));
      return sprite.id;
    });

  return {
    add,
    duplicate: (id) => {
      const at = sprites().findIndex((sprite) => sprite.id === id);
      return at < 0 ? undefined : add(copySprite(sprites()[at]!), at + 1);
    },
    remove: (id) =>
      context.edit(() => {
        const kinds = projectMap(ydoc, 'targets');
        if (kinds.get(id) !== 'sprite') return;
        const monitors = projectMap(ydoc, 'monitors');
        for (const monitor of read().monitors) if (monitor.target === id) removeThing(monitors, monitor.id);
        removeThing(kinds, id);
        clearTarget(ydoc, id);
      }),
    move: (id, index) =>
      context.edit(() => {
        const kinds = projectMap(ydoc, 'targets');
        if (kinds.get(id) === 'sprite') moveOrdered(kinds, id, listIndex(id, Math.max(0, index)));
      }),
    arrange: (id, where) =>
      context.edit(() =>
        targetMap(ydoc, id, 'properties').set(
          'layer',
          where === 'front' ? Math.max(0, ...layers()) + 1 : Math.min(1, ...layers()) - 1,
        ),
      ),
    set: (id, { currentCostume, name, ...others }) =>
      context.edit(() => {
        const map = targetMap(ydoc, id, 'properties');
        const target = read().targets.find((one) => one.id === id);
        if (!target || target.kind === 'board') return;
        for (const [key, value] of Object.entries(others)) setIfChanged(map, key, value);
        if (name !== undefined)
          setIfChanged(map, 'name', target.kind === 'sprite' ? freeName(name, namesExcept(id)) : name);
        if (currentCostume !== undefined) setIfChanged(map, 'currentCostume', target.costumes[currentCostume]?.id);
      }),
  };
}
