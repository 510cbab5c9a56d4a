import { unwrap } from '@paperkite/kernel';
import { importSb3 } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import { sb3File } from '../../packages/project/test/sb3-file.ts';
import { b, call, change, define, flag, forever, get, op, say, wait, type Input } from './support/build-project.ts';
import { flatRenderer } from './support/flat-renderer.ts';
import { sayings, stageFor, started, valuesOf } from './support/run.ts';

describe('values (measured facts, section 1)', () => {
  it('4: tangents have no end at a right angle, whichever way round it is reached', () => {
    const tan = (degrees: number) => b('operator_mathop', { NUM: degrees }, { OPERATOR: 'tan' });
    expect(valuesOf([90, -270, 450, 270, -90].map(tan))).toEqual([
      'Infinity',
      'Infinity',
      'Infinity',
      '-Infinity',
      '-Infinity',
    ]);
  });

  const length = b('data_lengthoflist', {}, { LIST: 'l' });
  const item = (index: Input) => b('data_itemoflist', { INDEX: index }, { LIST: 'l' });
  const insert = (index: Input, value: Input) => b('data_insertatlist', { INDEX: index, ITEM: value }, { LIST: 'l' });

  it('7: "all" is a place for deleting only', () => {
    const replace = b('data_replaceitemoflist', { INDEX: 'all', ITEM: 'x' }, { LIST: 'l' });
    const before = b('operator_join', { STRING1: 'item ', STRING2: item('all') });
    const script = [flag, say(before), insert('all', 'x'), replace, say(b('data_listcontents', {}, { LIST: 'l' }))];
    expect(sayings({ S: { lists: { l: ['a', 'b'] }, scripts: [script] } })).toEqual(['item ', 'ab']);
  });

  it('7: inserting into a full list takes its last item away; behind the last there is no place', () => {
    const l = Array.from({ length: 200_000 }, (_, i) => i + 1);
    const script = [
      flag,
      ...[insert('last', 'no'), insert(200_001, 'no'), say(item('last'))],
      ...[insert(1, 'new'), say(length), say(item(1)), say(item(2)), say(item('last'))],
      ...[insert(200_000, 'end'), say(length), say(item('last')), say(item(199_999))],
    ];
    expect(sayings({ S: { lists: { l }, scripts: [script] } })).toEqual(
      [200_000, 200_000, 'new', 1, 199_999, 200_000, 'end', 199_998].map(String),
    );
  });
});

