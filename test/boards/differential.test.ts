import { decodeUnoImage, sealUnoImage, UNO_INSTRUCTIONS, UNO_OPCODES, UNO_OPERAND_BYTES } from '@paperkite/boards/uno';
import type { BoardProgram } from '@paperkite/compiler/board';
import { unwrap } from '@paperkite/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasArduinoCore, sketchCompiler, type SketchCompiler } from './support/avr-gcc.ts';
import { randomCase } from './support/random-program.ts';
import { compareThreeWays, type Mutants } from './support/three-ways.ts';

/**
 * Random programs do the same by evaluation of their representation, as bytecode on the simulated Uno and as C++ compiled by
 * avr-gcc on the simulated Uno. Pins and serial text are compared exactly and in order, times within half a slot of the
 * program's own clock (see `random-program.ts` for why the order does not depend on speed), PWM by its duty.
 */
const CASES = process.env.PAPERKITE_DEEP ? 1000 : 30;
const FIRST_SEED = Number(process.env.PAPERKITE_SEED ?? 1);
/** Programs in one test, so that one sees how far it is and can run a part with `-t`. */
const SHARE = 50;
const SHARES = Array.from({ length: Math.ceil(CASES / SHARE) }, (_, i) => ({
  from: FIRST_SEED + i * SHARE,
  to: FIRST_SEED + Math.min(CASES, (i + 1) * SHARE) - 1,
}));

const withCompiler = hasArduinoCore();
if (!withCompiler) {
  console.warn(
    'avr-gcc with the Arduino core is not there (Debian: apt install gcc-avr arduino-core-avr): no C++ is compared.',
  );
}

describe('random programs on the Uno', () => {
  let compiler: SketchCompiler | null = null;
  beforeAll(() => {
    if (withCompiler) compiler = sketchCompiler();
  });
  afterAll(() => compiler?.close());

  it.each(SHARES)(
    `do the same as bytecode${withCompiler ? ', as C++' : ''} and by evaluation (seeds $from to $to)`,
    ({ from, to }) => {
      const differences: string[] = [];
      let events = 0;
      for (let seed = from; seed <= to; seed++) {
        const found = compareThreeWays(randomCase(seed), compiler);
        events += found.events;
        if (found.bytecode) differences.push(`seed ${seed}, bytecode: ${found.bytecode}`);
        if (found.sketch) differences.push(`seed ${seed}, C++: ${found.sketch}`);
      }
      expect(differences).toEqual([]);
      expect(events).toBeGreaterThan((to - from + 1) * 10);
    },
    SHARE * 60_000,
  );

  /** The first few programs with a bug planted: somebody has to notice. */
  function noticed(mutants: Mutants, who: 'bytecode' | 'sketch', withSketch: boolean): boolean {
    for (let seed = 1; seed <= 25; seed++) {
      try {
        if (compareThreeWays(randomCase(seed), withSketch ? compiler : null, mutants)[who]) return true;
      } catch (error) {
        // A planted bug may make a program that no longer stands; that counts as noticed, too.
        if (String(error).includes('seed')) throw error;
        return true;
      }
    }
    return false;
  }

  it('notices a bug in the evaluation: loops that run once too few', () => {
    expect(noticed({ evaluated: withShortLoops }, 'bytecode', false)).toBe(true);
  }, 120_000);

  it('notices a bug in the machine: halves that are rounded down', () => {
    const image = (bytes: Uint8Array, end: number): Uint8Array => replaced(bytes, end, 'ROUND', 'FLOOR');
    expect(noticed({ image }, 'bytecode', false)).toBe(true);
  }, 120_000);

  it.runIf(withCompiler)(
    'notices a bug in the C++: halves that are rounded down',
    () => {
      const right = 'return x - below >= 0.5 ? below + 1 : below;';
      const sketch = (text: string): string => text.replace(right, 'return below;');
      expect(noticed({ sketch }, 'sketch', true)).toBe(true);
    },
    240_000,
  );
});

/** The program with another meaning of "repeat", as a broken evaluation would have it. */
function withShortLoops(program: BoardProgram): BoardProgram {
  const copy = structuredClone(program);
  const cut = (body: BoardProgram['scripts'][number]['body']): void => {
    for (const statement of body) {
      if (statement.kind === 'repeat') {
        statement.times = {
          kind: 'operation',
          operation: 'subtract',
          result: 'number',
          args: [statement.times, { kind: 'number', value: 1 }],
          settings: {},
          block: statement.block,
        };
      }
      if ('body' in statement) cut(statement.body);
      else if (statement.kind === 'if') [statement.then, statement.else].forEach(cut);
    }
  };
  [...copy.scripts, ...copy.procedures].forEach(({ body }) => cut(body));
  return copy;
}

/** An image in which one instruction stands for another, as a broken machine would take it. */
function replaced(
  image: Uint8Array,
  codeEnd: number,
  from: keyof typeof UNO_OPCODES,
  to: keyof typeof UNO_OPCODES,
): Uint8Array {
  const { bytes, codeStart } = unwrap(decodeUnoImage(image));
  for (let at = codeStart; at < codeEnd;) {
    const { name, operands } = UNO_INSTRUCTIONS[bytes[at]!]!;
    if (name === from) bytes[at] = UNO_OPCODES[to];
    at += operands.reduce((sum, kind) => sum + UNO_OPERAND_BYTES[kind], 1);
  }
  sealUnoImage(bytes);
  return bytes;
}
