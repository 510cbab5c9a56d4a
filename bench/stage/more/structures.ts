/** Queues, heaps, stacks and programs in lists. `hand-written-structures.ts` has the same in JavaScript. */
import {
  arg,
  call,
  change,
  get,
  repeat,
  set,
  when,
  type TargetSpec,
} from '../../../test/stage/support/build-project.ts';
import {
  add,
  and,
  append,
  block,
  clear,
  div,
  eq,
  gt,
  ifElse,
  item,
  lt,
  math,
  mod,
  mul,
  not,
  or,
  put,
  remove,
  size,
  sub,
  until,
  warp,
} from './blocks.ts';

export const structures: Record<string, Record<string, TargetSpec>> = {
  // breadth-first search over a grid, the queue is a list: item 1, delete 1
  bfs: warp(
    'i c p n far steps',
    'queue dist cost',
    [
      clear('queue'),
      clear('dist'),
      repeat(400 * 400, append('dist', -1)),
      put('dist', 1, 0),
      append('queue', 1),
      set('steps', 0),
      set('far', 0),
      until(
        eq(size('queue'), 0),
        set('p', item('queue', 1)),
        remove('queue', 1),
        change('steps', 1),
        set('c', item('dist', get('p'))),
        when(gt(get('c'), get('far')), set('far', get('c'))),
        when(gt(mod(sub(get('p'), 1), 400), 0), call('visit %s', sub(get('p'), 1))),
        when(lt(mod(sub(get('p'), 1), 400), 399), call('visit %s', add(get('p'), 1))),
        when(gt(get('p'), 400), call('visit %s', sub(get('p'), 400))),
        call('visit %s', add(get('p'), 400)),
      ),
      set('out', add(mul(get('far'), 100000), get('steps'))),
    ],
    block(
      'visit %s',
      ['q'],
      when(
        and(eq(item('dist', arg('q')), -1), not(eq(mod(mul(arg('q'), arg('q')), 7), 2))),
        put('dist', arg('q'), add(get('c'), 1)),
        append('queue', arg('q')),
      ),
    ),
  ),
  // heap sort
  heapsort: warp(
    'r n i j k t s',
    'h',
    [
      clear('h'),
      set('r', 42),
      repeat(20000, set('r', mod(add(mul(get('r'), 1664525), 1013904223), 4294967296)), append('h', get('r'))),
      set('n', size('h')),
      set('k', math('floor', div(get('n'), 2))),
      repeat(get('k'), call('sift %s', get('k')), change('k', -1)),
      repeat(
        sub(size('h'), 1),
        set('t', item('h', 1)),
        put('h', 1, item('h', get('n'))),
        put('h', get('n'), get('t')),
        change('n', -1),
        call('sift %s', 1),
      ),
      set('s', 0),
      set('i', 1),
      repeat(size('h'), set('s', mod(add(mul(get('s'), 31), item('h', get('i'))), 1000003)), change('i', 1)),
      set('out', get('s')),
    ],
    block(
      'sift %s',
      ['from'],
      set('i', arg('from')),
      set('j', mul(2, get('i'))),
      until(
        gt(get('j'), get('n')),
        when(and(lt(get('j'), get('n')), lt(item('h', get('j')), item('h', add(get('j'), 1)))), change('j', 1)),
        ifElse(
          lt(item('h', get('i')), item('h', get('j'))),
          [
            set('t', item('h', get('i'))),
            put('h', get('i'), item('h', get('j'))),
            put('h', get('j'), get('t')),
            set('i', get('j')),
            set('j', mul(2, get('i'))),
          ],
          [set('j', add(get('n'), 1))],
        ),
      ),
    ),
  ),
  // reverse polish calculator over a list of tokens
  rpn: warp('i t a b s', 'tokens stack', [
    clear('tokens'),
    append('tokens', 3),
    append('tokens', 4),
    append('tokens', '+'),
    append('tokens', 5),
    append('tokens', '*'),
    append('tokens', 7),
    append('tokens', '-'),
    append('tokens', 2),
    append('tokens', '/'),
    set('s', 0),
    repeat(
      40000,
      clear('stack'),
      set('i', 1),
      repeat(
        size('tokens'),
        set('t', item('tokens', get('i'))),
        ifElse(
          or(or(eq(get('t'), '+'), eq(get('t'), '-')), or(eq(get('t'), '*'), eq(get('t'), '/'))),
          [
            set('b', item('stack', 'last')),
            remove('stack', 'last'),
            set('a', item('stack', 'last')),
            remove('stack', 'last'),
            ifElse(
              eq(get('t'), '+'),
              [append('stack', add(get('a'), get('b')))],
              [
                ifElse(
                  eq(get('t'), '-'),
                  [append('stack', sub(get('a'), get('b')))],
                  [
                    ifElse(
                      eq(get('t'), '*'),
                      [append('stack', mul(get('a'), get('b')))],
                      [append('stack', div(get('a'), get('b')))],
                    ),
                  ],
                ),
              ],
            ),
          ],
          [append('stack', get('t'))],
        ),
        change('i', 1),
      ),
      change('s', item('stack', 1)),
    ),
    set('out', get('s')),
  ]),
  // stack machine interpreter over lists
  machine: warp('pc op acc x loops', 'code data', [
    clear('code'),
    append('code', 'load'),
    append('code', 'add'),
    append('code', 'dec'),
    append('code', 'jump'),
    append('code', 'halt'),
    set('pc', 1),
    set('acc', 0),
    set('x', 300000),
    set('loops', 0),
    until(
      eq(get('pc'), 0),
      set('op', item('code', get('pc'))),
      change('loops', 1),
      ifElse(
        eq(get('op'), 'load'),
        [change('pc', 1)],
        [
          ifElse(
            eq(get('op'), 'add'),
            [set('acc', mod(add(get('acc'), get('x')), 65536)), change('pc', 1)],
            [
              ifElse(
                eq(get('op'), 'dec'),
                [change('x', -1), change('pc', 1)],
                [
                  ifElse(
                    eq(get('op'), 'jump'),
                    [ifElse(gt(get('x'), 0), [set('pc', 2)], [change('pc', 1)])],
                    [set('pc', 0)],
                  ),
                ],
              ),
            ],
          ),
        ],
      ),
    ),
    set('out', add(mul(get('acc'), 1000000), get('loops'))),
  ]),
};
