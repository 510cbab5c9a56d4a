/**
 * What an extension (a category of blocks) tells the compiler. Each folder beside this file holds one; adding a block means
 * adding an entry in one of them (and, when it calls the runtime, the function of that name there).
 */
import type { Block } from '@paperkite/project';
import { cast, runtimeCall } from '../ir/build.ts';
import type { Expression, List, Operation, Procedure, Statement, Variable } from '../ir/nodes.ts';
import type { Type } from '../ir/types.ts';

/** What lowering a block may ask of the compiler. */
export interface Lowering {
  /** The value in an input; "" where there is nothing. */
  input(block: Block, name: string): Expression;
  hasInput(block: Block, name: string): boolean;
  substack(block: Block, name: string): Statement[];
  /** The value of a field as text; "" when it is missing. */
  field(block: Block, name: string): string;
  variable(block: Block, field: string): Variable;
  list(block: Block, field: string): List;
  /** The first definition with this signature in this target. */
  procedure(code: string): Procedure | undefined;
  /** The procedure whose body is being lowered. */
  enclosing: Procedure | null;
}

export type LowerReporter = (c: Lowering, block: Block) => Expression;
export type LowerCommand = (c: Lowering, block: Block) => Statement | Statement[];

export interface Hat {
  /** Fields that decide whether an event starts the script. */
  fields?: readonly string[];
  /** Whether the event starts a running script again. Edge hats never do. */
  restarts: boolean;
  /** For edge-activated hats: the condition whose rising edge starts the script. */
  edge?: LowerReporter;
}

export interface Extension {
  /** Prefix of its opcodes. */
  id: string;
  commands?: Record<string, LowerCommand>;
  reporters?: Record<string, LowerReporter>;
  hats?: Record<string, Hat>;
}

/** An argument of a table-made block: where it comes from and the cast that Scratch makes. */
export type Argument = LowerReporter;

export const number =
  (name: string): Argument =>
  (c, block) =>
    cast('number', c.input(block, name));
export const text =
  (name: string): Argument =>
  (c, block) =>
    cast('text', c.input(block, name));
export const boolean =
  (name: string): Argument =>
  (c, block) =>
    cast('boolean', c.input(block, name));
/** The value as it is, for blocks that tell text from numbers. */
export const value =
  (name: string): Argument =>
  (c, block) =>
    c.input(block, name);
export const field =
  (name: string): Argument =>
  (c, block) => ({ kind: 'constant', value: c.field(block, name) });

type Traits = Partial<Pick<Operation, 'yields' | 'volatile' | 'observes' | 'readsVariables' | 'readsVariableNamed'>>;

/** A command that is one call into the runtime. */
export function command(name: string, args: readonly Argument[] = [], traits: Traits = {}): LowerCommand {
  const operation = runtimeCall(name, undefined, traits);
  return (c, block) => ({ kind: 'operation', operation, args: args.map((arg) => arg(c, block)), block: block.id });
}

/** A reporter that is one call into the runtime. */
export function reporter(name: string, type: Type, args: readonly Argument[] = [], traits: Traits = {}): LowerReporter {
  return operationReporter(runtimeCall(name, type, traits), args);
}

/** A reporter that is one operation over its arguments. */
export function operationReporter(operation: Operation, args: readonly Argument[]): LowerReporter {
  return (c, block) => ({ kind: 'operation', operation, args: args.map((arg) => arg(c, block)), block: block.id });
}

/** A command that may end the script that runs it: the operation answers whether. */
export function endScriptIf(operation: Operation, args: readonly Argument[] = []): LowerCommand {
  return (c, block) => ({ kind: 'end-script-if', operation, args: args.map((arg) => arg(c, block)), block: block.id });
}

/** A block that does nothing (kept for old projects). */
export const nothing: LowerCommand = () => [];
