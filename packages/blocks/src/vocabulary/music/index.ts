import { m } from '@paperkite/i18n';
import type { BlockSpec, Category, MenuOption, Text } from '../../spec.ts';
import { GAP, choice, fixedMenu, menuShadow, note, number, reporter, stack } from '../../spec.ts';

const numbered = (labels: readonly Text[]): MenuOption[] => labels.map((label, i) => [label, String(i + 1)]);

const drums = numbered([
  m.blocks_option_drum_1,
  m.blocks_option_drum_2,
  m.blocks_option_drum_3,
  m.blocks_option_drum_4,
  m.blocks_option_drum_5,
  m.blocks_option_drum_6,
  m.blocks_option_drum_7,
  m.blocks_option_drum_8,
  m.blocks_option_drum_9,
  m.blocks_option_drum_10,
  m.blocks_option_drum_11,
  m.blocks_option_drum_12,
  m.blocks_option_drum_13,
  m.blocks_option_drum_14,
  m.blocks_option_drum_15,
  m.blocks_option_drum_16,
  m.blocks_option_drum_17,
  m.blocks_option_drum_18,
]);

const instruments = numbered([
  m.blocks_option_instrument_1,
  m.blocks_option_instrument_2,
  m.blocks_option_instrument_3,
  m.blocks_option_instrument_4,
  m.blocks_option_instrument_5,
  m.blocks_option_instrument_6,
  m.blocks_option_instrument_7,
  m.blocks_option_instrument_8,
  m.blocks_option_instrument_9,
  m.blocks_option_instrument_10,
  m.blocks_option_instrument_11,
  m.blocks_option_instrument_12,
  m.blocks_option_instrument_13,
  m.blocks_option_instrument_14,
  m.blocks_option_instrument_15,
  m.blocks_option_instrument_16,
  m.blocks_option_instrument_17,
  m.blocks_option_instrument_18,
  m.blocks_option_instrument_19,
  m.blocks_option_instrument_20,
  m.blocks_option_instrument_21,
]);

const blocks: BlockSpec[] = [
  stack(
    'music_playDrumForBeats',
    m.blocks_music_playdrumforbeats,
    choice('DRUM', 'music_menu_DRUM', 'DRUM', '1'),
    number('BEATS', 0.25),
  ),
  stack('music_restForBeats', m.blocks_music_restforbeats, number('BEATS', 0.25)),
  stack('music_playNoteForBeats', m.blocks_music_playnoteforbeats, note('NOTE', 60), number('BEATS', 0.25)),
  stack(
    'music_setInstrument',
    m.blocks_music_setinstrument,
    choice('INSTRUMENT', 'music_menu_INSTRUMENT', 'INSTRUMENT', '1'),
  ),
  stack('music_setTempo', m.blocks_music_settempo, number('TEMPO', 60)),
  stack('music_changeTempo', m.blocks_music_changetempo, number('TEMPO', 20)),
  reporter('music_getTempo', m.blocks_music_gettempo),
  // Below: blocks that Scratch runs but does not offer. They come from older files, with the numbers of MIDI.
  stack('music_midiPlayDrumForBeats', m.blocks_music_playdrumforbeats, number('DRUM', 36), number('BEATS', 0.25)),
  stack('music_midiSetInstrument', m.blocks_music_setinstrument, number('INSTRUMENT', 1)),
  menuShadow('music_menu_DRUM', fixedMenu('DRUM', ...drums)),
  menuShadow('music_menu_INSTRUMENT', fixedMenu('INSTRUMENT', ...instruments)),
];

/** Notes, drums and tempo. */
export const music: Category = {
  id: 'music',
  name: m.blocks_category_music,
  isExtension: true,
  blocks,
  toolbox: () => [
    'music_playDrumForBeats',
    'music_restForBeats',
    'music_playNoteForBeats',
    'music_setInstrument',
    GAP,
    'music_setTempo',
    'music_changeTempo',
    'music_getTempo',
  ],
};
