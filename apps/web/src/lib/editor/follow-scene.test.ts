import { emptyProject, newBoard, newSprite } from '@paperkite/project';
import { expect, it } from 'vitest';
import { followScene } from './follow-scene.ts';

it('the stage gets nothing new while only a board changes, and something new otherwise', () => {
  const sceneOf = followScene();
  const plain = emptyProject('x');
  expect(sceneOf(plain)).toBe(plain);
  const board = newBoard('Uno', 'arduino-uno');
  const project = { ...plain, targets: [...plain.targets, board] };
  const scene = sceneOf(project);
  expect(scene.targets.map(({ kind }) => kind)).toEqual(['stage']);
  expect(sceneOf({ ...project, targets: [plain.targets[0]!, { ...board, name: 'Una' }] })).toBe(scene);
  const sprite = newSprite('s', plain.targets[0]!.costumes, 1);
  expect(sceneOf({ ...project, targets: [plain.targets[0]!, sprite, board] })).not.toBe(scene);
  const renamed = sceneOf({ ...project, title: 'y' });
  expect(renamed.title).toBe('y');
});
