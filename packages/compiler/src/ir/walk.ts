import type { Expression, Statement } from './nodes.ts';

/** The expressions directly under an expression, in the order they are evaluated. */
export function operands(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'constant':
    case 'variable':
    case 'parameter':
    case 'length':
    case 'contents':
      return [];
    case 'cast':
    case 'find':
      return [expression.value];
    case 'item':
      return [expression.index];
    case 'operation':
    case 'call':
      return expression.args;
  }
}

/** The expressions directly in a statement, in the order they are evaluated. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'set':
    case 'append':
    case 'return':
      return [statement.value];
    case 'replace':
    case 'insert':
      return [statement.index, statement.value];
    case 'delete':
      return [statement.index];
    case 'if':
    case 'while':
    case 'wait-until':
      return [statement.condition];
    case 'repeat':
      return [statement.times];
    case 'for-each':
      return [statement.limit];
    case 'operation':
    case 'call':
    case 'end-script-if':
      return statement.args;
    case 'clear':
    case 'forever':
      return [];
  }
}

/** The statement lists directly in a statement. */
export function bodiesOf(statement: Statement): readonly Statement[][] {
  switch (statement.kind) {
    case 'if':
      return [statement.then, statement.else];
    case 'repeat':
    case 'forever':
    case 'while':
    case 'for-each':
      return [statement.body];
    default:
      return [];
  }
}

export const isLoop = (statement: Statement): boolean =>
  statement.kind === 'repeat' ||
  statement.kind === 'forever' ||
  statement.kind === 'while' ||
  statement.kind === 'for-each';

/** Visits every statement, outer before inner. */
export function eachStatement(body: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of body) {
    visit(statement);
    for (const inner of bodiesOf(statement)) eachStatement(inner, visit);
  }
}

/** Visits an expression and everything under it, outer before inner. */
export function eachExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const operand of operands(expression)) eachExpression(operand, visit);
}

/** Visits every expression anywhere in a body. */
export function eachExpressionIn(body: readonly Statement[], visit: (expression: Expression) => void): void {
  eachStatement(body, (statement) => {
    for (const expression of expressionsOf(statement)) eachExpression(expression, visit);
  });
}

/** Whether anything in the expression satisfies the test. */
export function someExpression(expression: Expression, test: (expression: Expression) => boolean): boolean {
  return test(expression) || operands(expression).some((operand) => someExpression(operand, test));
}
