import { emptyProject, newBoard, type Block, type Project, type Target } from '@paperkite/project';
import { expect, it } from 'vitest';
import { mainBoard } from './main-board.ts';

const block: Block = {
  id: 'b',
  opcode: 'event_whenflagclicked',
  fields: {},
  shadow: false,
  at: { x: 0, y: 0 },
};
const withScript = <T extends Target>(target: T): T => ({ ...target, blocks: { b: block } });
const project = (...boards: Target[]): Project => {
  const scene = emptyProject('风筝');
  return { ...scene, format: 2, targets: [...scene.targets, ...boards] };
};

const uno = newBoard('uno', 'arduino-uno');
const microbit = newBoard('bit', 'microbit');

it('is none without boards, and none of those that have no program', () => {
  expect(mainBoard(project())).toBeUndefined();
  expect(mainBoard(project(uno, microbit))).toBeUndefined();
});

it('is the first that has a program, in blocks or in text', () => {
  const inText = { ...microbit, mode: 'text' as const, text: 'basic.showNumber(1)' };
  expect(mainBoard(project(uno, withScript(microbit)))).toEqual(withScript(microbit));
  expect(mainBoard(project(inText, withScript(uno)))).toEqual(inText);
});

it('is none where the stage or a sprite has a script: the picture is that of the stage', () => {
  const whole = project(withScript(uno));
  for (const at of emptyProject('').targets.keys()) {
    const targets = whole.targets.map((target, index) => (index === at ? withScript(target) : target));
    expect(mainBoard({ ...whole, targets })).toBeUndefined();
  }
});
