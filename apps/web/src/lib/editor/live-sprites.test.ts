import { emptyProject, newSprite, type Costume, type SceneProject, type SpriteTarget } from '@paperkite/project';
import { beforeEach, expect, it, vi } from 'vitest';
import { LiveSprites, standOf } from './live-sprites.ts';

const costume = (id: string): Costume => ({
  id,
  name: id,
  asset: 'a'.repeat(64),
  format: 'svg',
  rotationCenterX: 0,
  rotationCenterY: 0,
  bitmapResolution: 1,
});
let sprite: SpriteTarget;
let live: LiveSprites;

beforeEach(() => {
  sprite = newSprite('kite', [costume('up'), costume('down')], 1);
  live = new LiveSprites();
});

const projectWith = (...sprites: SpriteTarget[]): SceneProject => {
  const project = emptyProject('test');
  return { ...project, targets: [...project.targets, ...sprites] };
};
const run = (changes: object): void => live.take([[sprite.id, { ...standOf(sprite), ...changes }]]);

it('shows how a sprite stands after a run, and compiles the next time from there', () => {
  expect(live.hasStrayed(sprite)).toBe(false);
  run({ x: 50, costume: 'down' });
  expect(live.of(sprite)).toMatchObject({ x: 50, y: 0, costume: 'down' });
  expect(live.hasStrayed(sprite)).toBe(true);
  expect(live.applyTo(projectWith(sprite)).targets[1]).toMatchObject({ x: 50, currentCostume: 1 });
});

it('leaves a project alone that nothing ran in', () => {
  const project = projectWith(sprite);
  expect(live.applyTo(project)).toBe(project);
});

it('moves on the stage only what was changed by hand, and keeps the rest where the run left it', () => {
  run({ x: 50, y: 20 });
  live.onplace = vi.fn();
  live.follow(projectWith(sprite), projectWith({ ...sprite, y: -100 }));
  expect(live.onplace).toHaveBeenCalledExactlyOnceWith(sprite.id, { y: -100 });
  expect(live.of({ ...sprite, y: -100 })).toMatchObject({ x: 50, y: -100 });
});

it('knows a costume by its id, whatever goes before it', () => {
  run({ costume: 'down' });
  const later = { ...sprite, costumes: [costume('new'), ...sprite.costumes], currentCostume: 1 };
  live.onplace = vi.fn();
  live.follow(projectWith(sprite), projectWith(later));
  expect(live.onplace).not.toHaveBeenCalled();
  expect(live.applyTo(projectWith(later)).targets[1]).toMatchObject({ currentCostume: 2 });
  // It was deleted: the document's choice counts.
  const without = { ...sprite, costumes: [costume('up')] };
  expect(live.applyTo(projectWith(without)).targets[1]).toMatchObject({ currentCostume: 0 });
});

it('puts sprites back where the document has them', () => {
  run({ x: 50, visible: false });
  live.onplace = vi.fn();
  live.putBack([sprite]);
  expect(live.onplace).toHaveBeenCalledExactlyOnceWith(sprite.id, { x: 0, visible: true });
  expect(live.hasStrayed(sprite)).toBe(false);
});
