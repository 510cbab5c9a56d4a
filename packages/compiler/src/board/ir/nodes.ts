/**
 * The typed representation of a board program, between blocks and the four back ends. Every variable, list, parameter and
 * expression has one static type; a back end never asks at run time what a value is. What the nodes mean is in the README of
 * this folder; `printBoardIr` shows a program as text.
 */
import type { CommandName, ReporterName, ValueType } from './operations.ts';

export type { ValueType } from './operations.ts';

export type BoardKind = 'arduino-uno' | 'microbit';

export interface Variable {
  /** Position in `BoardProgram.variables`. */
  index: number;
  id: string;
  name: string;
  type: ValueType;
  /** Of `type`; numbers are binary32 on the Uno. */
  initial: number | boolean | string;
}

export interface List {
  /** Position in `BoardProgram.lists`. */
  index: number;
  id: string;
  name: string;
  initial: readonly number[];
  /** Most items that it can hold, 1..64. */
  capacity: number;
}

export interface Parameter {
  /** Position in `Procedure.parameters`. */
  index: number;
  name: string;
  type: ValueType;
}

export interface Procedure {
  /** Position in `BoardProgram.procedures`. */
  index: number;
  /** Scratch's `proccode`: label with `%s` and `%b`. */
  code: string;
  /** Block id of the definition. */
  definition: string;
  parameters: Parameter[];
  /** Type of the result; `number` for one that never returns a value. */
  returns: ValueType;
  /** Runs without refresh: never gives way but in waits. */
  warp: boolean;
  body: Statement[];
}

/** Fields of a block that are fixed when it is compiled: `{ pin: 13 }`, `{ row: 1 }`. */
export type Settings = Readonly<Record<string, string | number>>;

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'text'; value: string }
  | { kind: 'variable'; variable: Variable }
  | { kind: 'parameter'; parameter: Parameter }
  /** Item at a 1-based place; 0 where there is none. */
  | { kind: 'item'; list: List; index: Expression }
  | { kind: 'length'; list: List }
  /** 1-based place of the first equal item, 0 when there is none. */
  | { kind: 'find'; list: List; value: Expression }
  | {
      kind: 'operation';
      operation: ReporterName;
      result: ValueType;
      args: Expression[];
      settings: Settings;
      block: string;
    }
  /** A my-block used as a value: runs to its end without giving way. */
  | { kind: 'call'; procedure: Procedure; args: Expression[]; block: string };

export type Statement = { block: string } & (
  | { kind: 'set'; variable: Variable; value: Expression }
  /** Evaluates the number, then adds it to what the variable holds by then. */
  | { kind: 'change'; variable: Variable; value: Expression }
  | { kind: 'append'; list: List; value: Expression }
  | { kind: 'replace'; list: List; index: Expression; value: Expression }
  | { kind: 'insert'; list: List; index: Expression; value: Expression }
  | { kind: 'delete'; list: List; index: Expression }
  | { kind: 'clear'; list: List }
  | { kind: 'if'; condition: Expression; then: Statement[]; else: Statement[] }
  | { kind: 'repeat'; times: Expression; body: Statement[] }
  | { kind: 'forever'; body: Statement[] }
  | { kind: 'while'; condition: Expression; body: Statement[] }
  | { kind: 'for-each'; variable: Variable; limit: Expression; body: Statement[] }
  | { kind: 'wait'; seconds: Expression }
  | { kind: 'wait-until'; condition: Expression }
  /** Starts the receivers of a message, and waits for them. */
  | { kind: 'broadcast'; message: number; wait: boolean }
  | { kind: 'operation'; operation: CommandName; args: Expression[]; settings: Settings }
  | { kind: 'call'; procedure: Procedure; args: Expression[] }
  /** Leaves the my-block or the script; a value only inside a my-block. */
  | { kind: 'return'; value: Expression | null }
  | { kind: 'stop-all' }
  | { kind: 'stop-others' }
);

/** What starts a script. `event` is one of the micro:bit's, by its opcode. */
export type Hat =
  | { kind: 'start' }
  | { kind: 'pin'; pin: number; rising: boolean }
  | { kind: 'line' }
  | { kind: 'message'; message: number }
  | { kind: 'event'; opcode: string; settings: Settings };

export interface Script {
  /** Position in `BoardProgram.scripts`, which is the order of turns. */
  index: number;
  /** Id of the hat block. */
  block: string;
  hat: Hat;
  body: Statement[];
}

export interface Program {
  board: BoardKind;
  /** Name of the target. */
  name: string;
  variables: Variable[];
  lists: List[];
  procedures: Procedure[];
  scripts: Script[];
  /** Names of messages as first written. */
  messages: string[];
}
