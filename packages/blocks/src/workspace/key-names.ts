import * as Blockly from 'blockly/core';

const NAMED: Record<number, () => string> = {
  8: () => Blockly.Msg.BACKSPACE_KEY ?? 'Backspace',
  13: () => Blockly.Msg.ENTER_KEY ?? 'Enter',
  27: () => Blockly.Msg.ESCAPE ?? 'Esc',
  32: () => Blockly.Msg.SPACE_KEY ?? 'Space',
  33: () => Blockly.Msg.PAGE_UP_KEY ?? 'Page Up',
  34: () => Blockly.Msg.PAGE_DOWN_KEY ?? 'Page Down',
  35: () => Blockly.Msg.END_KEY ?? 'End',
  36: () => Blockly.Msg.HOME_KEY ?? 'Home',
  37: () => '←',
  38: () => '↑',
  39: () => '→',
  40: () => '↓',
  46: () => Blockly.Msg.DELETE_KEY ?? 'Delete',
  93: () => Blockly.Msg.CONTEXT_MENU_KEY ?? 'Menu',
  121: () => 'F10',
  191: () => '/',
};

const MODIFIERS: Record<string, () => string> = {
  Control: () => Blockly.Msg.CONTROL_KEY ?? 'Ctrl',
  Meta: () => '⌘',
  Alt: () => Blockly.Msg.ALT_KEY ?? 'Alt',
  Shift: () => Blockly.Msg.SHIFT_KEY ?? 'Shift',
};

/** The keys of one of Blockly's shortcut codes, such as `Control+Shift+90`, as people read them on the keyboard. */
export const keyNames = (code: string): string[] =>
  code.split('+').map((part) => {
    const number = Number(part);
    return Number.isNaN(number) ? (MODIFIERS[part]?.() ?? part) : (NAMED[number]?.() ?? String.fromCharCode(number));
  });
