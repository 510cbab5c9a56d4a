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
function outcome(sprite: TargetSpec, frames = 40): { errors: string[]; stopped: boolean } {
  const stage = stageFor(
    buildProject({
      Stage: { variables: { ticks: 0 }, scripts: [[flag, forever(change('ticks', 1))]] },
      S: sprite,
    }),
  );
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
