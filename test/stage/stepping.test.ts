import { compileStepped } from '@paperkite/compiler';
import { seededRandom } from '@paperkite/kernel';
import type { Project, Scalar } from '@paperkite/project';
import type { StepKind } from '@paperkite/stage';
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
  say,
  set,
  wait,
  when,
  type B,
  type TargetSpec,
} from './support/build-project.ts';
import { stageFor, type TestStage } from './support/run.ts';

const debug = (project: Project) => compileStepped(project, { debug: true });
const stage = (targets: Record<string, TargetSpec>): { project: Project; stage: TestStage } => {
  const project = buildProject(targets);
  return { project, stage: stageFor(project, undefined, debug) };
};
const none = { breakpoints: [], slowMs: 0, profile: false, console: false };

/** The first block with this opcode (and this value in a shadow below it). */
function blockOf(project: Project, opcode: string, value?: Scalar): { target: string; block: string } {
  for (const target of project.targets) {
    for (const { id, opcode: own } of Object.values(target.blocks)) {
      const holds = Object.values(target.blocks).some(
        ({ at, fields }) => 'parent' in at && at.parent === id && fields.TEXT?.value === value,
      );
      if (own === opcode && (value === undefined || holds)) return { target: target.id, block: id };
    }
  }
  throw new Error(`no ${opcode}`);
}

const placeOf = (running: TestStage): string | null => {
  const { threads, focus } = running.runtime.debug.inspect(null);
  return threads.find(({ id }) => id === focus)?.block ?? null;
};

/** Runs until something halts. */
function untilPaused(running: TestStage): void {
  for (let i = 0; i < 300 && !running.runtime.debug.inspect(null).paused; i++) running.frames(1);
}

/** The opcodes that stepping comes through from the flag on. */
function stepped(targets: Record<string, TargetSpec>, kind: StepKind, most = 40): string[] {
  const { project, stage: running } = stage(targets);
  const opcodes = new Map(
    project.targets.flatMap(({ blocks }) => Object.values(blocks).map((each) => [each.id, each])),
  );
  running.runtime.debug.set({ ...none, breakpoints: [blockOf(project, 'event_whenflagclicked')] });
  running.runtime.greenFlag();
  untilPaused(running);
  const seen: string[] = [];
  for (let i = 0; i < most; i++) {
    running.runtime.debug.step(kind);
    untilPaused(running);
    const place = placeOf(running);
    if (place === null) break;
    seen.push(opcodes.get(place)!.opcode.replace(/^[a-z]+_/, ''));
  }
  return seen;
}

const sprite = (...scripts: B[][]): Record<string, TargetSpec> => ({
  S: { scripts, variables: { n: 0, total: 0 } },
});

