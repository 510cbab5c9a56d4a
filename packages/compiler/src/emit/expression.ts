import { typeOf } from '../analysis/infer-types.ts';
import { cast } from '../ir/build.ts';
import type { Expression, List } from '../ir/nodes.ts';
import { BIG, BOOLEAN, FINITE, INFINITE, INT, isWithin, NAN, NEGATIVE, NUMBER, TEXT, type Type } from '../ir/types.ts';
import { callText } from './call.ts';
import type { FunctionContext } from './context.ts';
import { literal } from './literal.ts';
import { chainText, isChain } from './nan-chain.ts';

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

export const operationText = (
  f: FunctionContext,
  { operation, args }: Extract<Expression, { kind: 'operation' }>,
  texts: readonly string[],
): string => operation.js(texts, args.map(typeOf), f.temporary);

/** The number that a value is in arithmetic: NaN counts as 0. */
export function castToNumber(f: FunctionContext, text: string, type: Type): string {
  if (isWithin(type, NUMBER & ~NAN) || (f.nan === 'later' && isWithin(type, NUMBER))) return text;
  // In place: engines give up inlining calls in large functions.
  if (isWithin(type, NUMBER)) {
    const name = isSimple(text) ? text : f.temporary();
    return `(${name === text ? name : `(${name} = ${text})`} === ${name} ? ${name} : 0)`;
  }
  if (isWithin(type, BOOLEAN)) return `(+${text})`;
  return `toNumber(${text})`;
}

function castText(f: FunctionContext, to: 'number' | 'text' | 'boolean', text: string, type: Type): string {
  if (to === 'number') return castToNumber(f, text, type);
  if (to === 'text') return isWithin(type, TEXT) ? text : `("" + ${text})`;
  if (isWithin(type, BOOLEAN)) return text;
  return isWithin(type, NUMBER | BOOLEAN) ? `(!!${text})` : `toBoolean(${text})`;
}

/** Whether text may stand twice in an expression: a name or a literal. */
export const isSimple = (text: string): boolean => /^[\w$]+$|^"[^"\\]*"$/.test(text);

/** An index that is a number: 1-based, to be floored; -1 for text like "last" is found by the runtime. */
export const isNumericIndex = (index: Expression): boolean => isWithin(typeOf(index), NUMBER);

/** Text of a test that a number lies within a list, and of the array index it then means. */
export function placeText(index: string, list: string, type: Type): { inside: string; at: string } {
  const whole = isWithin(type, INT | BIG | INFINITE | NAN | NEGATIVE);
  return {
    inside: whole ? `${index} >= 1 && ${index} <= ${list}.length` : `${index} >= 1 && ${index} < ${list}.length + 1`,
    // Inside the list the number is small, so that the conversion to int32 floors it.
    at: whole ? `${index} - 1` : `(${index} | 0) - 1`,
  };
}

export function itemText(
  f: FunctionContext,
  list: List,
  index: Expression,
  missing: string,
  convert: (text: string, type: Type) => string,
): string {
  const array = f.list(list);
  const type = typeOf(index);
  // A place that is NaN would be none: it is looked for now.
  const { nan } = f;
  if (nan === 'later') f.nan = 'now';
  const text = expressionText(f, index);
  f.nan = nan;
  if (!isNumericIndex(index)) {
    return missing === '0' ? `toNumber(item(${array}, ${text}))` : `item(${array}, ${text})`;
  }
  const name = isSimple(text) ? text : f.temporary();
  const place = placeText(name, array, type);
  const first = name === text ? '' : `${name} = ${text}, `;
  return `(${first}${place.inside} ? ${convert(`${array}[${place.at}]`, list.items.type)} : ${missing})`;
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
