import type { Expression, Procedure, Program, Statement } from './nodes.ts';

/** The expressions that stand directly in a statement, in the order of evaluation. */
export function valuesOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'set':
    case 'change':
    case 'append':
      return [statement.value];
    case 'replace':
      return [statement.index, statement.value];
    case 'insert':
      return [statement.value, statement.index];
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
    case 'wait':
      return [statement.seconds];
    case 'operation':
    case 'call':
      return statement.args;
    case 'return':
      return statement.value === null ? [] : [statement.value];
    case 'clear':
    case 'forever':
    case 'broadcast':
    case 'stop-all':
    case 'stop-others':
      return [];
  }
}

/** The expressions that stand directly in an expression, in the order of evaluation. */
export function operandsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'operation':
    case 'call':
      return expression.args;
    case 'item':
      return [expression.index];
    case 'find':
      return [expression.value];
    default:
      return [];
  }
}

/** The stacks inside a statement. */
export function bodiesOf(statement: Statement): Statement[][] {
  if (statement.kind === 'if') return [statement.then, statement.else];
  return 'body' in statement ? [statement.body] : [];
}

/** Calls for each statement of a stack and of the stacks inside it, outer ones first. */
export function eachStatement(body: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of body) {
    visit(statement);
    for (const inner of bodiesOf(statement)) eachStatement(inner, visit);
  }
}

/** Calls for an expression and everything in it. */
export function eachExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const operand of operandsOf(expression)) eachExpression(operand, visit);
}

/** All statements of a program. */
export function eachStatementOf(program: Program, visit: (statement: Statement) => void): void {
  for (const { body } of [...program.procedures, ...program.scripts]) eachStatement(body, visit);
}

/** All expressions of a program, whole ones with their parts. */
export function eachExpressionOf(program: Program, visit: (expression: Expression) => void): void {
  eachStatementOf(program, (statement) => valuesOf(statement).forEach((value) => eachExpression(value, visit)));
}

/** My-blocks that are used as values, with the blocks that call them. */
export function callsInValues(program: Program): { procedure: Procedure; block: string }[] {
  const calls: { procedure: Procedure; block: string }[] = [];
  eachExpressionOf(program, (expression) => {
    if (expression.kind === 'call') calls.push(expression);
  });
  return calls;
}

/** Whether a my-block waits, itself or through others that it calls as commands. */
export function waits(procedure: Procedure, seen = new Set<Procedure>()): boolean {
  if (seen.has(procedure)) return false;
  seen.add(procedure);
  let found = false;
  eachStatement(procedure.body, (statement) => {
    const waiting = statement.kind === 'wait' || statement.kind === 'wait-until';
    if (waiting || (statement.kind === 'broadcast' && statement.wait)) found = true;
    if (statement.kind === 'call' && waits(statement.procedure, seen)) found = true;
  });
  return found;
}
