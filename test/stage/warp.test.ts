import { describe, expect, it } from 'vitest';
import {
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
  wait,
  when,
} from './support/build-project.ts';
import { stageFor } from './support/run.ts';

describe('without screen refresh', () => {
  it.each([
    ['called in a loop', [repeat(3, call('spin'))]],
    ['called by a block', [call('spin'), call('spin')]],
    ['called by itself', [when(op('gt', 5, get('depth')), change('depth', 1), repeat(2, call('outer'))), call('spin')]],
  ])('a loop without an end gives way after 500 ms (measured facts, section 1.8) in a block %s', (_, outer) => {
    const stage = stageFor(
      buildProject({
        Stage: { variables: { n: 0, depth: 0, other: 0 }, scripts: [[flag, forever(change('other', 1), wait(0))]] },
        S: {
          scripts: [
            [define('outer', { warp: true }), ...outer],
            [
              define('spin', { warp: true }),
              b('control_repeat_until', { CONDITION: op('gt', 0, 1), SUBSTACK: [change('n', 1)] }),
            ],
            [flag, call('outer')],
          ],
        },
      }),
    );
    stage.runtime.greenFlag();
    const count = (name: string): unknown => stage.runtime.variable('stage', name);
    const now = stage.clock.now.bind(stage.clock);
    stage.clock.now = () => (stage.clock.advance(300), now());
    stage.frames(3);
    expect(Number(count('n'))).toBeGreaterThan(1000);
    expect(count('other')).toBe(2);
  });
});
