import { UNO_REPORTER_SIGNATURES } from './operations.ts';
import type { Expression, ValueType } from './nodes.ts';

/** The static type of an expression. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
    case 'text':
      return expression.kind;
    case 'variable':
      return expression.variable.type;
    case 'parameter':
      return expression.parameter.type;
    case 'item':
    case 'length':
    case 'find':
      return 'number';
    case 'call':
      return expression.procedure.returns;
    case 'operation':
      return expression.result;
  }
}

/** The value that stands where one is missing. */
export function emptyValue(type: ValueType): Expression {
  if (type === 'number') return { kind: 'number', value: 0 };
  if (type === 'boolean') return { kind: 'boolean', value: false };
  return { kind: 'text', value: '' };
}

/** An operation of any board over typed arguments. */
export const operation = (
  name: keyof typeof UNO_REPORTER_SIGNATURES,
  args: Expression[],
  block: string,
): Expression => ({
  kind: 'operation',
  operation: name,
  result: UNO_REPORTER_SIGNATURES[name].result,
  args,
  settings: {},
  block,
});
