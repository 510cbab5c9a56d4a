import { m } from '@paperkite/i18n';
import type { BlockSpec } from '../../spec.ts';
import { fixedMenu, integer, number, predicate, stack, string, tipped, whole } from '../../spec.ts';
import { ARROWS, ICONS } from './menus.ts';

const [x, y] = [integer('X', 0), integer('Y', 0)];

/** The 5 by 5 LEDs. */
export const display: readonly BlockSpec[] = [
  stack('mb_showleds', m.boards_mb_showleds, { kind: 'matrix', name: 'MATRIX' }),
  stack('mb_showicon', m.boards_mb_showicon, fixedMenu('ICON', ...ICONS)),
  tipped(m.boards_tip_mb_showstring, stack('mb_showstring', m.boards_mb_showstring, string('TEXT', 'Hello!'))),
  stack('mb_shownumber', m.boards_mb_shownumber, number('VALUE', 0)),
  stack('mb_showarrow', m.boards_mb_showarrow, fixedMenu('ARROW', ...ARROWS)),
  stack('mb_clear', m.boards_mb_clear),
  tipped(m.boards_tip_mb_plot, stack('mb_plot', m.boards_mb_plot, x, y)),
  tipped(m.boards_tip_mb_plot, stack('mb_unplot', m.boards_mb_unplot, x, y)),
  tipped(m.boards_tip_mb_plot, stack('mb_toggle', m.boards_mb_toggle, x, y)),
  tipped(
    m.boards_tip_mb_brightness,
    stack('mb_plotbrightness', m.boards_mb_plotbrightness, x, y, whole('BRIGHTNESS', 255)),
  ),
  tipped(m.boards_tip_mb_plot, predicate('mb_point', m.boards_mb_point, x, y)),
  tipped(m.boards_tip_mb_brightness, stack('mb_setbrightness', m.boards_mb_setbrightness, whole('VALUE', 255))),
  stack('mb_bargraph', m.boards_mb_bargraph, number('VALUE', 0), number('HIGH', 100)),
];
