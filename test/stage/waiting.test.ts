import { compileProject, compileStepped } from '@paperkite/compiler';
import { describe, expect, it } from 'vitest';
import {
  b,
  broadcast,
  broadcastAndWait,
  buildProject,
  change,
  flag,
  forever,
  get,
  receive,
  repeat,
  say,
  set,
  stop,
  wait,
  when,
  op,
  type B,
  type Input,
} from './support/build-project.ts';
import { stageFor, started } from './support/run.ts';

/** Tells what happened without ending the frame, as saying would. */
const note = (value: Input): B =>
  set(
    'log',
    b('operator_join', { STRING1: get('log'), STRING2: b('operator_join', { STRING1: value, STRING2: ' ' }) }),
  );

describe('waiting (measured facts, section 1)', () => {
  it('9: wait gives way even for 0 seconds and lets the stage be drawn', () => {
    const stage = started({ Stage: { variables: { n: 0 }, scripts: [[flag, forever(change('n', 1), wait(0))]] } });
    stage.frames(4);
    expect(stage.runtime.variable('stage', 'n')).toBe(4);
  });

  it('9: wait lasts as long as it says', () => {
    const stage = started({ S: { scripts: [[flag, wait(0.5), say('now')]] } });
    stage.frames(15);
    expect(stage.said).toEqual([]);
    stage.frames(2);
    expect(stage.said).toEqual(['S: now']);
  });

  it('9: glide gives way first and goes straight from where it began; 0 seconds jump', () => {
    const glide = (seconds: number, x: number) => b('motion_glidesecstoxy', { SECS: seconds, X: x, Y: 0 });
    const stage = started({ S: { scripts: [[flag, glide(0, 10), glide(1, 110), say('there')]] } });
    const x = () => Math.round(Number(stage.runtime.attribute('sprite-S', 'x position')));
    stage.frames(1);
    expect(x()).toBe(10);
    stage.frames(15);
    expect(x()).toBe(60);
    stage.frames(16);
    expect(x()).toBe(110);
    expect(stage.said).toEqual(['S: there']);
  });

  it('10: whoever waits for a message goes on in the frame in which the last of its scripts ends', () => {
    const stage = started({
      A: { scripts: [[flag, broadcastAndWait('go'), say('done')]] },
      B: { scripts: [[receive('go'), wait(0.05)]] },
    });
    stage.frames(2);
    expect(stage.said).toEqual([]);
    stage.frames(1);
    expect(stage.said).toEqual(['A: done']);
  });

  // What runs at once in one kind of program takes its turns in the other.
  it.each<[string, B[][]]>([
    ['end at once', [[note(get('n'))], [change('n', 10)]]],
    ['are many and one gives way', [[note('first')], [repeat(2, change('n', 1)), note(get('n'))], [note('last')]]],
    ['wait', [[wait(0), note(get('n'))], [change('n', 1)]]],
    ['send on', [[broadcast('other'), note('sent')]]],
    ['send on and wait', [[broadcastAndWait('other'), note('sent')]]],
    ['send the message again', [[when(op('lt', get('n'), 40), broadcast('go')), note(get('n'))]]],
    ['move', [[b('motion_movesteps', { STEPS: 1 }), note(get('n'))]]],
    ['stop everything', [[when(op('gt', get('n'), 5), stop('all')), note(get('n'))], [note('too')]]],
    ['stop their sprite', [[stop('other scripts in sprite'), note(get('n'))], [note('too')]]],
    [
      'delete their clone',
      [[b('control_create_clone_of', { CLONE_OPTION: '_myself_' })], [b('control_delete_this_clone')]],
    ],
  ])('10: receivers that %s do so in the same frames and order in every kind of program', (_, receivers) => {
    const project = buildProject({
      Stage: { variables: { n: 0, log: '' } },
      A: {
        scripts: [
          [flag, repeat(12, change('n', 1), broadcastAndWait('go'), note('on'), broadcastAndWait('none')), note('end')],
          [receive('other'), change('n', 2), note('other')],
        ],
      },
      B: {
        scripts: [...receivers.map((body) => [receive('go'), ...body]), [b('control_start_as_clone'), note('clone')]],
      },
    });
    const [quick, slow] = [compileProject, (of: typeof project) => compileStepped(of, { debug: false })].map(
      (compile) => {
        const stage = stageFor(project, undefined, compile);
        const seen: unknown[] = [];
        stage.runtime.greenFlag();
        for (let frame = 0; frame < 40; frame++) {
          stage.frames(1);
          seen.push([stage.runtime.variable('stage', 'log'), stage.runtime.running]);
        }
        return seen;
      },
    );
    expect(quick).toEqual(slow);
  });
});
