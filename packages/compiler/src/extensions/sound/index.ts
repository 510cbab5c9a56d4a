import { FINITE } from '../../ir/types.ts';
import { command, field, number, reporter, value, type Extension } from '../contract.ts';

const yields = { yields: true } as const;
const observes = { observes: true } as const;

/** Sound: sounds of a target, volume and sound effects. Changing volume or an effect gives way for one frame, as in Scratch. */
export const sound: Extension = {
  id: 'sound',
  commands: {
    sound_play: command('sound.play', [value('SOUND_MENU')], observes),
    sound_playuntildone: command('sound.playUntilDone', [value('SOUND_MENU')], { ...observes, yields: true }),
    sound_stopallsounds: command('sound.stopAll'),
    sound_seteffectto: command('sound.setEffect', [field('EFFECT'), number('VALUE')], yields),
    sound_changeeffectby: command('sound.changeEffect', [field('EFFECT'), number('VALUE')], yields),
    sound_cleareffects: command('sound.clearEffects'),
    sound_changevolumeby: command('sound.changeVolume', [number('VOLUME')], yields),
    sound_setvolumeto: command('sound.setVolume', [number('VOLUME')], yields),
  },
  reporters: { sound_volume: reporter('sound.volume', FINITE) },
};
