import { m } from '@paperkite/i18n';
import type { BlockSpec, Category } from '../../spec.ts';
import { GAP, choice, fixedMenu, liveMenu, menuShadow, names, number, reporter, stack } from '../../spec.ts';

const effect = fixedMenu('EFFECT', [m.blocks_option_effect_pitch, 'PITCH'], [m.blocks_option_effect_pan, 'PAN']);
const sound_ = choice('SOUND_MENU', 'sound_sounds_menu', 'SOUND_MENU', '');

const blocks: BlockSpec[] = [
  stack('sound_playuntildone', m.blocks_sound_playuntildone, sound_),
  stack('sound_play', m.blocks_sound_play, sound_),
  stack('sound_stopallsounds', m.blocks_sound_stopallsounds),
  stack('sound_changeeffectby', m.blocks_sound_changeeffectby, effect, number('VALUE', 10)),
  stack('sound_seteffectto', m.blocks_sound_seteffectto, effect, number('VALUE', 100)),
  stack('sound_cleareffects', m.blocks_sound_cleareffects),
  stack('sound_changevolumeby', m.blocks_sound_changevolumeby, number('VOLUME', -10)),
  stack('sound_setvolumeto', m.blocks_sound_setvolumeto, number('VOLUME', 100)),
  reporter('sound_volume', m.blocks_sound_volume),
  menuShadow(
    'sound_sounds_menu',
    liveMenu('SOUND_MENU', (context) => names(context.sounds())),
  ),
];

/** Recorded sounds, their effects and how loud they are. */
export const sound: Category = {
  id: 'sound',
  name: m.blocks_category_sound,
  blocks,
  toolbox: () => [
    'sound_playuntildone',
    'sound_play',
    'sound_stopallsounds',
    GAP,
    'sound_changeeffectby',
    'sound_seteffectto',
    'sound_cleareffects',
    GAP,
    'sound_changevolumeby',
    'sound_setvolumeto',
    'sound_volume',
  ],
};
