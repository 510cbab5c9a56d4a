import type { Expression, Parameter, Procedure } from '../../ir/nodes.ts';
import type { Type } from '../../ir/types.ts';
import { operands, someExpression } from '../../ir/walk.ts';

/** What taking calls out of expressions needs of the function that is being written. */
export interface HoistTarget {
  /** Whether a call of the procedure from here may give way, and so cannot stand inside an expression. */
  leaves(procedure: Procedure): boolean;
  /** Writes the call and answers the cell that will hold its value. */
  call(procedure: Procedure, args: readonly Expression[]): Expression;
  /** Writes the expression's value into a cell of the frame. */
  spill(value: Expression): Expression;
}

/**
 * Takes calls that may give way out of expressions, in the order in which everything is evaluated: what stands before a
 * call is worked out first and kept in the frame.
 */
export function hoistAll(target: HoistTarget, values: readonly Expression[]): Expression[] {
  const has = values.map((value) => hasLeavingCall(target, value));
  const last = has.lastIndexOf(true);
  return values.map((value, index) => {
    if (index > last) return value;
    const hoisted = has[index] ? hoist(target, value) : value;
    // The last one's value is either in the frame already or built from such values alone.
    const stays = index === last || hoisted.kind === 'constant' || hoisted.kind === 'parameter';
    return stays ? hoisted : target.spill(hoisted);
  });
}

const hasLeavingCall = (target: HoistTarget, value: Expression): boolean =>
  someExpression(value, (inner) => inner.kind === 'call' && target.leaves(inner.procedure));

function hoist(target: HoistTarget, value: Expression): Expression {
  if (value.kind === 'call' && target.leaves(value.procedure)) {
    return target.call(value.procedure, hoistAll(target, value.args));
  }
  return withOperands(value, hoistAll(target, operands(value)));
}

function withOperands(expression: Expression, to: Expression[]): Expression {
  switch (expression.kind) {
    case 'cast':
    case 'find':
      return { ...expression, value: to[0]! };
    case 'item':
      return { ...expression, index: to[0]! };
    case 'operation':
    case 'call':
      return { ...expression, args: to };
    default:
      return expression;
  }
}

/** A cell of the frame as an expression: a parameter that the function gives itself. */
export function frameCell(index: number, type: Type): Expression {
  const parameter: Parameter = { name: '', index, isBoolean: false, default: '', type, observed: true };
  return { kind: 'parameter', parameter };
}
