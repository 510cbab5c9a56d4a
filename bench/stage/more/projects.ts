/** Projects of kinds that pupils write, each leaving a number in `out`. `hand-written.ts` has the same in JavaScript. */
import {
  arg,
  broadcastAndWait,
  call,
  change,
  flag,
  forever,
  get,
  receive,
  repeat,
  set,
  stop,
  when,
  type B,
  type TargetSpec,
} from '../../../test/stage/support/build-project.ts';
import {
  add,
  append,
  block,
  clear,
  div,
  eq,
  gt,
  ifElse,
  item,
  join,
  lengthOf,
  letter,
  lt,
  math,
  mod,
  mul,
  or,
  place,
  put,
  size,
  sub,
  until,
  warp,
} from './blocks.ts';
import { kinds } from './kinds.ts';
import { structures } from './structures.ts';
import { texts } from './texts.ts';

export const projects: Record<string, Record<string, TargetSpec>> = {
  ...structures,
  ...texts,
  ...kinds,
  nbody: warp(
    'i j dx dy d step e',
    'x y vx vy m',
    [
      clear('x'),
      clear('y'),
      clear('vx'),
      clear('vy'),
      clear('m'),
      set('i', 1),
      repeat(
        8,
        append('x', mul(10, math('cos', mul(get('i'), 45)))),
        append('y', mul(8, math('sin', mul(get('i'), 45)))),
        append('vx', 0),
        append('vy', 0),
        append('m', add(1, div(get('i'), 10))),
        change('i', 1),
      ),
      repeat(2000, call('pull'), call('move')),
      set('e', 0),
      set('i', 1),
      repeat(8, change('e', mul(item('x', get('i')), item('y', get('i')))), change('i', 1)),
      set('out', math('floor', mul(get('e'), 1000))),
    ],
    block(
      'pull',
      [],
      set('i', 1),
      repeat(
        8,
        set('j', 1),
        repeat(8, when(lt(get('i'), get('j')), call('pair %s %s', get('i'), get('j'))), change('j', 1)),
        change('i', 1),
      ),
    ),
    block(
      'pair %s %s',
      ['a', 'b'],
      set('dx', sub(item('x', arg('b')), item('x', arg('a')))),
      set('dy', sub(item('y', arg('b')), item('y', arg('a')))),
      set('d', add(add(mul(get('dx'), get('dx')), mul(get('dy'), get('dy'))), 0.5)),
      set('step', div(0.01, mul(get('d'), math('sqrt', get('d'))))),
      put('vx', arg('a'), add(item('vx', arg('a')), mul(mul(get('dx'), item('m', arg('b'))), get('step')))),
      put('vy', arg('a'), add(item('vy', arg('a')), mul(mul(get('dy'), item('m', arg('b'))), get('step')))),
      put('vx', arg('b'), sub(item('vx', arg('b')), mul(mul(get('dx'), item('m', arg('a'))), get('step')))),
      put('vy', arg('b'), sub(item('vy', arg('b')), mul(mul(get('dy'), item('m', arg('a'))), get('step')))),
    ),
    block(
      'move',
      [],
      set('i', 1),
      repeat(
        8,
        put('x', get('i'), add(item('x', get('i')), mul(item('vx', get('i')), 0.01))),
        put('y', get('i'), add(item('y', get('i')), mul(item('vy', get('i')), 0.01))),
        change('i', 1),
      ),
    ),
  ),

  life: warp(
    'i x y n gen',
    'now next',
    [
      clear('now'),
      clear('next'),
      set('i', 0),
      repeat(64 * 64, append('now', ifRest(mod(mul(get('i'), get('i')), 7))), append('next', 0), change('i', 1)),
      repeat(40, call('generation')),
      set('i', 1),
      set('n', 0),
      repeat(64 * 64, change('n', mul(item('now', get('i')), mod(get('i'), 97))), change('i', 1)),
      set('out', get('n')),
    ],
    block(
      'generation',
      [],
      set('y', 0),
      repeat(
        64,
        set('x', 0),
        repeat(
          64,
          set('n', 0),
          call('count %s %s', sub(get('x'), 1), sub(get('y'), 1)),
          call('count %s %s', get('x'), sub(get('y'), 1)),
          call('count %s %s', add(get('x'), 1), sub(get('y'), 1)),
          call('count %s %s', sub(get('x'), 1), get('y')),
          call('count %s %s', add(get('x'), 1), get('y')),
          call('count %s %s', sub(get('x'), 1), add(get('y'), 1)),
          call('count %s %s', get('x'), add(get('y'), 1)),
          call('count %s %s', add(get('x'), 1), add(get('y'), 1)),
          set('i', add(add(mul(get('y'), 64), get('x')), 1)),
          ifElse(
            or(eq(get('n'), 3), eq(add(get('n'), item('now', get('i'))), 3)),
            [put('next', get('i'), 1)],
            [put('next', get('i'), 0)],
          ),
          change('x', 1),
        ),
        change('y', 1),
      ),
      set('i', 1),
      repeat(64 * 64, put('now', get('i'), item('next', get('i'))), change('i', 1)),
    ),
    block(
      'count %s %s',
      ['x', 'y'],
      change('n', item('now', add(add(mul(mod(arg('y'), 64), 64), mod(arg('x'), 64)), 1))),
    ),
  ),

  levenshtein: warp('a b i j cost best', 'row last', [
    set('a', ''),
    set('b', ''),
    set('i', 0),
    repeat(
      300,
      set('a', join(get('a'), letter(add(mod(mul(get('i'), 7), 11), 1), 'abcdefghijk'))),
      set('b', join(get('b'), letter(add(mod(mul(get('i'), 5), 9), 1), 'kjihgfedc'))),
      change('i', 1),
    ),
    clear('last'),
    set('j', 0),
    repeat(add(lengthOf(get('b')), 1), append('last', get('j')), change('j', 1)),
    set('i', 1),
    repeat(
      lengthOf(get('a')),
      clear('row'),
      append('row', get('i')),
      set('j', 1),
      repeat(
        lengthOf(get('b')),
        ifElse(eq(letter(get('i'), get('a')), letter(get('j'), get('b'))), [set('cost', 0)], [set('cost', 1)]),
        set('best', add(item('last', get('j')), get('cost'))),
        when(
          lt(add(item('last', add(get('j'), 1)), 1), get('best')),
          set('best', add(item('last', add(get('j'), 1)), 1)),
        ),
        when(lt(add(item('row', get('j')), 1), get('best')), set('best', add(item('row', get('j')), 1))),
        append('row', get('best')),
        change('j', 1),
      ),
      clear('last'),
      set('j', 1),
      repeat(size('row'), append('last', item('row', get('j'))), change('j', 1)),
      change('i', 1),
    ),
    set('out', add(mul(item('last', size('last')), 1000), item('last', 100))),
  ]),

  bubble: warp('i r swapped t n s', 'a', [
    clear('a'),
    set('r', 12345),
    repeat(
      700,
      set('r', mod(add(mul(get('r'), 1103515245), 12345), 2147483648)),
      append('a', mod(math('floor', div(get('r'), 65536)), 1000)),
    ),
    set('n', size('a')),
    set('swapped', 1),
    until(
      eq(get('swapped'), 0),
      set('swapped', 0),
      set('i', 1),
      repeat(
        sub(get('n'), 1),
        when(
          gt(item('a', get('i')), item('a', add(get('i'), 1))),
          set('t', item('a', get('i'))),
          put('a', get('i'), item('a', add(get('i'), 1))),
          put('a', add(get('i'), 1), get('t')),
          set('swapped', 1),
        ),
        change('i', 1),
      ),
      change('n', -1),
    ),
    set('s', 0),
    set('i', 1),
    repeat(size('a'), set('s', mod(add(mul(get('s'), 31), item('a', get('i'))), 1000003)), change('i', 1)),
    set('out', get('s')),
  ]),

  reverse: warp(
    'made n',
    'none',
    [
      set('n', 0),
      repeat(
        400,
        set('made', ''),
        call('reverse %s', 'the quick brown fox jumps over the lazy dog'),
        when(eq(letter(1, get('made')), 'g'), change('n', lengthOf(get('made')))),
      ),
      set('out', get('n')),
    ],
    block(
      'reverse %s',
      ['text'],
      when(
        gt(lengthOf(arg('text')), 0),
        call('tail %s %s %s', arg('text'), 2, ''),
        set('made', join(get('made'), letter(1, arg('text')))),
      ),
    ),
    block(
      'tail %s %s %s',
      ['text', 'from', 'part'],
      ifElse(
        gt(arg('from'), lengthOf(arg('text'))),
        [call('reverse %s', arg('part'))],
        [call('tail %s %s %s', arg('text'), add(arg('from'), 1), join(arg('part'), letter(arg('from'), arg('text'))))],
      ),
    ),
  ),

  hanoi: warp(
    'moves check',
    'none',
    [
      set('moves', 0),
      set('check', 0),
      call('hanoi %s %s %s %s', 16, 'left', 'right', 'middle'),
      set('out', add(mul(get('moves'), 10), get('check'))),
    ],
    block(
      'hanoi %s %s %s %s',
      ['n', 'from', 'to', 'by'],
      when(
        gt(arg('n'), 0),
        call('hanoi %s %s %s %s', sub(arg('n'), 1), arg('from'), arg('by'), arg('to')),
        change('moves', 1),
        when(eq(arg('to'), 'right'), set('check', mod(add(get('check'), arg('n')), 7))),
        call('hanoi %s %s %s %s', sub(arg('n'), 1), arg('by'), arg('to'), arg('from')),
      ),
    ),
  ),

  dictionary: warp('i k n s', 'keys counts', [
    clear('keys'),
    clear('counts'),
    set('i', 0),
    repeat(
      20000,
      set('k', join('key', mod(mul(get('i'), 7919), 400))),
      set('n', place('keys', get('k'))),
      ifElse(
        eq(get('n'), 0),
        [append('keys', get('k')), append('counts', 1)],
        [put('counts', get('n'), add(item('counts', get('n')), get('i')))],
      ),
      change('i', 1),
    ),
    set('s', 0),
    set('i', 1),
    repeat(size('keys'), set('s', mod(add(mul(get('s'), 3), item('counts', get('i'))), 1000003)), change('i', 1)),
    set('out', get('s')),
  ]),

  primes: {
    Stage: { variables: { out: 0, n: 0, i: 0, count: 0, prime: 0 } },
    S: {
      scripts: [
        [
          flag,
          set('n', 2),
          set('count', 0),
          repeat(3000, broadcastAndWait('check'), change('count', get('prime')), change('n', 1)),
          set('out', get('count')),
        ],
        [receive('check'), call('check')],
        block(
          'check',
          [],
          set('prime', 1),
          set('i', 2),
          until(
            or(gt(mul(get('i'), get('i')), get('n')), eq(get('prime'), 0)),
            when(eq(mod(get('n'), get('i')), 0), set('prime', 0)),
            change('i', 1),
          ),
        ),
      ],
    },
  },

  refreshed: {
    Stage: { variables: { out: 0, i: 0, s: 0 } },
    S: {
      scripts: [
        [
          flag,
          set('i', 0),
          set('s', 0),
          forever(
            change('i', 1),
            set('s', mod(add(get('s'), mul(get('i'), get('i'))), 65537)),
            when(gt(get('i'), 199999), set('out', get('s')), stop('this script')),
          ),
        ],
      ],
    },
  },
};

function ifRest(rest: B): B {
  // 1 for quadratic residues 0 and 1, else 0, without a branch.
  return math('floor', div(2, add(rest, 1)));
}
