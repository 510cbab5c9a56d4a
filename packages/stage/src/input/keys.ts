/** Keys by Scratch's names, from the browser's keyboard events. */

/** Scratch's own names and those that its players have added since. */
const NAMED: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowUp: 'up arrow',
  ArrowDown: 'down arrow',
  ArrowLeft: 'left arrow',
  ArrowRight: 'right arrow',
  Enter: 'enter',
  Backspace: 'backspace',
  Delete: 'delete',
  Shift: 'shift',
  CapsLock: 'caps lock',
  ScrollLock: 'scroll lock',
  Control: 'control',
  Escape: 'escape',
  Insert: 'insert',
  Home: 'home',
  End: 'end',
  PageUp: 'page up',
  PageDown: 'page down',
};

/** What a keyboard event means to a project, or null for keys that have no name there (Alt, F5, ...). */
export function keyName({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
  const named = NAMED[key];
  if (named) return named;
  // An input method or another script hides which letter was pressed; the key's place on the keyboard still tells.
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  if (place && (key === 'Process' || key === 'Unidentified' || key === 'Dead')) return place.toLowerCase();
  if ([...key].length !== 1) return null;
  return key > '\u007f' && place ? place.toLowerCase() : key.toLowerCase();
}

/** Keys that would scroll the frame or leave it, were they not the project's. */
export const isClaimed = (name: string): boolean =>
  name === 'space' || name.endsWith(' arrow') || name.startsWith('page ');

/**
 * Turns key events into "down" and "up" by name. A key is let go under the name it went down with, whatever Shift did
 * in between.
 */
export class Keyboard {
  readonly #down = new Map<string, string>();
  readonly #onKey: (name: string, down: boolean) => void;

  constructor(onKey: (name: string, down: boolean) => void) {
    this.#onKey = onKey;
  }

  /** Repeats are passed on: "when key pressed" starts again while a key is held. */
  down(event: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
    const name = keyName(event);
    if (!name) return null;
    this.#down.set(event.code || name, name);
    this.#onKey(name, true);
    return name;
  }

  up(event: Pick<KeyboardEvent, 'key' | 'code'>): void {
    if (event.key === 'Meta') return this.#upAll();
    const name = this.#down.get(event.code) ?? keyName(event);
    if (!name) return;
    this.#down.delete(event.code || name);
    this.#onKey(name, false);
  }

  /** A Mac does not tell which keys are let go while Command is held. */
  #upAll(): void {
    for (const name of this.#down.values()) this.#onKey(name, false);
    this.#down.clear();
  }

  /** The focus left: nobody will tell which keys are let go elsewhere. */
  letGo(): void {
    this.#down.clear();
  }
}
