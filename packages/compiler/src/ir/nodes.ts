/**
 * The typed intermediate representation between blocks and back ends. A program is a set of storage cells (variables,
 * lists, parameters, returns), procedures and scripts. Expressions and statements are trees; what one block means beyond
 * control flow and storage is an `Operation`, described by the extension that owns the block. See `docs/ir.md` in this
 * package for the whole picture and `printIr` for a readable form.
 */
import type { Scalar } from '@paperkite/project';
import type { Type } from './types.ts';

/**
 * A place where values flow to: the unit of type inference. `observed` says that somebody can tell the text "7" from the
 * number 7 in it; when nobody can, texts that are integers are stored as numbers.
 */
export interface Cell {
  type: Type;
  observed: boolean;
}

export interface Variable extends Cell {
  kind: 'variable';
  id: string;
  name: string;
  /** Index of the owning target in `Program.targets`; 0 is the stage. */
  owner: number;
  initial: Scalar;
  /** Where the back end keeps it: `number` slots are unboxed doubles, `value` slots hold anything. Set by layout. */
  storage: 'number' | 'value';
  slot: number;
}

export interface List {
  kind: 'list';
  id: string;
  name: string;
  owner: number;
  initial: readonly Scalar[];
  slot: number;
  /** What its items can be. */
  items: Cell;
  /** Somebody searches it, so that the runtime may keep an index, which changes must invalidate. */
  searched: boolean;
}

export interface Parameter extends Cell {
  name: string;
  index: number;
  isBoolean: boolean;
  default: Scalar;
}

export interface Procedure {
  /** Position in `Program.procedures`. */
  index: number;
  owner: number;
  code: string;
  definition: string;
  parameters: Parameter[];
  /** Argument ids in the order of `parameters`: the input names of its calls. */
  argumentIds: string[];
  /** Runs without screen refresh. */
  warp: boolean;
  body: Statement[];
  returns: Cell;
}

/** Casts of Scratch: to number (NaN becomes 0), to text, to boolean, and to the number that list indexes use. */
export type CastTarget = 'number' | 'text' | 'boolean';

/** `found`: the type, once those of all cells are known. */
export type Expression = { found?: Type } & (
  | { kind: 'constant'; value: Scalar }
  | { kind: 'variable'; variable: Variable }
  | { kind: 'parameter'; parameter: Parameter }
  | { kind: 'cast'; to: CastTarget; value: Expression }
  | { kind: 'operation'; operation: Operation; args: Expression[]; block: string }
  /** Item at a 1-based place; text "" where there is none. */
  | { kind: 'item'; list: List; index: Expression }
  | { kind: 'length'; list: List }
  /** 1-based place of the first item equal to the value, 0 when there is none. */
  | { kind: 'find'; list: List; value: Expression }
  /** All items as one text. */
  | { kind: 'contents'; list: List }
  | { kind: 'call'; procedure: Procedure; args: Expression[]; block: string }
);

export type Statement = { block: string } & (
  | { kind: 'set'; variable: Variable; value: Expression }
  | { kind: 'append'; list: List; value: Expression }
  | { kind: 'replace'; list: List; index: Expression; value: Expression }
  | { kind: 'insert'; list: List; index: Expression; value: Expression }
  | { kind: 'delete'; list: List; index: Expression }
  | { kind: 'clear'; list: List }
  | { kind: 'if'; condition: Expression; then: Statement[]; else: Statement[] }
  | { kind: 'repeat'; times: Expression; body: Statement[] }
  | { kind: 'forever'; body: Statement[] }
  /** Repeats while the condition holds. */
  | { kind: 'while'; condition: Expression; body: Statement[] }
  /** Counts a variable from 1 while the last count is less than `Number(limit)`, which is looked at again for each pass. */
  | { kind: 'for-each'; variable: Variable; limit: Expression; body: Statement[] }
  | { kind: 'wait-until'; condition: Expression }
  | { kind: 'operation'; operation: Operation; args: Expression[] }
  | { kind: 'call'; procedure: Procedure; args: Expression[] }
  | { kind: 'return'; value: Expression }
  /** Ends the whole script, also from inside procedures, when the operation says so. */
  | { kind: 'end-script-if'; operation: Operation; args: Expression[] }
);

export type Loop = Extract<Statement, { kind: 'repeat' | 'forever' | 'while' | 'for-each' }>;

/**
 * What a block means to the back end beyond control flow and storage: a call into the runtime, or an expression in the
 * target language.
 */
export interface Operation {
  /** For people and for the check that the runtime has it: `motion.moveSteps`, `operator.add`. */
  name: string;
  /** Type of the result; NEVER for commands. `operands` are the arguments themselves, for what constants tell. */
  type(args: readonly Type[], operands: readonly Expression[]): Type;
  /** JavaScript text of the operation over the texts of its arguments; `temporary` names a fresh local. `t` is the sprite or stage that runs it. */
  js(args: readonly string[], types: readonly Type[], temporary: () => string): string;
  /** What its result is as a number in arithmetic, where that is more than a cast of the result tells. */
  asNumber?: { type: Type; js(args: readonly string[]): string };
  /** For a text of at most one character: the number of that character (UTF-16), -1 when there is none. */
  asCode?(args: readonly string[]): string;
  /** A command that may give way to other scripts: its JavaScript is a generator to be delegated to. */
  yields?: boolean;
  /** The result can change although no script does anything (time, chance). */
  volatile?: boolean;
  /** A number over numbers, NaN whenever one of them is. */
  passesNaN?: boolean;
  /**
   * A comparison: where `areNumbersOrEmpty`, its arguments come as numbers, with NaN for the empty text. Whether it holds
   * between the empty text and any number, in this order and the other way.
   */
  compares?: { emptyFirst: boolean; emptySecond: boolean };
  /** It can tell the text "7" from the number 7 in its arguments. */
  observes?: boolean;
  /** It looks at variables by itself (not through arguments), so that promoted ones must be written back first. */
  readsVariables?: boolean;
  /** Its first argument is a constant that names a variable, whose value it answers as it is. */
  readsVariableNamed?: boolean;
  /** Whether the runtime has a function of this name. */
  runtime: boolean;
}

export interface Script {
  /** Position in `Program.scripts`. */
  index: number;
  owner: number;
  /** Id of the hat, or of the first block of a loose stack. */
  topBlock: string;
  /** The hat's opcode, or null for a loose stack that only runs when it is clicked. */
  hat: string | null;
  /** Values of the hat's fields by name. */
  fields: Record<string, string>;
  /** What an edge-activated hat looks at: a boolean. */
  edge: Expression | null;
  body: Statement[];
  /** The value of a loose reporter that was clicked. */
  report: Expression | null;
}

export interface ProgramTarget {
  id: string;
  name: string;
  isStage: boolean;
  variables: Variable[];
  lists: List[];
}

export interface Program {
  targets: ProgramTarget[];
  procedures: Procedure[];
  scripts: Script[];
}
