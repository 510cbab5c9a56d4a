/** Texts letter by letter, words in lists, values of several kinds. `hand-written-texts.ts` has the same in JavaScript. */
import { change, get, repeat, set, when, type TargetSpec } from '../../../test/stage/support/build-project.ts';
import {
  add,
  append,
  clear,
  containsText,
  eq,
  gt,
  ifElse,
  item,
  join,
  lengthOf,
  letter,
  mod,
  mul,
  place,
  put,
  size,
  sub,
  warp,
} from './blocks.ts';

export const texts: Record<string, Record<string, TargetSpec>> = {
  // bubble sort of words
  wordsort: warp('i j r w t s', 'a', [
    clear('a'),
    set('r', 1),
    repeat(
      600,
      set('w', ''),
      repeat(
        5,
        set('r', mod(add(mul(get('r'), 75), 74), 65537)),
        set('w', join(get('w'), letter(add(mod(get('r'), 26), 1), 'abcdefghijklmnopqrstuvwxyz'))),
      ),
      append('a', get('w')),
    ),
    set('i', 1),
    repeat(
      599,
      set('j', 1),
      repeat(
        sub(600, get('i')),
        when(
          gt(item('a', get('j')), item('a', add(get('j'), 1))),
          set('t', item('a', get('j'))),
          put('a', get('j'), item('a', add(get('j'), 1))),
          put('a', add(get('j'), 1), get('t')),
        ),
        change('j', 1),
      ),
      change('i', 1),
    ),
    set('s', 0),
    set('i', 1),
    repeat(600, when(containsText(item('a', get('i')), 'e'), set('s', add(get('s'), get('i')))), change('i', 1)),
    set('out', get('s')),
  ]),
  // letters shifted by a key through a list of the alphabet
  caesar: warp('text code n k i s', 'alpha', [
    clear('alpha'),
    set('i', 1),
    repeat(26, append('alpha', letter(get('i'), 'abcdefghijklmnopqrstuvwxyz')), change('i', 1)),
    set('text', ''),
    repeat(3000, set('text', join(get('text'), 'the quick brown fox '))),
    set('code', ''),
    set('i', 1),
    repeat(
      lengthOf(get('text')),
      set('n', place('alpha', letter(get('i'), get('text')))),
      ifElse(
        eq(get('n'), 0),
        [set('code', join(get('code'), letter(get('i'), get('text'))))],
        [set('code', join(get('code'), item('alpha', add(mod(add(get('n'), 2), 26), 1))))],
      ),
      change('i', 1),
    ),
    set('s', 0),
    set('i', 1),
    repeat(
      lengthOf(get('code')),
      set('s', mod(add(mul(get('s'), 27), place('alpha', letter(get('i'), get('code')))), 1000003)),
      change('i', 1),
    ),
    set('out', get('s')),
  ]),
  // split a text at commas into a list, add the parts
  split: warp('text i part s n', 'parts', [
    set('text', ''),
    set('i', 0),
    repeat(3000, set('text', join(get('text'), join(mod(mul(get('i'), 37), 1000), ','))), change('i', 1)),
    set('s', 0),
    repeat(
      10,
      clear('parts'),
      set('part', ''),
      set('i', 1),
      repeat(
        lengthOf(get('text')),
        ifElse(
          eq(letter(get('i'), get('text')), ','),
          [append('parts', get('part')), set('part', '')],
          [set('part', join(get('part'), letter(get('i'), get('text'))))],
        ),
        change('i', 1),
      ),
      set('i', 1),
      repeat(size('parts'), change('s', item('parts', get('i'))), change('i', 1)),
    ),
    set('out', get('s')),
  ]),
  // a variable that is now a text and now a number
  mixed: warp('v i s', 'l', [
    clear('l'),
    set('i', 0),
    set('s', 0),
    repeat(
      30000,
      ifElse(
        eq(mod(get('i'), 3), 0),
        [set('v', join('n', get('i')))],
        [ifElse(eq(mod(get('i'), 3), 1), [set('v', get('i'))], [set('v', '')])],
      ),
      ifElse(
        eq(get('v'), ''),
        [change('s', 1)],
        [ifElse(gt(lengthOf(get('v')), 4), [change('s', 2)], [change('s', get('v'))])],
      ),
      append('l', get('v')),
      change('i', 1),
    ),
    set('i', 1),
    repeat(size('l'), change('s', item('l', get('i'))), change('i', 1)),
    set('out', get('s')),
  ]),
};
