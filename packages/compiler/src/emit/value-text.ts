/** Texts of single values: what expressions are put together from. */
import { typeOf } from '../analysis/infer-types.ts';
import { isSimple } from '../ir/literal.ts';
import type { Expression, List } from '../ir/nodes.ts';
import { BIG, BOOLEAN, DIGITS, EMPTY, INFINITE, INT, isWithin, NAN, NEGATIVE, NUMBER, type Type } from '../ir/types.ts';
import type { FunctionContext } from './context.ts';

/** An operation over the texts of its arguments. */
export const operationText = (
  f: FunctionContext,
  { operation, args }: Extract<Expression, { kind: 'operation' }>,
  texts: readonly string[],
): string => operation.js(texts, args.map(typeOf), f.temporary);

/** The number that a value is in arithmetic: NaN counts as 0. */
function castToNumber(f: FunctionContext, text: string, type: Type): string {
  if (isWithin(type, NUMBER & ~NAN) || (f.nan === 'later' && isWithin(type, NUMBER))) return text;
  // In place: engines give up inlining calls in large functions.
  if (isWithin(type, NUMBER)) {
    const name = isSimple(text) ? text : f.temporary();
    return `(${name === text ? name : `(${name} = ${text})`} === ${name} ? ${name} : 0)`;
  }
  // JavaScript's own conversion is the same for what it never makes NaN of.
  const plain = NUMBER | BOOLEAN | DIGITS | EMPTY;
  if (isWithin(type, plain & ~NAN) || (f.nan === 'later' && isWithin(type, plain))) return `(+${text})`;
  return `toNumber(${text})`;
}

/** Engines know it at once, while they look up the global NaN. */
export const NAN_TEXT = 'Number.NaN';

/** The value of a number for which NaN stands for the empty text. */
export const decodedText = (name: string): string => `(${name} === ${name} ? ${name} : "")`;

/** The local that holds a variable as a number, with NaN for the empty text. */
export function encodedLocal(f: FunctionContext, expression: Expression): string | null {
  const promotion = expression.kind === 'variable' ? f.promoted.get(expression.variable) : undefined;
  return promotion?.encoded === true ? promotion.local : null;
}

/** An expression cast to a number. */
export function numberText(f: FunctionContext, value: Expression): string {
  if (value.kind === 'item') {
    return itemText(f, value.list, value.index, '0', (text, type) => castToNumber(f, text, type));
  }
  if (value.kind === 'operation' && value.operation.asNumber !== undefined) {
    return value.operation.asNumber.js(value.args.map((arg) => f.text(arg)));
  }
  const local = encodedLocal(f, value);
  return local === null ? castToNumber(f, f.text(value), typeOf(value)) : castToNumber(f, local, NUMBER);
}

/** An expression that is a number or the empty text as a number, with NaN for the empty text. */
export function encodedText(f: FunctionContext, expression: Expression): string {
  const encode = (text: string, type: Type): string => {
    if (isWithin(type, NUMBER)) return text;
    const name = isSimple(text) ? text : f.temporary();
    return `(typeof ${name === text ? name : `(${name} = ${text})`} === "number" ? ${name} : ${NAN_TEXT})`;
  };
  const local = encodedLocal(f, expression);
  if (local !== null) return local;
  if (expression.kind === 'constant' && expression.value === '') return NAN_TEXT;
  if (expression.kind !== 'item' || !isNumericIndex(expression.index))
    return encode(f.text(expression), typeOf(expression));
  return itemText(f, expression.list, expression.index, NAN_TEXT, encode);
}

/** An index that is a number: 1-based, to be floored. Text like "random" is left to the runtime. */
export const isNumericIndex = (index: Expression): boolean => isWithin(typeOf(index), NUMBER) || isLast(index);

export const isLast = (index: Expression): boolean => index.kind === 'constant' && index.value === 'last';

/** An index that is a number as text, with its type. */
export function indexText(f: FunctionContext, index: Expression, array: string): { text: string; type: Type } {
  return isLast(index) ? { text: `${array}.length`, type: INT } : { text: f.text(index), type: typeOf(index) };
}

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
  // A place that is NaN would be none: it is looked for now.
  const { nan } = f;
  if (nan === 'later') f.nan = 'now';
  const { text, type } = indexText(f, index, array);
  f.nan = nan;
  if (!isNumericIndex(index)) {
    return missing === '0' ? `toNumber(item(${array}, ${text}))` : `item(${array}, ${text})`;
  }
  const name = isSimple(text) ? text : f.temporary();
  const place = placeText(name, array, type);
  const first = name === text ? '' : `${name} = ${text}, `;
  return `(${first}${place.inside} ? ${convert(`${array}[${place.at}]`, list.items.type)} : ${missing})`;
}
