import { m } from '@paperkite/i18n';
import type { MenuOption } from '../../spec.ts';

/** Keys that scripts can ask for; values as in Scratch's files. */
export const keys: readonly MenuOption[] = [
  [m.blocks_option_key_space, 'space'],
  [m.blocks_option_key_up, 'up arrow'],
  [m.blocks_option_key_down, 'down arrow'],
  [m.blocks_option_key_right, 'right arrow'],
  [m.blocks_option_key_left, 'left arrow'],
  [m.blocks_option_key_enter, 'enter'],
  [m.blocks_option_key_any, 'any'],
  ...Array.from('abcdefghijklmnopqrstuvwxyz0123456789', (key): MenuOption => [key, key]),
];
