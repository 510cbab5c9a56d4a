import { emptyProject, newBoard, type Block, type Project } from '@paperkite/project';
import { expect, it } from 'vitest';
import { noteText, unknownBlocks, unknownToScratch } from './file-notes.ts';

const projectOf = (...opcodes: string[]): Project => {
  const project = emptyProject('test');
  for (const [index, opcode] of opcodes.entries()) {
    const block: Block = { id: `b${index}`, opcode, fields: {}, shadow: false, at: { x: 0, y: 0 } };
    project.targets[0]!.blocks[block.id] = block;
  }
  return project;
};

it('counts the blocks that the editor does not know, by kind', () => {
  const project = projectOf('motion_movesteps', 'tello_up', 'tello_up', 'tello_down');
  expect(unknownBlocks(project, new Set(['motion_movesteps'])).map(({ name, count }) => [name, count])).toEqual([
    ['tello_up', 2],
    ['tello_down', 1],
  ]);
});

it('tells which extensions Scratch does not have', () => {
  const project = projectOf('motion_movesteps', 'pen_clear', 'sound_sounds_menu', 'text', 'kite_fly', 'kite_land');
  expect(unknownToScratch(project)).toEqual([{ code: 'unknown-blocks', name: 'kite', count: 2 }]);
});

it('tells that a Scratch file leaves boards out, with all their blocks', () => {
  const project = projectOf('motion_movesteps');
  const board = newBoard('Uno', 'arduino-uno');
  board.blocks['b'] = { id: 'b', opcode: 'arduino_millis', fields: {}, shadow: false, at: { x: 0, y: 0 } };
  project.targets.push(board);
  const notes = unknownToScratch(project);
  expect(notes).toEqual([{ code: 'boards-left-out', count: 1 }]);
  expect(noteText(notes[0]!)).toContain('1');
});

it('names the sprite that a note is about', () => {
  const text = noteText({ code: 'asset-missing', target: '小猫', name: '造型1' });
  expect(text).toContain('小猫');
  expect(text).toContain('造型1');
});
