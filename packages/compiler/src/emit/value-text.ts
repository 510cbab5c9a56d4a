/** Texts of single values: what expressions are put together from. */
import { typeOf } from '../analysis/infer-types.ts';
import type { Expression, List } from '../ir/nodes.ts';
import { BIG, BOOLEAN, INFINITE, INT, isWithin, NAN, NEGATIVE, NUMBER, type Type } from '../ir/types.ts';
import type { FunctionContext } from './context.ts';

/** An operation over the texts of its arguments. */
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
  const text = f.text(index);
  f.nan = nan;
  if (!isNumericIndex(index)) {
    return missing === '0' ? `toNumber(item(${array}, ${text}))` : `item(${array}, ${text})`;
  }
  const name = isSimple(text) ? text : f.temporary();
  const place = placeText(name, array, type);
  const first = name === text ? '' : `${name} = ${text}, `;
  return `(${first}${place.inside} ? ${convert(`${array}[${place.at}]`, list.items.type)} : ${missing})`;
}
