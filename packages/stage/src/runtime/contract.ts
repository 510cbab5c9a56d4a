import type { Scalar } from '@paperkite/project';
import type * as cast from './cast.ts';
import type { BlockFunctions } from './blocks/index.ts';
import type { ListOperations } from './lists.ts';
import type { MemoryOperations } from './memory.ts';
import type { StageTarget } from './target.ts';
import type { Frame, SteppedFunction } from './stepped/frame.ts';
import type { Machine } from './stepped/machine.ts';
import type { Pass, ScriptFunction } from './thread.ts';

/**
 * Everything that generated code may use: the object that a program's factory is called with. The compiler knows these
 * names; it imports nothing from here.
 *
 * - A block function gets the target that runs it first (`t`), then its arguments, already cast where Scratch casts.
 * - Block functions of commands that wait are generators; generated code delegates to them (`yield*`).
 * - `t.numbers[slot]`, `t.values[slot]` and `t.lists[slot]` are variables and lists, by the program's tables; `stage` is the
 *   target of global ones.
 * - Yield numbers are those of `program.ts`: 0 run, 1 idle, 2 next frame, 3 timed; a pass of a `loop` script answers -1 to end.
 */
export interface RuntimeForPrograms extends BlockFunctions {
  stage: StageTarget;
  cast: typeof cast;
  lists: ListOperations;
  memory: MemoryOperations;
  /** Called once, on the second line of the program, so that errors can be traced to lines wherever the text was put. */
  origin(here: Error): void;
  random(from: Scalar, to: Scalar): number;
  /** Whether the running script has used up the time it may take without screen refresh. See the scheduler. */
  stuck(looks?: number): boolean;
  /** Gives way once, then delegates: recursion with screen refresh. */
  later<T>(call: Generator<number, T, void>): Generator<number, T, void>;
  /** Delegates without screen refresh: what gives way tries again at once, until the time is used up. */
  withoutRefresh<T>(call: Generator<number, T, void>): Generator<number, T, void>;
  /** The value of a loose reporter that was clicked. */
  report(t: StageTarget, value: Scalar): void;
  /** Thrown to end a whole script from inside a procedure. */
  END: symbol;
  stepped: SteppedForPrograms;
}

/** For programs that can be taken over while they run; see the compiler's `docs/ir.md`. */
export interface SteppedForPrograms {
  /** A script begins: `fn` is the number of its function. */
  begin(t: StageTarget, fn: number): Pass;
  /** Puts a call on top; the frame goes on in state `pc` afterwards. */
  call(machine: Machine, frame: Frame, pc: number, fn: number, args: Scalar[]): void;
  /** Whether to halt before a block. */
  at(machine: Machine, frame: Frame, pc: number): boolean;
  /** Whether `at` wants to be asked. */
  watch: { on: boolean };
}

/** What the text of a program (`CompiledProject.code`) evaluates to. */
export type ProgramFactory = (rt: RuntimeForPrograms) => {
  scripts: ScriptFunction[];
  edges: (((t: StageTarget) => boolean) | undefined)[];
  functions?: SteppedFunction[];
  /** The values of reporter blocks, by target and the values of a frame. */
  reporters?: ((t: StageTarget, v: readonly Scalar[]) => Scalar)[];
};
