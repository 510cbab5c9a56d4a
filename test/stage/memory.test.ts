import { compileProject, compileStepped, type CompiledProject } from '@paperkite/compiler';
import type { Project } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import {
  arg,
  b,
  buildProject,
  call,
  change,
  define,
  flag,
  forever,
  get,
  op,
  repeat,
  set,
  when,
  type B,
  type Input,
  type TargetSpec,
} from './support/build-project.ts';
import { stageFor } from './support/run.ts';

const join = (x: Input, y: Input): B => b('operator_join', { STRING1: x, STRING2: y });
const add = (list: string, item: Input): B => b('data_addtolist', { ITEM: item }, { LIST: list });
const insert = (list: string, item: Input): B => b('data_insertatlist', { INDEX: 1, ITEM: item }, { LIST: list });
const clone = b('control_create_clone_of', { CLONE_OPTION: '_myself_' });

/** A procedure without screen refresh that does this, and a script that calls it. */
const atOnce = (...body: B[]): B[][] => [
  [define('fill', { warp: true }), ...body],
  [flag, call('fill')],
];

/** Runs so many frames beside a script that counts them; answers the errors and whether that script was stopped, too. */
function outcome(
  sprite: TargetSpec,
  frames = 40,
  compile: (project: Project) => CompiledProject = compileProject,
): { errors: string[]; stopped: boolean } {
  const project = buildProject({
    Stage: { variables: { ticks: 0 }, scripts: [[flag, forever(change('ticks', 1))]] },
    S: sprite,
  });
  const stage = stageFor(project, undefined, compile);
  // How much can be filled before somebody looks is a matter of time.
  const began = stage.clock.now() - performance.now();
  stage.clock.now = () => began + performance.now();
  stage.runtime.greenFlag();
  for (let frame = 0; frame < frames && stage.runtime.running; frame++) stage.runtime.step();
  return {
    errors: stage.events.flatMap((event) => (event.type === 'error' ? [event.message] : [])),
    stopped: !stage.runtime.running,
  };
}

const ENDED = { errors: ['out_of_memory'], stopped: true };

describe('a project that would fill the memory is stopped, with all its scripts, and says why', () => {
  const text = { variables: { t: 'xy', n: 0 } };
  const grow = set('t', join(get('t'), '+'));
  it.each<[string, TargetSpec]>([
    ['a text that doubles', { ...text, scripts: atOnce(repeat(40, set('t', join(get('t'), get('t'))))) }],
    [
      'a text that doubles from call to call',
      {
        ...text,
        scripts: [
          [define('deeper %s', { names: ['p'], warp: true }), call('deeper %s', join(arg('p'), arg('p')))],
          [flag, call('deeper %s', get('t'))],
        ],
      },
    ],
    ['a text that grows by a letter at a time', { ...text, scripts: atOnce(repeat(1e9, grow)) }],
    [
      'a list of ever longer texts',
      { ...text, lists: { l: [] }, scripts: atOnce(repeat(1e9, grow, grow, add('l', get('t')))) },
    ],
    [
      'a list of long texts put in front',
      {
        variables: { t: 'x'.repeat(50_000) },
        lists: { l: [] },
        scripts: atOnce(repeat(1e9, insert('l', join(get('t'), 1)))),
      },
    ],
    [
      'clones with long lists',
      {
        lists: { l: Array<number>(200_000).fill(7) },
        scripts: atOnce(repeat(300, clone)),
      },
    ],
  ])('%s', (_, sprite) => {
    expect(outcome(sprite)).toEqual(ENDED);
  });

  it('once it was stopped it can be started again', () => {
    const stage = stageFor(
      buildProject({
        S: {
          variables: { t: '', times: 8 },
          scripts: [
            [flag, set('t', 'xy'), repeat(get('times'), set('t', join(get('t'), get('t')))), change('times', 40)],
          ],
        },
      }),
    );
    stage.runtime.greenFlag();
    stage.finish();
    stage.runtime.greenFlag();
    stage.finish();
    expect(stage.events.some((event) => event.type === 'error' && event.message === 'out_of_memory')).toBe(true);
    expect(stage.runtime.setVariable('var-times', 3)).toBe(true);
    stage.events.length = 0;
    stage.runtime.greenFlag();
    stage.finish();
    expect(stage.events.filter(({ type }) => type === 'error')).toEqual([]);
    expect(String(stage.runtime.variable('sprite-S', 't'))).toHaveLength(16);
  });

  it('what is merely large goes on: a text of a million letters, lists of 200,000 items', () => {
    const sprite: TargetSpec = {
      variables: { t: '', n: 0 },
      lists: { l: [], m: [] },
      scripts: atOnce(
        repeat(1_000_000, set('t', join(get('t'), op('mod', get('n'), 10))), change('n', 1)),
        repeat(300_000, add('l', get('n')), add('m', join('item number ', get('n'))), change('n', 1)),
      ),
    };
    expect(outcome(sprite, 4)).toEqual({ errors: [], stopped: false });
  });
});

describe('what calls of a program for debugging hold counts as well', () => {
  const debug = (project: Project) => compileStepped(project, { debug: true });
  /** How many frames pass until the end is a matter of the machine. */
  const ANY = 1_000_000;
  const letter = (text: Input): B => b('operator_letter_of', { LETTER: 1, STRING: text });
  /** A procedure that calls itself; `u` is there to look into texts with, so that their letters are put to one place. */
  const deeper = (warp: boolean, length: number, ...body: B[]): TargetSpec => ({
    variables: { t: 'x'.repeat(length), u: '', n: 0 },
    scripts: [
      [define('deeper %s', { names: ['p'], warp }), ...body],
      [flag, call('deeper %s', get('t'))],
    ],
  });
  const longer = call('deeper %s', join(arg('p'), get('t')));
  const look = set('u', letter(arg('p')));

  it.each([true, false])('without end, with ever longer texts (without screen refresh: %s)', (warp) => {
    expect(outcome(deeper(warp, 5000, look, longer), ANY, debug)).toEqual(ENDED);
    expect(outcome(deeper(warp, 5000, look, longer, longer), ANY, debug)).toEqual(ENDED);
  });

  it.each([true, false])('without end, with ever other texts (without screen refresh: %s)', (warp) => {
    const other = call('deeper %s', join(get('t'), get('n')));
    expect(outcome(deeper(warp, 500_000, look, change('n', 1), other), ANY, debug)).toEqual(ENDED);
  });

  it.each([true, false])(
    'but not once more for each that hands on the same text (without screen refresh: %s)',
    (warp) => {
      const sprite = deeper(
        warp,
        500_000,
        look,
        change('n', 1),
        when(op('lt', get('n'), 5000), call('deeper %s', arg('p'))),
        // At the bottom so much comes and goes that all must be counted.
        when(
          op('equals', get('n'), 5000),
          repeat(300, add('l', join(get('t'), get('n'))), b('data_deletealloflist', {}, { LIST: 'l' })),
          change('n', 1),
        ),
      );
      const stage = stageFor(buildProject({ S: { ...sprite, lists: { l: [] } } }), undefined, debug);
      stage.runtime.greenFlag();
      stage.finish();
      expect(stage.runtime.variable('sprite-S', 'n')).toBe(5001);
      expect(stage.events.filter(({ type }) => type === 'error')).toEqual([]);
    },
  );
});
