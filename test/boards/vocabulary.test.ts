import { OPCODES } from '@paperkite/blocks';
import { offerBoards } from '@paperkite/blocks/boards';
import { lowerBoard } from '@paperkite/compiler/board';
import { newBoard, type Block, type BlockLocation, type BoardType } from '@paperkite/project';
import { expect, it } from 'vitest';

offerBoards();

const block = (id: string, opcode: string, at: BlockLocation): Block => ({ id, opcode, fields: {}, shadow: false, at });
const start = block('start', 'board_whenstarted', { x: 0, y: 0 });
const below: BlockLocation = { parent: 'start', slot: 'next' };

/** Where a block of any shape can stand; one of them is right. */
const places = (board: BoardType, opcode: string): Block[][] => {
  const print = board === 'microbit' ? 'mb_serialwriteln' : 'arduino_serialprintln';
  const input = board === 'microbit' ? 'TEXT' : 'VALUE';
  return [
    [start, block('it', opcode, below)],
    [start, block('print', print, below), block('it', opcode, { parent: 'print', slot: `input:${input}` })],
    [start, block('if', 'control_if', below), block('it', opcode, { parent: 'if', slot: 'input:CONDITION' })],
  ];
};

const isKnown = (board: BoardType, blocks: readonly Block[]): boolean => {
  const target = { ...newBoard('b', board), blocks: Object.fromEntries(blocks.map((each) => [each.id, each])) };
  const program = lowerBoard(target);
  const isHat = blocks.length === 1;
  return isHat
    ? program.scripts.length === 1
    : program.diagnostics.every((said) => said.code !== 'unknown-block' || said.block !== 'it');
};

const own: [BoardType, string][] = OPCODES.flatMap((opcode): [BoardType, string][] =>
  opcode.startsWith('arduino_') ? [['arduino-uno', opcode]] : opcode.startsWith('mb_') ? [['microbit', opcode]] : [],
);

it.each(own)('the %s’s compiler knows %s, which its toolbox offers', (board, opcode) => {
  const wanted = opcode.includes('_when') ? [[block('it', opcode, { x: 0, y: 0 })]] : places(board, opcode);
  expect(wanted.some((blocks) => isKnown(board, blocks))).toBe(true);
});

it('a block of the other board is known to neither', () => {
  expect(places('arduino-uno', 'mb_showicon').some((blocks) => isKnown('arduino-uno', blocks))).toBe(false);
  expect(places('microbit', 'arduino_stripshow').some((blocks) => isKnown('microbit', blocks))).toBe(false);
});
