import { m } from '@paperkite/i18n';
import type { BlockSpec, BoardVocabulary, Shelf } from '../../spec.ts';
import { GAP, hat, tipped } from '../../spec.ts';
import { arduino, arduinoOperators, arduinoShelves } from '../arduino/index.ts';
import { microbit, microbitOperators, microbitShelves } from '../microbit/index.ts';
import { control } from '../control/index.ts';
import { operator } from '../operator/index.ts';

const start: readonly BlockSpec[] = [
  tipped(m.boards_tip_whenstarted, hat('board_whenstarted', m.boards_board_whenstarted)),
];

const shared = (own: readonly Shelf[], operators: readonly string[]): readonly Shelf[] => [
  {
    id: 'event',
    name: m.blocks_category_event,
    entries: ['board_whenstarted', GAP, 'event_whenbroadcastreceived', 'event_broadcast', 'event_broadcastandwait'],
  },
  ...own,
  { id: 'control', name: m.blocks_category_control, entries: control.toolbox('board') },
  { id: 'operator', name: m.blocks_category_operator, entries: [...operator.toolbox('board'), GAP, ...operators] },
  { id: 'data', name: m.blocks_category_data, entries: [{ dynamic: 'variables' }, { dynamic: 'lists' }] },
  { id: 'procedures', name: m.blocks_category_procedures, entries: [{ dynamic: 'procedures' }] },
];

const SHELVES = {
  'arduino-uno': shared(arduinoShelves, arduinoOperators),
  microbit: shared(microbitShelves, microbitOperators),
} as const;

/** All blocks of boards, and the toolbox of each board: its own shelves between those of Scratch's blocks that it supports. */
export const boardVocabulary: BoardVocabulary = {
  blocks: [{ category: 'event', specs: start }, ...arduino, ...microbit],
  shelves: (board) => SHELVES[board],
};
