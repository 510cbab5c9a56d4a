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

  it('knows every key that a block can name', () => {
    const input = new StageInput();
    const keyboard = new Keyboard((name, down) => input.key(name, down));
    const press = (key: string, code: string, asked: string): void => {
      expect(input.isKeyDown('any')).toBe(false);
      keyboard.down({ key, code });
      expect([asked, input.isKeyDown(asked), input.isKeyDown('any')]).toEqual([asked, true, true]);
      keyboard.up({ key, code });
      expect(input.isKeyDown(asked)).toBe(false);
    };
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      press(letter, `Key${letter.toUpperCase()}`, letter);
      press(letter.toUpperCase(), `Key${letter.toUpperCase()}`, letter);
    }
    for (const digit of '0123456789') {
      press(digit, `Digit${digit}`, digit);
      press(digit, `Numpad${digit}`, digit);
    }
    for (const side of ['Up', 'Down', 'Left', 'Right'])
      press(`Arrow${side}`, `Arrow${side}`, `${side.toLowerCase()} arrow`);
    press(' ', 'Space', 'space');
    press('Enter', 'Enter', 'enter');
    press('Enter', 'NumpadEnter', 'enter');
    // On keyboards of other scripts and countries the place of the key tells.
    press('я', 'KeyZ', 'z');
    press('ا', 'KeyH', 'h');
    press('é', 'Digit2', '2');
    press('ß', 'Minus', 'ß');
  });

  it('lets everything go with a Mac’s Command key, which swallows what is let go before it', () => {
    const input = new StageInput();
    const keyboard = new Keyboard((name, down) => input.key(name, down));
    keyboard.down({ key: 'a', code: 'KeyA' });
    keyboard.up({ key: 'Meta', code: 'MetaLeft' });
    expect(input.anyKeyDown()).toBe(false);
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
