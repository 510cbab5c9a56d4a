import type { EffectsOf } from '../analysis/effects.ts';
import type { Expression, List, Procedure, Statement, Variable } from '../ir/nodes.ts';
import type { Touches } from '../analysis/touches.ts';
import type { Writer } from './writer.ts';

/**
 * How a body runs. `slow`: with screen refresh, loops give way after each pass. `warp`: without, as a generator that gives
 * way when the warp budget is used up. `long`: without, as a plain function that is left when its fuel is used up, with what
 * it takes to go on noted in a frame. `fast`: without, as a plain function that never gives way.
 */
export type Mode = 'slow' | 'warp' | 'long' | 'fast';

/** A variable that lives in a local while a loop runs. */
export interface Promotion {
  local: string;
  /** Whether the local may differ from memory. */
  written: boolean;
  /** Whether it holds NaN for the empty text, so that it is always a number; see `isNumberOrEmpty`. */
  encoded: boolean;
}

/**
 * Numbers, in the order of the text, of the loops and calls in a body at which it may be left; for a statement that holds some
 * from its first to its last.
 */
export interface Sites {
  numbers: ReadonlyMap<Statement, { first: number; last: number }>;
  count: number;
}

/** What the functions of one program share while they are written. */
export interface ProgramContext {
  effects: EffectsOf;
  touches(procedure: Procedure): Touches;
  /** Asks for a variant of a procedure and answers its name. */
  variant(procedure: Procedure, mode: Mode): string;
  /** Whether that variant is a generator function. */
  isGenerator(procedure: Procedure, mode: Mode): boolean;
  /** Whether the program has `finish`, which goes on with functions that were left: then procedures may be called `long`. */
  finishes?: boolean;
  /** Procedures whose result somebody uses. */
  reports: ReadonlySet<Procedure>;
  /** Index of a block in the source map. */
  block(owner: number, id: string): number;
}

/** One function while it is written. */
export interface FunctionContext {
  program: ProgramContext;
  owner: number;
  mode: Mode;
  generator: boolean;
  /** The procedure it belongs to, null in scripts. */
  procedure: Procedure | null;
  /** When operands are checked for NaN: at once, after the chain of operations, or at once also in all that is written. */
  nan: 'now' | 'later' | 'once';
  /** The call with which a script ends that gives way nowhere else: what is left of it is what the script goes on with. */
  tail: Statement | null;
  /** Statement that leaves it early without a value. */
  leave: string;
  writer: Writer;
  /** Number of warp loops around the place that is being written. */
  warpLoops: number;
  /** Name of a fresh local, declared at the top of the function. */
  temporary(): string;
  /** Local that counts down to the next look at the clock; declared when used. */
  fuel(): string;
  /** In mode `long`: whether the function has loops of its own. */
  usesFuel: boolean;
  /** In mode `long`: numbers of the places where the function may be left. */
  sites: Sites | null;
  /** In mode `long`, within loops: the label that leaves them, and the promoted variables that what is behind it stores. */
  loopExit: { label: string; kept: ReadonlySet<Variable> } | null;
  /** Name of a fresh label. */
  label(): string;
  /** Whether the function is the one that goes on where another was left. */
  resumes: boolean;
  /** An expression as JavaScript text, safe to stand inside any other expression. */
  text(expression: Expression): string;
  /** Writes the statements of a body. */
  body(statements: readonly Statement[]): void;
  variable(variable: Variable): string;
  /** The variables that live in locals at the place that is being written. */
  promoted: Map<Variable, Promotion>;
  /** Where a variable lives in memory. */
  memory(variable: Variable): string;
  list(list: List): string;
}
