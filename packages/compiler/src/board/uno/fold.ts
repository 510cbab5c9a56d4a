import type { Expression } from '../ir/nodes.ts';

/**
 * Computes what is constant when the program is compiled: only operations that IEEE rounds exactly, so that the board would get the
 * very same bits. A double holds the exact sum, difference or product of two binary32 numbers nearly enough that rounding it
 * once more gives the right one, and its quotient too (53 >= 2 * 24 + 2).
 */
export function fold(expression: Expression): Expression {
  if (expression.kind !== 'operation') return expression;
  const args = expression.args.map(fold);
  const folded = { ...expression, args };
  const [a, b] = args;
  if (a?.kind === 'boolean' && expression.operation === 'not') return { kind: 'boolean', value: !a.value };
  if (a?.kind !== 'number' || b?.kind !== 'number') return folded;
  const number = (value: number): Expression => ({ kind: 'number', value: Math.fround(value) });
  switch (expression.operation) {
    case 'add':
      return number(a.value + b.value);
    case 'subtract':
      return number(a.value - b.value);
    case 'multiply':
      return number(a.value * b.value);
    case 'divide':
      return number(a.value / b.value);
    case 'less':
      return { kind: 'boolean', value: a.value < b.value };
    case 'greater':
      return { kind: 'boolean', value: a.value > b.value };
    case 'equal':
      return { kind: 'boolean', value: a.value === b.value };
    default:
      return folded;
  }
}
