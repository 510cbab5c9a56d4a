import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scalar } from '@paperkite/project';
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
  type B,
  type Input,
} from './support/build-project.ts';
import { runReference, toNumber, type Memory } from './support/reference.ts';
import { stageFor } from './support/run.ts';

/** What the compiler knows about values must change no value: random programs compute what their blocks mean. */
const RUNS = process.env.PAPERKITE_DEEP ? 20_000 : 400;
const NAMES = ['a', 'b', 'c'];

const name = fc.constantFrom(...NAMES);
/** Values that a variable begins with: they decide its types. */
const initial: fc.Arbitrary<Scalar> = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.constantFrom<Scalar>(
    0,
    -0,
    0.5,
    -2.25,
    1e200,
    2 ** 53,
    Infinity,
    -Infinity,
    NaN,
    '',
    'x',
    '7',
    '-0',
    '1e9',
    'NaN',
    ' 3 ',
  ),
);
const typed: fc.Arbitrary<Scalar> = fc.oneof(
  fc.integer({ min: -3, max: 9 }),
  fc.constantFrom<Scalar>(
    '',
    'abc',
    'B',
    '0.5',
    '-1.5',
    'Infinity',
    '-Infinity',
    '1e200',
    '-0',
    '9007199254740993',
    'last',
  ),
);

/** The arbitraries of programs with values of these kinds. */
function programs(initial: fc.Arbitrary<Scalar>, typed: fc.Arbitrary<Scalar>) {
  const { value, test } = fc.letrec<{ value: Input; number: B; test: B }>((tie) => ({
    number: fc.oneof(
      { depthSize: 'small' },
      fc
        .tuple(fc.constantFrom('add', 'subtract', 'multiply', 'divide', 'mod'), tie('value'), tie('value'))
        .map(([f, x, y]) => op(f, x, y)),
      fc
        .tuple(fc.constantFrom('abs', 'floor', 'ceiling', 'sqrt'), tie('value'))
        .map(([f, x]) => b('operator_mathop', { NUM: x }, { OPERATOR: f })),
      tie('value').map((x) => b('operator_round', { NUM: x })),
    ),
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      typed,
      name.map(get),
      fc.constant(arg('x')),
      tie('number'),
      tie('number'),
      tie('test'),
      fc.tuple(tie('value'), tie('value')).map(([x, y]) => b('operator_join', { STRING1: x, STRING2: y })),
      fc.tuple(tie('value'), tie('value')).map(([x, y]) => b('operator_letter_of', { LETTER: x, STRING: y })),
      tie('value').map((x) => b('operator_length', { STRING: x })),
      tie('value').map((x) => b('data_itemoflist', { INDEX: x }, { LIST: 'l' })),
      tie('value').map((x) => b('data_itemnumoflist', { ITEM: x }, { LIST: 'l' })),
      fc.constant(b('data_lengthoflist', {}, { LIST: 'l' })),
    ),
    test: fc.tuple(fc.constantFrom('equals', 'lt', 'gt'), tie('value'), tie('value')).map(([f, x, y]) => op(f, x, y)),
  }));

  const { statements } = fc.letrec<{ statement: B; statements: B[] }>((tie) => ({
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(name, value).map(([v, x]) => set(v, short(x))),
      fc.tuple(name, value).map(([v, x]) => change(v, x)),
      value.map((x) => b('data_addtolist', { ITEM: short(x) }, { LIST: 'l' })),
      fc
        .tuple(fc.constantFrom('replaceitemoflist', 'insertatlist'), value, value)
        .map(([f, i, x]) => b(`data_${f}`, { INDEX: i, ITEM: short(x) }, { LIST: 'l' })),
      value.map((i) => b('data_deleteoflist', { INDEX: i }, { LIST: 'l' })),
      fc.tuple(fc.integer({ min: 0, max: 3 }), tie('statements')).map(([n, body]) => repeat(n, ...body)),
      fc
        .tuple(test, tie('statements'), tie('statements'))
        .map(([test, yes, no]) => b('control_if_else', { CONDITION: test, SUBSTACK: yes, SUBSTACK2: no })),
      value.map((x) => call('helper %s', short(x))),
    ),
    statements: fc.array(tie('statement'), { maxLength: 4, depthIdentifier: 'statement' }),
  }));

  return fc.tuple(fc.tuple(initial, initial, initial), fc.array(initial, { maxLength: 3 }), initial, statements);
}

const whole = fc.integer({ min: -3, max: 9 });
const letters = fc.constantFrom<Scalar>('', 'a', 'A', 'b', 'é', 'É', 'ab', 'aB', ' ', '1', 'true', 'nan', 'infinity');
/** Where values are of few kinds, the compiler knows much about them. */
const anyProgram = fc.oneof(
  programs(initial, typed),
  programs(whole, whole),
  programs(fc.oneof(whole, fc.constantFrom(0.5, -1.25, 2 ** 40)), whole),
  programs(letters, letters),
  programs(fc.constantFrom<Scalar>('', 'a', 'b', 'ba'), fc.constantFrom<Scalar>('', 'a', 'ab', 1, 2)),
);

/** Text that is joined again and again must not eat the memory: its first letters. */
function short(input: Input): Input {
  const text = (at: number): B => b('operator_letter_of', { LETTER: at, STRING: input });
  const joins = typeof input === 'object' && !Array.isArray(input) && input.opcode === 'operator_join';
  return joins ? b('operator_join', { STRING1: text(1), STRING2: text(2) }) : input;
}

const helper = [set('c', op('subtract', arg('x'), get('a'))), repeat(2, change('b', arg('x')))];

/** Digits as text and as a number are the same to all blocks here. */
const shown = (value: Scalar | undefined): string => {
  if (value === undefined) return 'missing';
  return Object.is(value, -0) || (value !== '' && Object.is(toNumber(value), -0)) ? '-0' : String(value);
};

describe('compiled programs', () => {
  it('compute what their blocks mean, whatever is known about their values', () => {
    fc.assert(
      fc.property(anyProgram, ([start, items, x, body]) => {
        const variables = Object.fromEntries(NAMES.map((v, i) => [v, start[i]!]));
        const memory: Memory = {
          variables: { ...variables },
          lists: { l: [...items] },
          blocks: { 'main %s': { names: ['x'], body }, 'helper %s': { names: ['x'], body: helper } },
        };
        const start0 = call('main %s', typeof x === 'number' ? op('add', x, 0) : x);
        runReference(memory, [start0]);

        const stage = stageFor(
          buildProject({
            Stage: { variables: { ...variables, out: '' }, lists: { l: [...items] } },
            S: {
              scripts: [
                [define('main %s', { names: ['x'], warp: true }), ...body],
                [define('helper %s', { names: ['x'], warp: true }), ...helper],
                [flag, start0, set('out', b('data_lengthoflist', {}, { LIST: 'l' }))],
              ],
            },
          }),
        );
        stage.runtime.greenFlag();
        stage.finish();
        expect(stage.events.filter(({ type }) => type === 'error')).toEqual([]);
        const found = NAMES.map((v) => shown(stage.runtime.variable('stage', v)));
        expect(found).toEqual(NAMES.map((v) => shown(memory.variables[v])));
        expect(stage.runtime.variable('stage', 'out')).toBe(memory.lists.l!.length);
      }),
      { numRuns: RUNS },
    );
  });
});
