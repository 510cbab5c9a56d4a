import { m } from '@paperkite/i18n';
import type { WorkspaceContext } from '../../context.ts';
import type { Arg, BlockSpec, Category, MenuOption } from '../../spec.ts';
import {
  GAP,
  choice,
  fixedMenu,
  integer,
  liveMenu,
  menuShadow,
  names,
  number,
  reporter,
  stack,
  string,
} from '../../spec.ts';

const effect: Arg = fixedMenu(
  'EFFECT',
  [m.blocks_option_effect_color, 'COLOR'],
  [m.blocks_option_effect_fisheye, 'FISHEYE'],
  [m.blocks_option_effect_whirl, 'WHIRL'],
  [m.blocks_option_effect_pixelate, 'PIXELATE'],
  [m.blocks_option_effect_mosaic, 'MOSAIC'],
  [m.blocks_option_effect_brightness, 'BRIGHTNESS'],
  [m.blocks_option_effect_ghost, 'GHOST'],
);

const numberOrName = fixedMenu('NUMBER_NAME', [m.blocks_option_number, 'number'], [m.blocks_option_name, 'name']);

/** Backdrops by name, and the three that are found while running. */
const backdrops = (context: WorkspaceContext): MenuOption[] => [
  ...names(context.backdrops()),
  [m.blocks_option_next_backdrop, 'next backdrop'],
  [m.blocks_option_previous_backdrop, 'previous backdrop'],
  [m.blocks_option_random_backdrop, 'random backdrop'],
];

const blocks: BlockSpec[] = [
  stack('looks_sayforsecs', m.blocks_looks_sayforsecs, string('MESSAGE', m.blocks_default_hello), number('SECS', 2)),
  stack('looks_say', m.blocks_looks_say, string('MESSAGE', m.blocks_default_hello)),
  stack('looks_thinkforsecs', m.blocks_looks_thinkforsecs, string('MESSAGE', m.blocks_default_hmm), number('SECS', 2)),
  stack('looks_think', m.blocks_looks_think, string('MESSAGE', m.blocks_default_hmm)),
  stack('looks_switchcostumeto', m.blocks_looks_switchcostumeto, choice('COSTUME', 'looks_costume', 'COSTUME', '')),
  stack('looks_nextcostume', m.blocks_looks_nextcostume),
  stack(
    'looks_switchbackdropto',
    m.blocks_looks_switchbackdropto,
    choice('BACKDROP', 'looks_backdrops', 'BACKDROP', ''),
  ),
  stack(
    'looks_switchbackdroptoandwait',
    m.blocks_looks_switchbackdroptoandwait,
    choice('BACKDROP', 'looks_backdrops', 'BACKDROP', ''),
  ),
  stack('looks_nextbackdrop', m.blocks_looks_nextbackdrop),
  stack('looks_changesizeby', m.blocks_looks_changesizeby, number('CHANGE', 10)),
  stack('looks_setsizeto', m.blocks_looks_setsizeto, number('SIZE', 100)),
  stack('looks_changeeffectby', m.blocks_looks_changeeffectby, effect, number('CHANGE', 25)),
  stack('looks_seteffectto', m.blocks_looks_seteffectto, effect, number('VALUE', 0)),
  stack('looks_cleargraphiceffects', m.blocks_looks_cleargraphiceffects),
  stack('looks_show', m.blocks_looks_show),
  stack('looks_hide', m.blocks_looks_hide),
  stack(
    'looks_gotofrontback',
    m.blocks_looks_gotofrontback,
    fixedMenu('FRONT_BACK', [m.blocks_option_front, 'front'], [m.blocks_option_back, 'back']),
  ),
  stack(
    'looks_goforwardbackwardlayers',
    m.blocks_looks_goforwardbackwardlayers,
    fixedMenu('FORWARD_BACKWARD', [m.blocks_option_forward, 'forward'], [m.blocks_option_backward, 'backward']),
    integer('NUM', 1),
  ),
  reporter('looks_costumenumbername', m.blocks_looks_costumenumbername, numberOrName),
  reporter('looks_backdropnumbername', m.blocks_looks_backdropnumbername, numberOrName),
  reporter('looks_size', m.blocks_looks_size),
  // Below: blocks that do nothing in Scratch 3 and are not offered. They come from old files.
  stack('looks_hideallsprites', m.blocks_looks_hideallsprites),
  stack('looks_changestretchby', m.blocks_looks_changestretchby, number('CHANGE', 10)),
  stack('looks_setstretchto', m.blocks_looks_setstretchto, number('STRETCH', 100)),
  menuShadow(
    'looks_costume',
    liveMenu('COSTUME', (context) => names(context.costumes())),
  ),
  menuShadow('looks_backdrops', liveMenu('BACKDROP', backdrops)),
];

/** What a sprite or the stage looks like and says. */
export const looks: Category = {
  id: 'looks',
  name: m.blocks_category_looks,
  blocks,
  toolbox: (kind) =>
    kind === 'stage'
      ? [
          'looks_switchbackdropto',
          'looks_switchbackdroptoandwait',
          'looks_nextbackdrop',
          GAP,
          'looks_changeeffectby',
          'looks_seteffectto',
          'looks_cleargraphiceffects',
          GAP,
          'looks_backdropnumbername',
        ]
      : [
          'looks_sayforsecs',
          'looks_say',
          'looks_thinkforsecs',
          'looks_think',
          GAP,
          'looks_switchcostumeto',
          'looks_nextcostume',
          'looks_switchbackdropto',
          'looks_nextbackdrop',
          GAP,
          'looks_changesizeby',
          'looks_setsizeto',
          GAP,
          'looks_changeeffectby',
          'looks_seteffectto',
          'looks_cleargraphiceffects',
          GAP,
          'looks_show',
          'looks_hide',
          GAP,
          'looks_gotofrontback',
          'looks_goforwardbackwardlayers',
          GAP,
          'looks_costumenumbername',
          'looks_backdropnumbername',
          'looks_size',
        ],
};
