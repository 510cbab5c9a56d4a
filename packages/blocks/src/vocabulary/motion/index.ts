import { m } from '@paperkite/i18n';
import type { BlockSpec, Category } from '../../spec.ts';
import { GAP, angle, choice, fixedMenu, liveMenu, menuShadow, names, number, reporter, stack } from '../../spec.ts';

const blocks: BlockSpec[] = [
  stack('motion_movesteps', m.blocks_motion_movesteps, number('STEPS', 10)),
  stack('motion_turnright', m.blocks_motion_turnright, number('DEGREES', 15)),
  stack('motion_turnleft', m.blocks_motion_turnleft, number('DEGREES', 15)),
  stack('motion_goto', m.blocks_motion_goto, choice('TO', 'motion_goto_menu', 'TO', '_random_')),
  stack('motion_gotoxy', m.blocks_motion_gotoxy, number('X', 0), number('Y', 0)),
  stack(
    'motion_glideto',
    m.blocks_motion_glideto,
    number('SECS', 1),
    choice('TO', 'motion_glideto_menu', 'TO', '_random_'),
  ),
  stack('motion_glidesecstoxy', m.blocks_motion_glidesecstoxy, number('SECS', 1), number('X', 0), number('Y', 0)),
  stack('motion_pointindirection', m.blocks_motion_pointindirection, angle('DIRECTION', 90)),
  stack(
    'motion_pointtowards',
    m.blocks_motion_pointtowards,
    choice('TOWARDS', 'motion_pointtowards_menu', 'TOWARDS', '_mouse_'),
  ),
  stack('motion_changexby', m.blocks_motion_changexby, number('DX', 10)),
  stack('motion_setx', m.blocks_motion_setx, number('X', 0)),
  stack('motion_changeyby', m.blocks_motion_changeyby, number('DY', 10)),
  stack('motion_sety', m.blocks_motion_sety, number('Y', 0)),
  stack('motion_ifonedgebounce', m.blocks_motion_ifonedgebounce),
  stack(
    'motion_setrotationstyle',
    m.blocks_motion_setrotationstyle,
    fixedMenu(
      'STYLE',
      [m.blocks_option_left_right, 'left-right'],
      [m.blocks_option_dont_rotate, "don't rotate"],
      [m.blocks_option_all_around, 'all around'],
    ),
  ),
  reporter('motion_xposition', m.blocks_motion_xposition),
  reporter('motion_yposition', m.blocks_motion_yposition),
  reporter('motion_direction', m.blocks_motion_direction),
  // Below: blocks that do nothing in Scratch 3 and are not offered. They come from old files.
  stack('motion_scroll_right', m.blocks_motion_scroll_right, number('DISTANCE', 10)),
  stack('motion_scroll_up', m.blocks_motion_scroll_up, number('DISTANCE', 10)),
  stack(
    'motion_align_scene',
    m.blocks_motion_align_scene,
    fixedMenu(
      'ALIGNMENT',
      [m.blocks_option_align_bottom_left, 'bottom-left'],
      [m.blocks_option_align_bottom_right, 'bottom-right'],
      [m.blocks_option_align_middle, 'middle'],
      [m.blocks_option_align_top_left, 'top-left'],
      [m.blocks_option_align_top_right, 'top-right'],
    ),
  ),
  reporter('motion_xscroll', m.blocks_motion_xscroll),
  reporter('motion_yscroll', m.blocks_motion_yscroll),
  ...(['motion_goto_menu', 'motion_glideto_menu'] as const).map((opcode) =>
    menuShadow(
      opcode,
      liveMenu('TO', (context) => [
        [m.blocks_option_random_position, '_random_'],
        [m.blocks_option_mouse_pointer, '_mouse_'],
        ...names(context.sprites()),
      ]),
    ),
  ),
  menuShadow(
    'motion_pointtowards_menu',
    liveMenu('TOWARDS', (context) => [
      [m.blocks_option_mouse_pointer, '_mouse_'],
      [m.blocks_option_random_direction, '_random_'],
      ...names(context.sprites()),
    ]),
  ),
];

/** Where a sprite is and which way it looks. The stage does not move, so its shelf is empty. */
export const motion: Category = {
  id: 'motion',
  name: m.blocks_category_motion,
  blocks,
  toolbox: (kind) =>
    kind === 'stage'
      ? []
      : [
          'motion_movesteps',
          'motion_turnright',
          'motion_turnleft',
          GAP,
          'motion_goto',
          'motion_gotoxy',
          'motion_glideto',
          'motion_glidesecstoxy',
          GAP,
          'motion_pointindirection',
          'motion_pointtowards',
          GAP,
          'motion_changexby',
          'motion_setx',
          'motion_changeyby',
          'motion_sety',
          GAP,
          'motion_ifonedgebounce',
          'motion_setrotationstyle',
          GAP,
          'motion_xposition',
          'motion_yposition',
          'motion_direction',
        ],
};