describe('stepping', () => {
  it('comes to each block in turn, and to loops whenever they look whether there is another pass', () => {
    expect(
      stepped(
        sprite([flag, set('n', 1), repeat(2, when(op('gt', get('n'), 1), say('a')), change('n', 1)), say('b')]),
        'over',
      ),
    ).toEqual('setvariableto repeat if changevariableby repeat if say changevariableby repeat say'.split(' '));
  });

  it('goes into procedures, and over them', () => {
    const scripts = sprite(
      [flag, call('twice %s', 4), say('end')],
      [define('twice %s', { names: ['x'] }), change('total', arg('x')), change('total', arg('x'))],
    );
    expect(stepped(scripts, 'over')).toEqual(['call', 'say']);
    expect(stepped(scripts, 'into')).toEqual(['call', 'changevariableby', 'changevariableby', 'say']);
  });

  it('goes into procedures that answer a value, in the midst of a block', () => {
    const answers = { ...call('double %s', 4), mutation: { proccode: 'double %s', return: '1' } };
    const scripts = sprite(
      [flag, set('n', op('add', get('n'), answers)), say(get('n'))],
      [define('double %s', { names: ['x'] }), b('procedures_return', { VALUE: op('multiply', arg('x'), 2) })],
    );
    expect(stepped(scripts, 'into')).toEqual(['setvariableto', 'return', 'say']);
  });

  it('comes to the first block when the program was paused before its first frame', () => {
    const { project, stage: running } = stage(sprite([flag, set('n', 1), forever(change('n', 1))]));
    running.runtime.greenFlag();
    running.runtime.debug.pause();
    running.frames(3);
    running.runtime.debug.step('over');
    untilPaused(running);
    expect(running.runtime.debug.inspect(null).paused).toBe(true);
    expect(placeOf(running)).toBe(blockOf(project, 'data_setvariableto').block);
  });

  it('goes on with a script that is left when the first has ended', () => {
    const { project, stage: running } = stage(sprite([flag, set('total', 1)], [flag, forever(change('n', 1))]));
    running.runtime.greenFlag();
    running.frames(1);
    // The first script has ended, and is in the list until the next frame.
    running.runtime.debug.pause();
    running.runtime.debug.step('over');
    untilPaused(running);
    const halts = running.events.filter((event) => event.type === 'paused' && event.on);
    expect(halts).toMatchObject([{ reason: 'asked' }, { reason: 'step' }]);
    expect(placeOf(running)).toBe(blockOf(project, 'control_forever').block);
  });

  it('comes out of a procedure without screen refresh to the block after the call', () => {
    const { project, stage: running } = stage(
      sprite([flag, call('work'), say('end')], [define('work', { warp: true }), repeat(3, change('n', 1))]),
    );
    running.runtime.debug.set({ ...none, breakpoints: [blockOf(project, 'data_changevariableby')] });
    running.runtime.greenFlag();
    untilPaused(running);
    expect(running.runtime.variable('sprite-S', 'n')).toBe(0);
    expect(running.runtime.debug.inspect(null).calls.map(({ procedure }) => procedure)).toEqual(['work', null]);
    running.runtime.debug.resume();
    untilPaused(running);
    expect(running.runtime.variable('sprite-S', 'n')).toBe(1);
    running.runtime.debug.set(none);
    running.runtime.debug.step('out');
    untilPaused(running);
    expect(placeOf(running)).toBe(blockOf(project, 'looks_say').block);
    expect(running.runtime.variable('sprite-S', 'n')).toBe(3);
  });

  it('lets the others run meanwhile, and pauses when the script that steps ends', () => {
    const { project, stage: running } = stage({
      S: { scripts: [[flag, say('only')]] },
      T: { scripts: [[flag, forever(change('n', 1))]], variables: { n: 0 } },
    });
    running.runtime.debug.set({ ...none, breakpoints: [blockOf(project, 'looks_say')] });
    running.runtime.greenFlag();
    untilPaused(running);
    const before = Number(running.runtime.variable('sprite-T', 'n'));
    running.runtime.debug.step('over');
    untilPaused(running);
    expect(running.events.findLast(({ type }) => type === 'paused')).toMatchObject({ on: true, reason: 'ended' });
    expect(running.runtime.debug.inspect(null).focus).toBeNull();
    expect(Number(running.runtime.variable('sprite-T', 'n'))).toBeGreaterThanOrEqual(before);
  });
});

describe('pausing', () => {
  it('lets waits and the timer stand still', () => {
    const { stage: running } = stage(sprite([flag, wait(1), say(b('sensing_timer'))]));
    running.runtime.greenFlag();
    running.frames(10);
    running.runtime.debug.pause();
    running.frames(300);
    expect(running.said).toEqual([]);
    running.runtime.debug.resume();
    running.finish();
    const [, seconds] = /: (.*)$/.exec(running.said[0]!)!;
    expect(Number(seconds)).toBeGreaterThan(0.95);
    expect(Number(seconds)).toBeLessThan(1.1);
  });

  it('ends with the flag and with stop', () => {
    const { stage: running } = stage(sprite([flag, forever(change('n', 1))]));
    running.runtime.greenFlag();
    running.runtime.debug.pause();
    running.runtime.greenFlag();
    running.frames(3);
    expect(running.runtime.debug.inspect(null).paused).toBe(false);
    running.runtime.debug.pause();
    running.runtime.stopAll();
    expect(running.runtime.debug.inspect(null).paused).toBe(false);
    expect(running.runtime.running).toBe(false);
  });

  it('shows threads with their state, variables, and the parameters of the call', () => {
    const { project, stage: running } = stage({
      S: {
        scripts: [
          [flag, call('work %s', 'cake')],
          [define('work %s', { names: ['what'] }), set('n', 5), set('n', 6)],
          [flag, wait(5)],
          [flag, b('sensing_askandwait', { QUESTION: 'who?' })],
        ],
        variables: { n: 0 },
        lists: { basket: ['egg', 'milk'] },
      },
    });
    running.runtime.debug.set({ ...none, breakpoints: [blockOf(project, 'data_setvariableto', 6)] });
    running.runtime.greenFlag();
    untilPaused(running);
    const shown = running.runtime.debug.inspect(null);
    expect(shown.parameters).toEqual([{ name: 'what', value: 'cake' }]);
    expect(shown.locals).toContainEqual({ id: 'var-n', name: 'n', value: 5 });
    expect(shown.locals).toContainEqual({
      id: 'list-basket',
      name: 'basket',
      value: { items: ['egg', 'milk'], length: 2 },
    });
    expect(shown.threads.map(({ state }) => state)).toContain('halted');
    running.runtime.debug.resume();
    running.frames(2);
    const states = running.runtime.debug.inspect(null).threads.map(({ state }) => state);
    expect(states).toContain('asking');
  });

  it('runs block by block when it runs slowly', () => {
    const { stage: running } = stage(sprite([flag, change('n', 1), change('n', 1), change('n', 1)]));
    running.runtime.debug.set({ ...none, slowMs: 500 });
    running.runtime.greenFlag();
    const seen = Array.from({ length: 60 }, () => {
      running.frames(1);
      return running.runtime.variable('sprite-S', 'n');
    });
    expect(new Set(seen)).toEqual(new Set([0, 1, 2, 3]));
    expect(seen.filter((n) => n === 1).length).toBeGreaterThan(10);
  });
});

