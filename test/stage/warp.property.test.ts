import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProject, compileStepped, type CompiledProject } from '@paperkite/compiler';
import { manualClock, seededRandom } from '@paperkite/kernel';
import type { Project } from '@paperkite/project';
import { createRuntime, evaluateProgram, noInput, silentAudio, type ProgramFactory } from '@paperkite/stage';
import {
  arg,
  b,
  buildProject,
  call,
  change,
  define,
  flag,
  get,
  op,
  repeat,
  set,
  stop,
  when,
  type B,
} from './support/build-project.ts';

/**
 * One program run in three ways must compute the same: with screen refresh (every pass gives way), without (nothing gives
 * way), and without but with a budget that is always used up (every pass leaves its loops and enters them again).
 */
const RUNS = process.env.PAPERKITE_DEEP ? 3000 : 150;
const NAMES = ['a', 'b', 'c'];

const name = fc.constantFrom(...NAMES);
const small = fc.integer({ min: -3, max: 5 });
const value: fc.Arbitrary<B | number> = fc.oneof(
  small,
  name.map(get),
  fc
    .tuple(fc.constantFrom('add', 'subtract', 'multiply', 'mod', 'divide'), name, small)
    .map(([f, v, n]) => op(f, get(v), n)),
);
const condition = fc.tuple(fc.constantFrom('lt', 'gt', 'equals'), value, value).map(([f, x, y]) => op(f, x, y));
/** Keeps numbers small, so that programs end. */
const bounded = (x: B | number): B => op('mod', x, 1000);

const { statements } = fc.letrec<{ statement: B; statements: B[] }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(name, value).map(([v, x]) => set(v, bounded(x))),
    fc.tuple(name, small).map(([v, n]) => change(v, n)),
    value.map((x) => b('data_addtolist', { ITEM: x }, { LIST: 'l' })),
    name.map((v) => set(v, b('data_itemoflist', { INDEX: get(v) }, { LIST: 'l' }))),
    fc.constant(call('helper %s', get('a'))),
    fc.constant(stop('this script')),
    fc.tuple(fc.integer({ min: 0, max: 4 }), tie('statements')).map(([n, body]) => repeat(n, ...body)),
    fc
      .tuple(condition, tie('statements'), tie('statements'))
      .map(([test, yes, no]) => b('control_if_else', { CONDITION: test, SUBSTACK: yes, SUBSTACK2: no })),
    fc.tuple(condition, tie('statements')).map(([test, body]) => when(test, ...body)),
    fc
      .tuple(fc.integer({ min: 0, max: 4 }), tie('statements'))
      .map(([n, body]) => b('control_for_each', { VALUE: n, SUBSTACK: body }, { VARIABLE: 'i' })),
    fc.tuple(condition, tie('statements')).map(([test, body]) =>
      b('control_repeat_until', {
        CONDITION: op('or', test, op('gt', get('steps'), 40)),
        SUBSTACK: [...body, change('steps', 1)],
      }),
    ),
  ),
  statements: fc.array(tie('statement'), { maxLength: 4, depthIdentifier: 'statement' }),
}));

type Compile = (project: Project, frame: number) => CompiledProject;
const fast: Compile = (project) => compileProject(project);
const live: Compile = (project) => compileStepped(project, { debug: false });
const watched: Compile = (project) => compileStepped(project, { debug: true });
/** Another version takes over again and again, fast and watched by turns. */
const changing: Compile = (project, frame) => compileStepped(project, { debug: frame % 4 === 0 });

function outcome(body: readonly B[], warp: boolean, alwaysStuck: boolean, compile = fast): unknown {
  const project = buildProject({
    Stage: { variables: { a: 0, b: 1, c: 2.5, i: 0, steps: 0 }, lists: { l: [] } },
    S: {
      scripts: [
        [define('main', { warp }), ...body],
        [
          define('helper %s', { names: ['x'] }),
          repeat(2, change('b', 1), call('deeper %s %s', op('mod', arg('x'), 3), get('b'))),
          set('c', op('add', get('c'), 0.5)),
        ],
        [
          define('deeper %s %s', { names: ['depth', 'by'] }),
          when(
            op('gt', arg('depth'), 0),
            repeat(2, call('deeper %s %s', op('subtract', arg('depth'), 1), arg('by')), change('a', arg('depth'))),
            call('deeper %s %s', op('subtract', arg('depth'), 2), get('i')),
          ),
          set('b', bounded(op('add', get('b'), arg('by')))),
        ],
        [flag, call('main')],
      ],
    },
  });
  const compiled = compile(project, 0);
  // Looks at the clock after every pass instead of every 1,024th.
  const impatient = ({ code }: CompiledProject): ProgramFactory =>
    evaluateProgram(code.replaceAll(/\bn -= \d+/g, 'n -= 1e9').replaceAll('(++m.passes & 15) === 0 && ', ''));
  const clock = manualClock();
  const errors: unknown[] = [];
  const runtime = createRuntime({
    program: compiled,
    code: impatient(compiled),
    renderer: null,
    audio: silentAudio,
    input: noInput,
    // The budget counts from the first look; with a second for each look, the second look finds it used up.
    clock: alwaysStuck ? { now: () => (clock.advance(1000), clock.now()) } : clock,
    random: seededRandom(1),
    onEvent: (event) => {
      if (event.type === 'error') errors.push(event);
    },
  });
  runtime.setTurbo(true);
  runtime.greenFlag();
  for (let i = 0; i < 20_000 && runtime.running; i++) {
    runtime.step();
    if (compile !== changing || i % 2 === 1 || i > 60) continue;
    const next = compile(project, i);
    // Where loops that cannot be taken over have too much to do yet, nothing changes.
    runtime.takeOver(next, impatient(next));
  }
  expect(runtime.running).toBe(false);
  expect(errors).toEqual([]);
  return [...NAMES, 'i', 'steps'].map((variable) => runtime.variable('stage', variable));
}

describe('loops', () => {
  it('compute the same however often they give way', () => {
    fc.assert(
      fc.property(statements, (body) => {
        const refreshed = outcome(body, false, false);
        expect(outcome(body, true, false)).toEqual(refreshed);
        expect(outcome(body, true, true)).toEqual(refreshed);
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['can be taken over', live],
    ['are watched', watched],
    ['are taken over again and again', changing],
  ] as const)('compute the same when they %s', (_, compile) => {
    fc.assert(
      fc.property(statements, fc.boolean(), fc.boolean(), (body, warp, stuck) => {
        expect(outcome(body, warp, stuck, compile)).toEqual(outcome(body, false, false));
      }),
      { numRuns: RUNS },
    );
  });
});
