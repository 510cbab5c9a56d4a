import { m } from '@paperkite/i18n';
import type { BlockSpec, Category } from '../../spec.ts';
import { GAP, choice, colour, fixedMenu, menuShadow, number, stack } from '../../spec.ts';

const param = choice('COLOR_PARAM', 'pen_menu_colorParam', 'colorParam', 'color');

const blocks: BlockSpec[] = [
  stack('pen_clear', m.blocks_pen_clear),
  stack('pen_stamp', m.blocks_pen_stamp),
  stack('pen_penDown', m.blocks_pen_pendown),
  stack('pen_penUp', m.blocks_pen_penup),
  stack('pen_setPenColorToColor', m.blocks_pen_setpencolortocolor, colour('COLOR', '#2457d6')),
  stack('pen_changePenColorParamBy', m.blocks_pen_changepencolorparamby, param, number('VALUE', 10)),
  stack('pen_setPenColorParamTo', m.blocks_pen_setpencolorparamto, param, number('VALUE', 50)),
  stack('pen_changePenSizeBy', m.blocks_pen_changepensizeby, number('SIZE', 1)),
  stack('pen_setPenSizeTo', m.blocks_pen_setpensizeto, number('SIZE', 1)),
  // From files of Scratch 2.
  stack('pen_setPenShadeToNumber', m.blocks_pen_setpenshadetonumber, number('SHADE', 1)),
  stack('pen_changePenShadeBy', m.blocks_pen_changepenshadeby, number('SHADE', 1)),
  stack('pen_setPenHueToNumber', m.blocks_pen_setpenhuetonumber, number('HUE', 1)),
  stack('pen_changePenHueBy', m.blocks_pen_changepenhueby, number('HUE', 1)),
  menuShadow(
    'pen_menu_colorParam',
    fixedMenu(
      'colorParam',
      [m.blocks_option_pen_color, 'color'],
      [m.blocks_option_pen_saturation, 'saturation'],
      [m.blocks_option_pen_brightness, 'brightness'],
      [m.blocks_option_pen_transparency, 'transparency'],
    ),
  ),
];

/** Drawing on the stage. */
export const pen: Category = {
  id: 'pen',
  name: m.blocks_category_pen,
  isExtension: true,
  blocks,
  toolbox: (kind) =>
    kind === 'stage'
      ? ['pen_clear']
      : [
          'pen_clear',
          'pen_stamp',
          GAP,
          'pen_penDown',
          'pen_penUp',
          GAP,
          'pen_setPenColorToColor',
          'pen_changePenColorParamBy',
          'pen_setPenColorParamTo',
          GAP,
          'pen_changePenSizeBy',
          'pen_setPenSizeTo',
        ],
};
