import { describe, expect, it } from 'vitest';
import { Keyboard, keyName } from './keys.ts';
import { StageInput } from './stage-input.ts';

describe('keys', () => {
  it.each([
    [' ', 'Space', 'space'],
    ['ArrowUp', 'ArrowUp', 'up arrow'],
    ['Enter', 'Enter', 'enter'],
    ['A', 'KeyA', 'a'],
    ['!', 'Digit1', '!'],
    ['ф', 'KeyA', 'a'],
    ['Process', 'KeyQ', 'q'],
    ['F5', 'F5', null],
    ['Alt', 'AltLeft', null],
  ])('names %s (%s) as %s', (key, code, name) => {
    expect(keyName({ key, code })).toBe(name);
  });

  it('lets a key go under the name it went down with, whatever Shift did', () => {
    const input = new StageInput();
    const keyboard = new Keyboard((name, down) => input.key(name, down));
    keyboard.down({ key: '1', code: 'Digit1' });
    keyboard.up({ key: '!', code: 'Digit1' });
    expect(input.anyKeyDown()).toBe(false);
  });

  it('shows projects whole coordinates on the stage', () => {
    const input = new StageInput();
    input.pointer(300, -17.6, true);
    expect([input.mouseX, input.mouseY, input.mouseDown]).toEqual([240, -18, true]);
  });
});
