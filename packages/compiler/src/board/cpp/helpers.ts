import type { Helper } from './helper.ts';
import { DEVICE_HELPERS } from './helper-devices.ts';
import { NUMBER_HELPERS } from './helper-numbers.ts';
import { TEXT_HELPERS } from './helper-texts.ts';

/** All of them, by the name that they are asked for with. */
export const HELPERS = { ...NUMBER_HELPERS, ...TEXT_HELPERS, ...DEVICE_HELPERS };

export type HelperName = keyof typeof HELPERS;

/** The list of numbers that sketches use; a type, so it stands at the top. */
export const LIST_TYPE = `// A list of numbers. Places count from 1; there is nothing outside of it.
template <int capacity> struct NumberList {
  float items[capacity];
  int length;

  // The place as a whole number, 0 when it is outside.
  int place(float index, int beyond) {
    index = floor(index);
    return index >= 1 && index <= length + beyond ? (int)index : 0;
  }
  float item(float index) {
    int i = place(index, 0);
    return i ? items[i - 1] : 0;
  }
  int find(float value) {
    for (int i = 0; i < length; i++) if (items[i] == value) return i + 1;
    return 0;
  }
  void replace(float index, float value) {
    int i = place(index, 0);
    if (i) items[i - 1] = value;
  }
  void insert(float value, float index) {
    int i = place(index, 1);
    if (!i || length == capacity) return;
    for (int k = length; k >= i; k--) items[k] = items[k - 1];
    items[i - 1] = value;
    length++;
  }
  void add(float value) {
    insert(value, length + 1);
  }
  void remove(float index) {
    int i = place(index, 0);
    if (!i) return;
    for (int k = i; k < length; k++) items[k - 1] = items[k];
    length--;
  }
};`;

/** How several scripts take turns; at the top, since macros have to be. */
export const TURNS = `// How several scripts take turns: each is a function that remembers the line where it gave way, and goes on there
// at its next turn ("protothreads"). It answers whether it has come to its end.
struct Turn {
  unsigned int step;
  unsigned long since, pause;
};
struct Script : Turn {
  bool running;
};
#define BEGIN switch (my.step) { case 0:
#define END } return true
#define GIVE_WAY do { my.step = __LINE__; return false; case __LINE__:; } while (0)
#define WAIT(seconds) do { my.since = millis(); my.pause = milliseconds(seconds); my.step = __LINE__; return false; \\
  case __LINE__: if (millis() - my.since < my.pause) return false; } while (0)
#define WAIT_UNTIL(condition) do { my.step = __LINE__; case __LINE__: if (!(condition)) return false; } while (0)
#define CALL(done) do { my.step = __LINE__; case __LINE__: if (!(done)) return false; } while (0)`;

/** Declarations and definitions of helpers and of what they need, in the order of the table. */
export function helperText(names: ReadonlySet<HelperName>): { declarations: string[]; definitions: string[] } {
  const all = new Set<string>();
  const add = (name: HelperName): void => {
    if (all.has(name)) return;
    all.add(name);
    (HELPERS[name] as Helper).needs?.forEach((needed) => add(needed as HelperName));
  };
  names.forEach(add);
  const used = Object.entries(HELPERS).filter(([name]) => all.has(name));
  return {
    declarations: used.flatMap(([, { declaration }]) => declaration.split('\n')),
    definitions: used.map(([, { body }]) => body),
  };
}

/** Names that the helpers and the sketch itself take, which a pupil's variable must not. */
export const HELPER_WORDS: readonly string[] = [
  ...Object.keys(HELPERS),
  ...'NumberList Turn Script BEGIN END GIVE_WAY WAIT WAIT_UNTIL CALL my start current startedAnew stopAll stopOthers'.split(
    ' ',
  ),
  ...'takeTurn lookAtInputs timerStart kept0 kept1 kept2 kept3 serialLine stripPin stripCount stripBegun stripBegin stripSet stripFill'.split(
    ' ',
  ),
  ...'stripShow lcdBegin lcdPrint lcdClear lcdSend lcdHalf becomes drop strip i j k'.split(' '),
];
