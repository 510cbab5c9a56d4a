import type { Cell, Expression, Program, Statement } from '../ir/nodes.ts';
import { bodiesOf, eachExpression, expressionsOf } from '../ir/walk.ts';

/** A value that goes into a cell. `replace` puts another expression in its place. */
export interface Flow {
  to: Cell;
  value: Expression;
  replace(value: Expression): void;
}

/** Where things happen in a program, collected in one walk, so that the passes over types need no walk of their own. */
export interface Flows {
  flows: Flow[];
  /** Every expression of the program. */
  expressions: Expression[];
  statements: Statement[];
}

/** Collects every flow of a value into a variable, list, parameter or return. */
export function collectFlows(program: Program): Flows {
  const out: Flows = { flows: [], expressions: [], statements: [] };

  const argumentFlows = (parameters: readonly Cell[], args: Expression[]): void =>
    parameters.forEach((to, index) => {
      out.flows.push({ to, value: args[index]!, replace: (value) => void (args[index] = value) });
    });

  const visitExpression = (root: Expression): void =>
    eachExpression(root, (expression) => {
      out.expressions.push(expression);
      if (expression.kind === 'call') argumentFlows(expression.procedure.parameters, expression.args);
    });

  function visitBody(body: readonly Statement[], returns: Cell): void {
    for (const statement of body) {
      out.statements.push(statement);
      expressionsOf(statement).forEach(visitExpression);
      const replace = (value: Expression): void => void ((statement as { value: Expression }).value = value);
      if (statement.kind === 'set') out.flows.push({ to: statement.variable, value: statement.value, replace });
      else if (statement.kind === 'append' || statement.kind === 'replace' || statement.kind === 'insert') {
        out.flows.push({ to: statement.list.items, value: statement.value, replace });
      } else if (statement.kind === 'return') out.flows.push({ to: returns, value: statement.value, replace });
      else if (statement.kind === 'call') argumentFlows(statement.procedure.parameters, statement.args);
      for (const inner of bodiesOf(statement)) visitBody(inner, returns);
    }
  }

  for (const procedure of program.procedures) visitBody(procedure.body, procedure.returns);
  for (const script of program.scripts) {
    visitBody(script.body, { type: 0, observed: false });
    if (script.report !== null) visitExpression(script.report);
    if (script.edge !== null) visitExpression(script.edge);
  }
  return out;
}
