import { describe, expect, it } from 'vitest';
import {
  arg,
  b,
  broadcast,
  broadcastAndWait,
  buildProject,
  call,
  change,
  define,
  flag,
  forever,
  get,
  op,
  receive,
  repeat,
  say,
  set,
  stop,
  wait,
  when,
  type B,
} from './support/build-project.ts';
import { sayings, stageFor, started } from './support/run.ts';

const cloneMyself = b('control_create_clone_of', { CLONE_OPTION: '_myself_' });
const whenCloned = b('control_start_as_clone');
const greaterThanTimer = (limit: number) =>
  b('event_whengreaterthan', { VALUE: limit }, { WHENGREATERTHANMENU: 'TIMER' });
const until = (condition: B, ...body: B[]) => b('control_repeat_until', { CONDITION: condition, SUBSTACK: body });
const waitUntil = (condition: B) => b('control_wait_until', { CONDITION: condition });

const countOf = (stage: ReturnType<typeof started>, name = 'n') => stage.runtime.variable('stage', name);

describe('order and time (measured facts, section 1)', () => {
  it('8: repeat rounds its count once', () => {
    const script = [
      flag,
      repeat(2.5, change('n', 1)),
      set('m', 4),
      repeat(get('m'), set('m', 1), change('n', 10)),
      say(get('n')),
    ];
    expect(sayings({ Stage: { variables: { n: 0, m: 0 } }, S: { scripts: [script] } })).toEqual(['43']);
  });

  it('8: for each counts with Number() and <, and looks at its limit before each pass', () => {
    const each = (limit: B | string, ...body: B[]) =>
      b('control_for_each', { VALUE: limit, SUBSTACK: body }, { VARIABLE: 'i' });
    const script = [
      flag,
      each('2.5', say(get('i'))),
      set('m', 3),
      each(get('m'), set('m', 2), say(get('i'))),
      each('x', say('no')),
    ];
    expect(sayings({ Stage: { variables: { i: 0, m: 0 } }, S: { scripts: [script] } })).toEqual([
      '1',
      '2',
      '3',
      '1',
      '2',
    ]);
  });

  it('8: a loop gives way at the end of each pass, also the last', () => {
    const one = [flag, repeat(2, say('a')), say('a end')];
    const two = [flag, repeat(2, say('b')), say('b end')];
    expect(sayings({ S: { scripts: [one, two] } })).toEqual(['a', 'b', 'a', 'b', 'a end', 'b end']);
  });

  it('8: loops go on within a frame until the stage changes', () => {
    const stage = started({
      Stage: { variables: { n: 0, shown: 0 }, scripts: [[flag, repeat(100, change('n', 1))]] },
    });
    stage.frames(1);
    expect(countOf(stage)).toBe(100);
    const moving = started({
      Stage: { variables: { n: 0 } },
      S: { scripts: [[flag, repeat(100, b('motion_changexby', { DX: 1 }), change('n', 1))]] },
    });
    moving.frames(3);
    expect(countOf(moving)).toBe(3);
    moving.runtime.setTurbo(true);
    moving.frames(1);
    expect(countOf(moving)).toBe(100);
  });

  it('8: without screen refresh a block runs through, and gives way after 500 ms', () => {
    const stage = started({
      Stage: { variables: { n: 0, other: 0 }, scripts: [[flag, forever(change('other', 1), wait(0))]] },
      S: {
        scripts: [
          [define('spin', { warp: true }), forever(change('n', 1))],
          [flag, call('spin')],
        ],
      },
    });
    // The clock moves by a millisecond whenever it is looked at.
    const now = stage.clock.now.bind(stage.clock);
    stage.clock.now = () => (stage.clock.advance(1), now());
    stage.frames(3);
    expect(Number(countOf(stage))).toBeGreaterThan(1000);
    // The spinning script leaves no time for a second round, so that the other needs a frame for each half of its pass.
    expect(countOf(stage, 'other')).toBe(2);
  });

  it('9: recursion with screen refresh gives way on each call', () => {
    const stage = started({
      Stage: { variables: { n: 0 } },
      S: {
        scripts: [
          [define('again'), change('n', 1), b('motion_changexby', { DX: 1 }), call('again')],
          [flag, call('again')],
        ],
      },
    });
    stage.frames(5);
    expect(countOf(stage)).toBe(5);
  });

  it('10: a broadcast ignores case and starts a running script again in its place', () => {
    const stage = started({
      A: { scripts: [[receive('Go'), say('a1'), wait(0), say('a2')]] },
      B: { scripts: [[receive('GO'), say('b1'), wait(0), say('b2')]] },
      C: { scripts: [[flag, broadcast('go'), wait(0), broadcast('gO')]] },
    });
    stage.finish();
    // Restarted before their turn, they begin anew; nobody ran twice, and the order stayed.
    expect(stage.said).toEqual(['B: b1', 'A: a1', 'B: b1', 'A: a1', 'B: b2', 'A: a2']);
  });

  it('10: broadcast and wait keeps its message and waits for the threads it started', () => {
    const script = [flag, set('m', 'first'), broadcastAndWait(get('m')), say('done')];
    const first = [receive('first'), set('m', 'second'), wait(0.1), say('first ran')];
    const second = [receive('second'), say('never')];
    expect(sayings({ Stage: { variables: { m: '' } }, S: { scripts: [script, first, second] } })).toEqual([
      'first ran',
      'done',
    ]);
  });

  it('11: starts hats of the front-most sprite first', () => {
    expect(
      sayings({
        Stage: { scripts: [[flag, say('stage')]] },
        Back: { scripts: [[flag, say('back')]] },
        Front: { scripts: [[flag, say('front')]] },
      }),
    ).toEqual(['front', 'back', 'stage']);
  });

  it('11: click hats restart; key hats do not', () => {
    const stage = stageFor(
      buildProject({
        S: {
          scripts: [
            [b('event_whenthisspriteclicked'), say('click'), wait(0.1), say('clicked')],
            [b('event_whenkeypressed', {}, { KEY_OPTION: 'space' }), say('key'), wait(0.1), say('pressed')],
          ],
        },
      }),
    );
    for (let i = 0; i < 2; i++) {
      stage.runtime.clickTarget('sprite-S');
      stage.runtime.keyPressed('space');
      stage.frames(1);
    }
    stage.finish();
    expect(stage.said.filter((line) => line.includes('cl'))).toEqual(['S: click', 'S: click', 'S: clicked']);
    expect(stage.said.filter((line) => !line.includes('cl'))).toEqual(['S: key', 'S: pressed']);
  });

  it('11: edge hats are looked at each frame before scripts run, and start on the rising edge', () => {
    const stage = started({
      Stage: { variables: { n: 0 }, scripts: [[greaterThanTimer(0.1), change('n', 1), b('sensing_resettimer')]] },
    });
    stage.frames(4);
    expect(countOf(stage)).toBe(0);
    stage.frames(2);
    expect(countOf(stage)).toBe(1);
    stage.frames(12);
    expect(Number(countOf(stage))).toBeGreaterThan(2);
  });

  it('11: clones copy what an edge hat saw', () => {
    const stage = started({
      S: {
        scripts: [
          [greaterThanTimer(0.1), say('edge')],
          [flag, wait(0.5), cloneMyself, wait(0.2)],
        ],
      },
    });
    stage.finish();
    stage.frames(5);
    expect(stage.said).toEqual(['S: edge']);
  });

  it('12: "this script" leaves the innermost procedure only', () => {
    const scripts = [
      [define('inner'), say('in'), stop('this script'), say('no')],
      [flag, call('inner'), say('out'), stop('this script'), say('no')],
    ];
    expect(sayings({ S: { scripts } })).toEqual(['in', 'out']);
  });

  it('12: "other scripts in sprite" spares the caller', () => {
    const scripts = [
      [flag, forever(wait(0))],
      [flag, wait(0.1), stop('other scripts in sprite'), say('still here')],
    ];
    expect(sayings({ S: { scripts } })).toEqual(['still here']);
  });

  it('12: "all" ends everything, also from inside a procedure, and deletes clones', () => {
    const stage = started({
      Stage: { variables: { n: 0 } },
      S: {
        scripts: [
          [define('end', { warp: true }), stop('all'), say('no')],
          [whenCloned, forever(change('n', 1), wait(0))],
          [flag, cloneMyself, wait(0.1), call('end'), say('no')],
        ],
      },
    });
    stage.finish();
    const before = countOf(stage);
    stage.frames(5);
    expect(stage.said).toEqual([]);
    expect(countOf(stage)).toBe(before);
  });

  it('13: makes 300 clones at most; a clone stands behind its original and copies its variables', () => {
    const stage = started({
      Stage: { variables: { n: 0 } },
      S: {
        variables: { mine: 0 },
        scripts: [
          [flag, set('mine', 5), repeat(400, cloneMyself), set('mine', 6)],
          [whenCloned, change('n', 1), when(op('equals', get('mine'), 6), change('n', 1000))],
        ],
      },
    });
    stage.finish();
    expect(countOf(stage)).toBe(300);
    const ordered = sayings({
      S: {
        variables: { who: 'original' },
        scripts: [
          [flag, cloneMyself, broadcast('go')],
          [whenCloned, set('who', 'clone')],
          [receive('go'), wait(0), say(get('who'))],
        ],
      },
    });
    expect(ordered).toEqual(['original', 'clone']);
  });

  it('13: deletes a clone with its scripts', () => {
    const scripts = [
      [flag, cloneMyself],
      [whenCloned, say('born'), b('control_delete_this_clone'), say('no')],
      [whenCloned, wait(0.1), say('no')],
    ];
    expect(sayings({ S: { scripts } })).toEqual(['born']);
  });

  it('14: the first definition wins, a missing one does nothing, missing inputs take defaults', () => {
    const scripts = [
      [define('p %s', { names: ['x'], defaults: ['default'] }), say(arg('x'))],
      [define('p %s', { names: ['x'] }), say('second')],
      [
        flag,
        call('p %s'),
        call('p %s', 'given'),
        call('missing'),
        say(b('operator_join', { STRING1: 'outside ', STRING2: arg('x') })),
      ],
    ];
    expect(sayings({ S: { scripts } })).toEqual(['default', 'given', 'outside 0']);
  });

  it('14: finds variables by id, then by name, then makes them', () => {
    const field = (id: string, value: string) => ({ VARIABLE: { id, value } });
    const read = (id: string, name: string) => b('data_variable', {}, field(id, name));
    const scripts = [
      [
        flag,
        say(read('var-a', 'renamed')),
        say(read('gone', 'a')),
        say(b('operator_join', { STRING1: read('gone', 'none'), STRING2: '!' })),
      ],
    ];
    expect(sayings({ Stage: { variables: { a: 'by id or name' } }, S: { scripts } })).toEqual([
      'by id or name',
      'by id or name',
      '0!',
    ]);
  });

  it('14: procedures can return a value, which ends them', () => {
    const scripts = [
      [
        define('double %s', { names: ['x'] }),
        b('procedures_return', { VALUE: op('multiply', arg('x'), 2) }),
        say('no'),
      ],
      [
        define('sum to %s', { names: ['n'], warp: true }),
        when(op('lt', arg('n'), 1), b('procedures_return', { VALUE: 0 })),
        b('procedures_return', { VALUE: op('add', arg('n'), call('sum to %s', op('subtract', arg('n'), 1))) }),
      ],
      [flag, say(call('double %s', 21)), say(call('sum to %s', 100))],
    ];
    expect(sayings({ S: { scripts } })).toEqual(['42', '5050']);
  });

  it('15: directions wrap to above -179 up to 180 and ignore what is not finite', () => {
    const point = (direction: B | number) => b('motion_pointindirection', { DIRECTION: direction });
    const direction = b('motion_direction');
    const infinite = op('divide', 1, 0);
    expect(
      sayings({
        S: { scripts: [[flag, ...[270, -180, 540, 181, infinite].flatMap((d) => [point(d), say(direction)])]] },
      }),
    ).toEqual(['-90', '180', '180', '-179', '-179']);
  });

  it('15: coordinates snap to whole numbers that are nearly reached', () => {
    const scripts = [
      [
        flag,
        b('motion_setx', { X: 0 }),
        repeat(10, b('motion_changexby', { DX: 0.1 })),
        say(b('operator_join', { STRING1: b('motion_xposition'), STRING2: '' })),
      ],
    ];
    expect(sayings({ S: { scripts } })).toEqual(['1']);
  });

  it('looks at wait-until in the frame in which somebody makes it true', () => {
    const stage = started({
      Stage: { variables: { ready: 0 } },
      A: { scripts: [[flag, b('motion_setx', { X: 0 }), set('ready', 1)]] },
      B: { scripts: [[flag, waitUntil(op('equals', get('ready'), 1)), say('go')]] },
    });
    // A's move asks for a frame to be drawn, so that B looks again in the next.
    stage.frames(2);
    expect(stage.said).toEqual(['B: go']);
  });

  it('ends a loop of conditions that nobody can change without using up the frame', () => {
    const stage = started({
      Stage: { variables: { n: 0 } },
      S: {
        scripts: [[flag, until(op('gt', get('n'), 0), when(b('sensing_mousedown'), change('n', 1))), say('pressed')]],
      },
    });
    stage.frames(3);
    expect(stage.said).toEqual([]);
    stage.input.mouseDown = true;
    stage.frames(1);
    expect(stage.said).toEqual(['S: pressed']);
  });

  it('asks one question at a time and remembers the answer', () => {
    const ask = (question: string) => b('sensing_askandwait', { QUESTION: question });
    const stage = started({
      Stage: { scripts: [[flag, ask('name?'), ask('age?')]] },
      S: { scripts: [[flag, wait(0.2), say(b('sensing_answer'))]] },
    });
    stage.frames(1);
    stage.runtime.answer('Lin');
    stage.frames(1);
    stage.runtime.answer('9');
    stage.finish();
    const questions = stage.events.flatMap((event) => (event.type === 'question' ? [event.text] : []));
    expect(questions).toEqual(['name?', null, 'age?', null]);
    expect(stage.said).toEqual(['S: 9']);
  });

  it('reports a failing script with its block and lets the others go on', () => {
    const stage = started({
      S: {
        scripts: [
          [define('deep', { warp: true }), call('deep'), say('no')],
          [flag, call('deep')],
          [flag, wait(0.1), say('alive')],
        ],
      },
    });
    stage.finish();
    expect(stage.said).toEqual(['S: alive']);
    expect(stage.events.filter((event) => event.type === 'error')).toHaveLength(1);
  });
});
