import type { Scalar } from '@paperkite/project';

const BY_CODE: Readonly<Record<number, string>> = {
  13: 'enter',
  27: 'escape',
  32: 'space',
  37: 'left arrow',
  38: 'up arrow',
  39: 'right arrow',
  40: 'down arrow',
};
const SPECIAL = new Set([
  'any',
  'space',
  'left arrow',
  'up arrow',
  'right arrow',
  'down arrow',
  'enter',
  'escape',
  'backspace',
  'delete',
  'shift',
  'caps lock',
  'scroll lock',
  'control',
  'insert',
  'home',
  'end',
  'page up',
  'page down',
]);

/** The name of a key that a block means: a key name, the first letter of a text, or a key code. Lower case. */
export function scratchKey(key: Scalar): string {
  if (typeof key === 'number') {
    if (key >= 48 && key <= 90) return String.fromCharCode(key).toLowerCase();
    const named = BY_CODE[key];
    if (named !== undefined) return named;
  }
  const name = String(key).toLowerCase();
  if (SPECIAL.has(name)) return name;
  const first = name.slice(0, 1);
  return first === ' ' ? 'space' : first;
}
