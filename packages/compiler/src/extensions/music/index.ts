import { FINITE } from '../../ir/types.ts';
import { command, number, reporter, type Extension } from '../contract.ts';

const yields = { yields: true } as const;

/** Music: notes, drums and rests measured in beats; the tempo belongs to the stage. The blocks with `midi` are Scratch 2's. */
export const music: Extension = {
  id: 'music',
  commands: {
    music_playDrumForBeats: command('music.playDrum', [number('DRUM'), number('BEATS')], yields),
    music_midiPlayDrumForBeats: command('music.playMidiDrum', [number('DRUM'), number('BEATS')], yields),
    music_restForBeats: command('music.rest', [number('BEATS')], yields),
    music_playNoteForBeats: command('music.playNote', [number('NOTE'), number('BEATS')], yields),
    music_setInstrument: command('music.setInstrument', [number('INSTRUMENT')]),
    music_midiSetInstrument: command('music.setMidiInstrument', [number('INSTRUMENT')]),
    music_setTempo: command('music.setTempo', [number('TEMPO')]),
    music_changeTempo: command('music.changeTempo', [number('TEMPO')]),
  },
  reporters: { music_getTempo: reporter('music.tempo', FINITE) },
};
