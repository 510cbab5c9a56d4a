import { readFileSync } from 'node:fs';
import { UNO_FLASH } from '@paperkite/boards/uno';
import { emitArduinoCpp, emitUnoImage, evaluate, lowerBoard, type BoardProgram } from '@paperkite/compiler/board';
import type { SketchCompiler } from './avr-gcc.ts';
import { difference, expectedOf } from './compare.ts';
import type { RandomCase } from './random-program.ts';
import { SLOT } from './random-scripts.ts';
import { runOnUno } from './run-on-uno.ts';

const FIRMWARE = readFileSync(
  new URL('../../../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url),
  'utf8',
);

/** Bugs that a test plants: each changes what one of the three is given. */
export interface Mutants {
  evaluated?: (program: BoardProgram) => BoardProgram;
  /** `codeEnd` is the offset of the last instruction that is known. */
  image?: (image: Uint8Array, codeEnd: number) => Uint8Array;
  sketch?: (text: string) => string;
}

/** What was found out about one case. */
export interface Comparison {
  /** Null when it agrees with the evaluation. */
  bytecode: string | null;
  /** Null when it agrees; undefined when there is no compiler. */
  sketch: string | null | undefined;
  /** Pin changes and serial bytes that were compared. */
  events: number;
}

/** Runs a case by evaluation, as bytecode on the simulated Uno and as compiled C++ on it. @throws Error when it does not compile at all */
export function compareThreeWays(
  found: RandomCase,
  compiler: SketchCompiler | null,
  mutants: Mutants = {},
): Comparison {
  const { world, until, digital, pwm } = found;
  const program = lowerBoard(found.target);
  const { image, sourceMap, diagnostics } = emitUnoImage(program);
  const problems = [...program.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error');
  if (problems.length > 0 || image === null) throw new Error(`seed ${found.seed}: ${JSON.stringify(problems)}`);
  const run = { world, until, digital, pwm, slot: SLOT };
  const expected = expectedOf(evaluate(mutants.evaluated?.(program) ?? program, world, { until }), run);
  const bytes = mutants.image?.(image, sourceMap.at(-1)!.offset) ?? image;
  const bytecode = difference(
    expected,
    runOnUno({ ...run, hex: FIRMWARE, image: { at: UNO_FLASH.programStart, bytes } }),
  );
  const events = expected.pins.length + expected.serial.length;
  if (compiler === null) return { bytecode, sketch: undefined, events };
  const { text } = emitArduinoCpp(program);
  const hex = compiler.compile(mutants.sketch?.(text) ?? text);
  return { bytecode, sketch: difference(expected, runOnUno({ ...run, hex })), events };
}