describe('asking for the value of a reporter', () => {
  it('answers in the context of the thread, without doing anything', () => {
    const { project, stage: running } = stage({
      S: {
        scripts: [
          [flag, call('work %s', 20)],
          [
            define('work %s', { names: ['x'] }),
            set('n', op('add', arg('x'), 1)),
            say(op('multiply', get('n'), b('operator_random', { FROM: 1, TO: 5 }))),
          ],
        ],
        variables: { n: 3 },
      },
    });
    const at = (opcode: string): Scalar | null => {
      const { target, block } = blockOf(project, opcode);
      return running.runtime.debug.evaluate(target, block);
    };
    running.runtime.debug.set({ ...none, breakpoints: [blockOf(project, 'data_setvariableto')] });
    running.runtime.greenFlag();
    untilPaused(running);
    expect(at('operator_add')).toBe(21);
    expect(at('argument_reporter_string_number')).toBe(20);
    expect(at('data_variable')).toBe(3);
    // Luck is not used up.
    expect(at('operator_multiply')).toBeNull();
  });
});

describe('the time profile', () => {
  it('counts how often each block began', () => {
    const { project, stage: running } = stage(sprite([flag, repeat(5, change('n', 1)), say('x')]));
    running.runtime.debug.set({ ...none, profile: true });
    running.runtime.greenFlag();
    running.finish();
    const counts = new Map(running.runtime.debug.inspect(null).profile.map(({ block, count }) => [block, count]));
    expect(counts.get(blockOf(project, 'data_changevariableby').block)).toBe(5);
    expect(counts.get(blockOf(project, 'looks_say').block)).toBe(1);
    running.runtime.debug.clearProfile();
    expect(running.runtime.debug.inspect(null).profile).toEqual([]);
  });
});

describe('errors', () => {
  it.each([true, false])(
    'of a procedure that calls itself without end are told with the block (debugging: %s)',
    (on) => {
      const project = buildProject(
        sprite([flag, call('again')], [define('again', { warp: true }), change('n', 1), call('again')]),
      );
      const running = stageFor(project, undefined, (each) => compileStepped(each, { debug: on }));
      running.runtime.greenFlag();
      running.frames(3);
      const error = running.events.find(({ type }) => type === 'error');
      const calls = Object.values(project.targets[1]!.blocks).filter(({ opcode }) => opcode === 'procedures_call');
      expect(error).toMatchObject({ message: 'Maximum call stack size exceeded', target: 'sprite-S' });
      const changes = blockOf(project, 'data_changevariableby').block;
      expect([...calls.map(({ id }) => id), changes]).toContain((error as { block: string }).block);
    },
  );
});

describe('replays', () => {
  const targets: Record<string, TargetSpec> = {
    S: {
      scripts: [
        [flag, repeat(20, change('n', b('operator_random', { FROM: 1, TO: 100 })), say(get('n')))],
        [flag, repeat(10, wait(0.05), say(b('sensing_timer')))],
      ],
      variables: { n: 0 },
    },
    T: {
      scripts: [[flag, repeat(5, b('motion_glidesecstoxy', { SECS: 0.2, X: 10, Y: 20 }), say(b('motion_xposition')))]],
    },
  };
  const trace = (compile?: typeof debug, meddle?: (running: TestStage, frame: number) => void): string[] => {
    const running = stageFor(buildProject(targets), undefined, compile);
    running.runtime.greenFlag();
    for (let frame = 0; frame < 3000 && running.runtime.running; frame++) {
      meddle?.(running, frame);
      running.frames(1);
    }
    expect(running.runtime.running).toBe(false);
    return running.said;
  };

  it('are the same with the same clock and luck', () => {
    expect(trace()).toEqual(trace());
    expect(trace().length).toBeGreaterThan(30);
  });

  it('are the same when every block is watched', () => expect(trace(debug)).toEqual(trace()));

  it('are the same in order and luck when they are paused and stepped at random', () => {
    const random = seededRandom(3);
    const pausing = trace(debug, (running, frame) => {
      const { debug: control } = running.runtime;
      const { paused, threads, focus } = control.inspect(null);
      const luck = random.next();
      if (!paused) return void (luck < 0.2 && frame < 500 && control.pause());
      if (focus === null && threads[0] !== undefined) control.focus(threads[0].id);
      if (luck < 0.5 && focus !== null) control.step('into');
      else control.resume();
    });
    const values = (said: string[]): string[] => said.filter((text) => /S: \d+$/.test(text));
    expect(values(pausing)).toEqual(values(trace()));
  });
});
