import { afterAll, describe, expect, it } from 'vitest';
import { bridgeProgram } from '../../../../firmware-bridges/microbit/bridge.mjs';
import { DEPENDENCY_SETS, type CompileRequest, type DependencySet } from '../compiler.ts';
import { createNodeCompiler } from './node-compiler.ts';

const HEART =
  'basic.forever(function () {\n    basic.showIcon(IconNames.Heart)\n    radio.sendNumber(input.soundLevel())\n})\n';

/** Marks of the two boards in a universal .hex: records of type 0A. */
const SECTION_V1 = /^:0400000A9900C0DE/m;
const SECTION_V2 = /^:0400000A9903C0DE/m;

const compiler = createNodeCompiler();
afterAll(() => compiler.close());
const compile = (request: Partial<CompileRequest>) =>
  compiler.compile({ text: HEART, dependencies: 'blocks', output: 'universal', ...request });

describe('the compiler of MakeCode', () => {
  it.each(Object.keys(DEPENDENCY_SETS) as DependencySet[])(
    'has the runtime of the set %s for both boards',
    async (dependencies) => {
      const { code, diagnostics } = await compile({ dependencies });
      expect(diagnostics).toEqual([]);
      expect(code).toMatch(SECTION_V1);
      expect(code).toMatch(SECTION_V2);
      expect(code).toMatch(/:00000001FF\s*$/);
    },
  );

  it('gives a plain .hex for a board that is known', async () => {
    const [v1, v2] = [await compile({ output: 'v1' }), await compile({ output: 'v2' })];
    for (const { code } of [v1, v2]) expect(code).not.toMatch(/^:0400000A/m);
    expect(v1.code).not.toBe(v2.code);
    expect((await compile({})).code).toMatch(SECTION_V1);
  });

  it('gives JavaScript for the simulator', async () => {
    const { code } = await compile({ output: 'simulator' });
    expect(code).toContain('pxsim');
  });

  it('says where a program is wrong, counting from 1', async () => {
    const { code, diagnostics } = await compile({ text: `let count = 0\n${HEART}basic.showNumber("five")\n` });
    expect(code).toBeNull();
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        code: 2345,
        file: 'main.ts',
        line: 6,
        column: 18,
        length: 6,
        message: `Argument of type '"five"' is not assignable to parameter of type 'number'.`,
      },
    ]);
  });

  it('works on after a program that was wrong', async () => {
    await compile({ text: 'this is no program (' });
    expect((await compile({})).diagnostics).toEqual([]);
  });

  it('compiles servos of text programs', async () => {
    const { diagnostics } = await compile({ text: 'servos.P0.setAngle(90)\n', dependencies: 'text' });
    expect(diagnostics).toEqual([]);
  });

  it('gives up waiting when it is told to, and answers nothing once it is closed', async () => {
    const reason = new Error('enough');
    await expect(
      compiler.compile({ text: HEART, dependencies: 'blocks', output: 'v2' }, { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    const other = createNodeCompiler();
    other.close();
    await expect(other.compile({ text: HEART, dependencies: 'blocks', output: 'v2' })).rejects.toMatchObject({
      code: 'makecode_closed',
    });
  });
});

it('compiles the bridge for both boards', async () => {
  const { code, diagnostics } = await compile({ text: await bridgeProgram() });
  expect(diagnostics).toEqual([]);
  expect(code).toMatch(SECTION_V1);
  expect(code).toMatch(SECTION_V2);
});
