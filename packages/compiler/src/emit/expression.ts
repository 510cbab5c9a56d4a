import { typeOf } from '../analysis/infer-types.ts';
import { cast } from '../ir/build.ts';
import type { Expression, List } from '../ir/nodes.ts';
import { BOOLEAN, FINITE, INFINITE, INT, isWithin, NEGATIVE, NUMBER, TEXT, type Type } from '../ir/types.ts';
import { callText } from './call.ts';
import type { FunctionContext } from './context.ts';
import { literal } from './literal.ts';
import { chainText, isChain } from './nan-chain.ts';
import { castToNumber, itemText, operationText } from './value-text.ts';

/** An expression as JavaScript text, safe to stand inside any other expression. */
export function expressionText(f: FunctionContext, expression: Expression): string {
  if (isChain(expression)) return chainText(f, expression);
  // Only within a chain NaN may be looked for later.
  const { nan } = f;
  if (nan === 'later') f.nan = 'now';
  const text = plainText(f, expression);
  f.nan = nan;
  return text;
}

function plainText(f: FunctionContext, expression: Expression): string {
  switch (expression.kind) {
    case 'constant':
      return literal(expression.value);
    case 'variable':
      return f.variable(expression.variable);
    case 'parameter':
      return `a${expression.parameter.index}`;
    case 'cast':
      if (expression.value.kind === 'item' && expression.to === 'number') {
        return itemText(f, expression.value.list, expression.value.index, '0', (text, type) =>
          castToNumber(f, text, type),
        );
      }
      return castText(f, expression.to, expressionText(f, expression.value), typeOf(expression.value));
    case 'operation':
      return operationText(
        f,
        expression,
        expression.args.map((arg) => expressionText(f, arg)),
      );
    case 'item':
      return itemText(f, expression.list, expression.index, '""', (text) => text);
    case 'length':
      return `${f.list(expression.list)}.length`;
    case 'find':
      return findText(f, expression.list, expression.value);
    case 'contents':
      return `contents(${f.list(expression.list)})`;
    case 'call':
      return callText(f, expression.procedure, expression.args);
  }
}

function castText(f: FunctionContext, to: 'number' | 'text' | 'boolean', text: string, type: Type): string {
  if (to === 'number') return castToNumber(f, text, type);
  if (to === 'text') return isWithin(type, TEXT) ? text : `("" + ${text})`;
  if (isWithin(type, BOOLEAN)) return text;
  return isWithin(type, NUMBER | BOOLEAN) ? `(!!${text})` : `toBoolean(${text})`;
}

function findText(f: FunctionContext, list: List, value: Expression): string {
  const array = f.list(list);
  const text = expressionText(f, value);
  const isPlain = isWithin(list.items.type, FINITE | INFINITE) && isWithin(typeOf(value), FINITE | INFINITE);
  return isPlain ? `(${array}.indexOf(${text}) + 1)` : `find(${array}, ${text})`;
}

/** The count of a `repeat`, rounded once. */
export function timesText(f: FunctionContext, times: Expression): string {
  const number = cast('number', times);
  const text = f.text(number);
  return isWithin(typeOf(number), INT | NEGATIVE) ? text : `Math.round(${text})`;
}
