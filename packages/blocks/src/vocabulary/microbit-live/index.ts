import { m } from '@paperkite/i18n';
import type { Arg, BlockSpec, Category } from '../../spec.ts';
import { GAP, choice, fixedMenu, hat, menuShadow, names, predicate, reporter, stack, string } from '../../spec.ts';

/** A heart, as lights row by row. */
const HEART = '0101010101100010101000100';

const button = choice('BTN', 'microbit_menu_buttons', 'buttons', 'A');
const tilt = (initial: string): Arg =>
  choice('DIRECTION', 'microbit_menu_tiltDirectionAny', 'tiltDirectionAny', initial);

const blocks: BlockSpec[] = [
  hat('microbit_whenButtonPressed', m.extensions_microbit_when_button, button),
  predicate('microbit_isButtonPressed', m.extensions_microbit_is_button, button),
  hat(
    'microbit_whenGesture',
    m.extensions_microbit_when_gesture,
    choice('GESTURE', 'microbit_menu_gestures', 'gestures', 'moved'),
  ),
  stack('microbit_displaySymbol', m.extensions_microbit_symbol, {
    kind: 'value',
    name: 'MATRIX',
    shadow: { opcode: 'matrix', field: 'MATRIX', value: HEART },
  }),
  stack('microbit_displayText', m.extensions_microbit_text, string('TEXT', m.extensions_microbit_hello)),
  stack('microbit_displayClear', m.extensions_microbit_clear),
  hat('microbit_whenTilted', m.extensions_microbit_when_tilted, tilt('any')),
  predicate('microbit_isTilted', m.extensions_microbit_is_tilted, tilt('any')),
  reporter(
    'microbit_getTiltAngle',
    m.extensions_microbit_tilt_angle,
    choice('DIRECTION', 'microbit_menu_tiltDirection', 'tiltDirection', 'front'),
  ),
  hat(
    'microbit_whenPinConnected',
    m.extensions_microbit_when_pin,
    choice('PIN', 'microbit_menu_touchPins', 'touchPins', '0'),
  ),
  menuShadow('matrix', { kind: 'matrix', name: 'MATRIX' }),
  menuShadow('microbit_menu_buttons', fixedMenu('buttons', ...names(['A', 'B']), [m.extensions_microbit_any, 'any'])),
  menuShadow(
    'microbit_menu_gestures',
    fixedMenu(
      'gestures',
      [m.extensions_microbit_moved, 'moved'],
      [m.extensions_microbit_shaken, 'shaken'],
      [m.extensions_microbit_jumped, 'jumped'],
    ),
  ),
  menuShadow('microbit_menu_tiltDirection', fixedMenu('tiltDirection', ...directions())),
  menuShadow(
    'microbit_menu_tiltDirectionAny',
    fixedMenu('tiltDirectionAny', ...directions(), [m.extensions_microbit_any, 'any']),
  ),
  menuShadow('microbit_menu_touchPins', fixedMenu('touchPins', ...names(['0', '1', '2']))),
];

function directions() {
  return [
    [m.extensions_microbit_front, 'front'],
    [m.extensions_microbit_back, 'back'],
    [m.extensions_microbit_left, 'left'],
    [m.extensions_microbit_right, 'right'],
  ] as const;
}

/** Scratch's own micro:bit extension: a micro:bit with our bridge, live. */
export const microbitLive: Category = {
  id: 'microbit',
  name: m.extensions_microbit_name,
  isExtension: true,
  blocks,
  toolbox: () => [
    'microbit_whenButtonPressed',
    'microbit_isButtonPressed',
    GAP,
    'microbit_whenGesture',
    GAP,
    'microbit_displaySymbol',
    'microbit_displayText',
    'microbit_displayClear',
    GAP,
    'microbit_whenTilted',
    'microbit_isTilted',
    'microbit_getTiltAngle',
    GAP,
    'microbit_whenPinConnected',
  ],
};
