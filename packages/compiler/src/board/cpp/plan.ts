import type { Procedure, Program, Statement } from '../ir/nodes.ts';
import { eachExpression, eachStatement, eachStatementOf, valuesOf } from '../ir/walk.ts';

/**
 * How a program becomes functions. `simple`: one script that nobody interrupts is plain C++ with `delay`. Otherwise scripts take
 * turns, and whatever may give way inside a my-block makes that my-block a function of steps, too.
 */
export interface Plan {
  simple: boolean;
  /** Whether calling the my-block as a command may give way (or end the script) before it is done. */
  steps(procedure: Procedure, atomic: boolean): boolean;
  /** My-blocks that are used as values. */
  values: ReadonlySet<Procedure>;
  /** Whether carrying out the statement may start the own script anew. */
  restartsItself(message: number): boolean;
}

const LOOPS: ReadonlySet<string> = new Set(['repeat', 'forever', 'while', 'for-each']);

/** Looks at the whole program once. */
export function planOf(program: Program): Plan {
  const values = new Set<Procedure>();
  let needsTurns = program.scripts.length !== 1 || program.scripts[0]!.hat.kind !== 'start';
  eachStatementOf(program, (statement) => {
    if (statement.kind === 'stop-all' || statement.kind === 'broadcast') needsTurns = true;
    for (const value of valuesOf(statement)) {
      eachExpression(value, (expression) => {
        if (expression.kind === 'call') values.add(expression.procedure);
        const isLine = expression.kind === 'operation' && /^serial(Line|Number)$/.test(expression.operation);
        if (isLine) needsTurns = true;
      });
    }
  });
  for (const script of program.scripts) {
    eachStatement(script.body, (statement) => {
      if (statement.kind === 'return') needsTurns = true;
    });
  }

  const receivers = new Set(program.scripts.flatMap(({ hat }) => (hat.kind === 'message' ? [hat.message] : [])));
  const restartsItself = (message: number): boolean => receivers.has(message);
  const stepping = new Set<string>();
  const steps = (procedure: Procedure, atomic: boolean): boolean => stepping.has(`${procedure.index} ${atomic}`);
  for (let before = -1; before !== stepping.size;) {
    before = stepping.size;
    for (const procedure of program.procedures) {
      for (const atomic of [false, true]) {
        eachStatement(procedure.body, (statement) => {
          if (givesWay(statement, atomic, steps, restartsItself)) stepping.add(`${procedure.index} ${atomic}`);
        });
      }
    }
  }
  return { simple: !needsTurns, steps, values, restartsItself };
}

function givesWay(
  statement: Statement,
  atomic: boolean,
  steps: Plan['steps'],
  restartsItself: Plan['restartsItself'],
): boolean {
  if (LOOPS.has(statement.kind)) return !atomic;
  switch (statement.kind) {
    case 'wait':
    case 'wait-until':
    case 'stop-all':
      return true;
    case 'broadcast':
      return statement.wait || restartsItself(statement.message);
    case 'call':
      return steps(statement.procedure, atomic || statement.procedure.warp);
    default:
      return false;
  }
}
