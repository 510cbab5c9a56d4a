import { m } from '@paperkite/i18n';
import type { BlockSpec, BoardVocabulary, Shelf } from '../../spec.ts';
import { GAP } from '../../spec.ts';
import { display } from './display.ts';
import { inputHats, inputReporters } from './input.ts';
import { music, operators, pinBlocks, radio, serial } from './output.ts';

const opcodes = (specs: readonly BlockSpec[]): string[] => specs.map(({ opcode }) => opcode);

/** What only a micro:bit has. */
export const microbit: BoardVocabulary['blocks'] = [
  { category: 'mbDisplay', specs: display },
  { category: 'mbInput', specs: [...inputHats, ...inputReporters] },
  { category: 'mbMusic', specs: music },
  { category: 'mbPins', specs: pinBlocks },
  { category: 'mbRadio', specs: radio },
  { category: 'mbSerial', specs: serial },
  { category: 'operator', specs: operators },
];

/** The micro:bit's own shelves, in the order of the toolbox. */
export const microbitShelves: readonly Shelf[] = [
  { id: 'mbDisplay', name: m.boards_category_display, entries: opcodes(display) },
  {
    id: 'mbInput',
    name: m.boards_category_input,
    entries: [...opcodes(inputHats), GAP, ...opcodes(inputReporters), GAP, 'sensing_timer', 'sensing_resettimer'],
  },
  { id: 'mbMusic', name: m.boards_category_music, entries: opcodes(music) },
  { id: 'mbPins', name: m.boards_category_pins, entries: opcodes(pinBlocks) },
  { id: 'mbRadio', name: m.boards_category_radio, entries: opcodes(radio) },
  { id: 'mbSerial', name: m.boards_category_serial, entries: opcodes(serial) },
];

export const microbitOperators: readonly string[] = opcodes(operators);