describe('order and time (measured facts, section 1)', () => {
  it.each([30, 60])('8: scripts may use three quarters of a frame, at %d frames a second', (rate) => {
    const stage = started({ Stage: { variables: { n: 0 }, scripts: [[flag, forever(change('n', 1))]] } });
    stage.runtime.setFrameRate(rate);
    // The clock moves by half a millisecond whenever it is looked at.
    const now = stage.clock.now.bind(stage.clock);
    stage.clock.now = () => (stage.clock.advance(0.5), now());
    const begun = now();
    stage.runtime.step();
    const share = (now() - begun) / (1000 / rate);
    expect(share).toBeGreaterThanOrEqual(0.75);
    // A few looks more at the most.
    expect(share).toBeLessThan(0.75 + (2.5 * rate) / 1000);
    expect(Number(stage.runtime.variable('stage', 'n'))).toBeGreaterThan(10);
  });

  it('9: recursion by way of another block gives way on each call', () => {
    const move = b('motion_changexby', { DX: 1 });
    const stage = started({
      Stage: { variables: { n: 0 } },
      S: {
        scripts: [
          [define('a'), move, change('n', 1), call('b')],
          [define('b'), move, change('n', 10), call('a')],
          [flag, call('a')],
        ],
      },
    });
    const seen = [1, 2, 3, 4, 5].map(() => {
      stage.frames(1);
      return Number(stage.runtime.variable('stage', 'n'));
    });
    // Once they go round, each frame is one call, of one block and the other in turn.
    const added = seen.slice(1).map((n, i) => n - seen[i]!);
    expect([added.slice(0, 2).sort(), added.slice(2).sort()]).toEqual([
      [1, 10],
      [1, 10],
    ]);
  });

  const texts = ({ said }: { said: string[] }): string[] => said.map((line) => line.slice(3));

  it('11: flag and backdrop hats restart a running script', () => {
    const flagged = started({ S: { scripts: [[flag, say('begin'), wait(0.1), say('end')]] } });
    flagged.frames(1);
    flagged.runtime.greenFlag();
    flagged.finish();
    expect(texts(flagged)).toEqual(['begin', 'begin', 'end']);

    const toNight = b('looks_switchbackdropto', { BACKDROP: 'night' });
    const switched = started({
      Stage: { costumes: ['day', 'night'] },
      S: {
        scripts: [
          [b('event_whenbackdropswitchesto', {}, { BACKDROP: 'night' }), say('begin'), wait(0.2), say('end')],
          [flag, toNight, wait(0.1), toNight],
        ],
      },
    });
    switched.finish();
    expect(texts(switched)).toEqual(['begin', 'begin', 'end']);
  });

  it('11: the hat of clones does not restart in a clone that makes another', () => {
    const clone = b('control_create_clone_of', { CLONE_OPTION: '_myself_' });
    const once = b('control_if', { CONDITION: op('lt', get('made'), 2), SUBSTACK: [change('made', 1), clone] });
    const stage = started({
      Stage: { variables: { made: 0 } },
      S: {
        scripts: [
          [flag, once],
          [b('control_start_as_clone'), say('born'), once, wait(0.1), say('grown')],
        ],
      },
    });
    stage.finish();
    expect(texts(stage)).toEqual(['born', 'born', 'grown', 'grown']);
  });

  it('11: the hat of measurements does not restart a running script', () => {
    const over = b('event_whengreaterthan', { VALUE: 0.1 }, { WHENGREATERTHANMENU: 'TIMER' });
    const stage = started({
      S: { scripts: [[over, say('begin'), b('sensing_resettimer'), wait(0.3), say('end')]] },
    });
    stage.frames(20);
    expect(texts(stage)).toEqual(['begin', 'end']);
  });

  it('11: the touching hat starts when sprites meet, does not restart, and waits until they have parted', () => {
    const toX = (x: number) => b('motion_setx', { X: x });
    const stage = started(
      {
        A: {
          scripts: [[b('event_whentouchingobject', { TOUCHINGOBJECTMENU: 'B' }), say('begin'), wait(0.4), say('end')]],
        },
        B: {
          scripts: [
            // Away, there, away and there again while the script runs, and once more after it.
            [flag, toX(100), ...[0, 100, 0].flatMap((x) => [wait(0.1), toX(x)]), wait(0.5), say('parts'), toX(100)],
            [flag, wait(1.2), toX(0)],
          ],
        },
      },
      flatRenderer(10, 10, 10),
    );
    stage.frames(60);
    expect(texts(stage)).toEqual(['begin', 'end', 'parts', 'begin', 'end']);
  });

  it('14: a variable that nobody has is made in the sprite that names it', () => {
    const field = { VARIABLE: { id: 'gone', value: 'none' } };
    const assign = b('data_setvariableto', { VALUE: 5 }, field);
    const read = b('operator_join', { STRING1: '=', STRING2: b('data_variable', {}, field) });
    const stage = started({
      S: { scripts: [[flag, assign, say(read)]] },
      T: { scripts: [[flag, wait(0.1), say(read)]] },
    });
    stage.finish();
    expect(stage.said).toEqual(['S: =5', 'T: =0']);
    expect(stage.runtime.variable('stage', 'none')).toBeUndefined();
  });

  it.each([
    // 5 units at least unless the picture is smaller, and one and a half stages at most.
    [100, 50, '10', '720'],
    [2, 2, '100', '27000'],
    [480, 360, '1', '150'],
  ])('15: keeps the size of a picture of %d by %d in its limits', (width, height, smallest, largest) => {
    const setSize = (size: number) => b('looks_setsizeto', { SIZE: size });
    const stage = started(
      {
        S: { scripts: [[flag, ...[0, -50, 1e9, 120].flatMap((size) => [setSize(size), say(b('looks_size'))])]] },
      },
      flatRenderer(width, height, 2),
    );
    stage.finish();
    expect(texts(stage).slice(0, 3)).toEqual([smallest, smallest, largest]);
    expect(texts(stage)[3]).toBe('120');
  });

  it('16: reads inputs with short arrays, covered shadows, "warp" and lists of arguments as JSON in text', async () => {
    const at = { shadow: false, topLevel: false, fields: {}, inputs: {} };
    const counted = (warp: string) => ({
      hat: { ...at, opcode: 'event_whenflagclicked', topLevel: true, x: 0, y: 0, next: 'call', parent: null },
      call: {
        ...at,
        opcode: 'procedures_call',
        parent: 'hat',
        next: null,
        // Covers what was typed in with a variable.
        inputs: { one: [3, [12, 'start', 'v1'], [10, 'covered']] },
        mutation: { tagName: 'mutation', children: [], proccode: 'count %s', argumentids: '["one"]', warp },
      },
      define: {
        ...at,
        opcode: 'procedures_definition',
        topLevel: true,
        parent: null,
        next: 'set',
        inputs: { custom_block: [1, 'prototype'] },
      },
      prototype: {
        ...at,
        opcode: 'procedures_prototype',
        shadow: true,
        parent: 'define',
        next: null,
        mutation: {
          tagName: 'mutation',
          children: [],
          proccode: 'count %s',
          argumentids: '["one"]',
          argumentnames: '["from"]',
          argumentdefaults: '[""]',
          warp,
        },
      },
      set: {
        ...at,
        opcode: 'data_setvariableto',
        parent: 'define',
        next: 'repeat',
        inputs: { VALUE: [2, 'from'] },
        fields: { VARIABLE: ['n', 'v2'] },
      },
      from: {
        ...at,
        opcode: 'argument_reporter_string_number',
        parent: 'set',
        next: null,
        fields: { VALUE: ['from', null] },
      },
      repeat: {
        ...at,
        opcode: 'control_repeat',
        parent: 'set',
        next: null,
        inputs: { TIMES: [1, [6, '5']], SUBSTACK: [2, 'move'] },
      },
      move: { ...at, opcode: 'motion_changexby', parent: 'repeat', next: 'change', inputs: { DX: [1, [4, '1']] } },
      change: {
        ...at,
        opcode: 'data_changevariableby',
        parent: 'move',
        next: null,
        inputs: { VALUE: [1, [4, '0x10']] },
        fields: { VARIABLE: ['n', 'v2'] },
      },
    });
    const after = async (warp: string): Promise<unknown> => {
      const file = sb3File({ blocks: counted(warp), sprite: { variables: { v1: ['start', 100], v2: ['n', 0] } } });
      const { project } = unwrap(await importSb3(file));
      const stage = stageFor(project);
      stage.runtime.greenFlag();
      stage.frames(1);
      return stage.runtime.variable(project.targets[1]!.id, 'n');
    };
    expect([await after('true'), await after('false')]).toEqual([180, 116]);
  });
});
