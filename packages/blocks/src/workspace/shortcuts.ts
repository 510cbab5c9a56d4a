import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import { keyNames } from './key-names.ts';
import { SEARCH_KIND } from './toolbox.ts';

/** One line of the help dialog. */
export interface Shortcut {
  /** Blockly's name for it. */
  name: string;
  /** What it does, in the language of now. */
  text: string;
  /** Each way to press it, key by key: `[['Ctrl', 'Z']]`. */
  keys: string[][];
}

/** Blockly has no words of its own for these. */
const ARROWS: Record<string, () => string> = {
  right: m.blocks_shortcut_right,
  left: m.blocks_shortcut_left,
  down: m.blocks_shortcut_down,
  up: m.blocks_shortcut_up,
};

const SEARCH_KEY = 'paperkite_search';

/** Adds the key for the search field; once for the page. */
export function registerShortcuts(): void {
  const { registry } = Blockly.ShortcutRegistry;
  if (registry.getRegistry()[SEARCH_KEY]) return;
  registry.register({
    name: SEARCH_KEY,
    keyCodes: [Blockly.utils.KeyCodes.SLASH],
    displayText: () => m.blocks_shortcut_search(),
    preconditionFn: (workspace) => !workspace.isDragging() && workspace.getToolbox() !== null,
    callback: (workspace, event) => {
      const field = workspace
        .getToolbox()
        ?.getToolboxItems()
        .find((item) => item.getId().startsWith(SEARCH_KIND));
      if (!field) return false;
      // The key itself must not be typed into the field.
      event.preventDefault();
      Blockly.getFocusManager().focusNode(field);
      return true;
    },
  });
}

/** Every key that the workspace answers to, for the help dialog. */
export function shortcuts(): Shortcut[] {
  return Object.values(Blockly.ShortcutRegistry.registry.getRegistry()).flatMap((shortcut) => {
    const { displayText, name } = shortcut;
    const text = ARROWS[name]?.() ?? (typeof displayText === 'function' ? displayText() : displayText);
    if (!text) return [];
    const keys = Blockly.ShortcutRegistry.registry.getKeyCodesByShortcutName(name).map(keyNames);
    return [{ name, text, keys }];
  });
}
