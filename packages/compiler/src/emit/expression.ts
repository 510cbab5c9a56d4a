import { typeOf } from '../analysis/infer-types.ts';
import { cast } from '../ir/build.ts';
import { isSimple, literal } from '../ir/literal.ts';
import type { Expression, List } from '../ir/nodes.ts';
import {
  areNumbersOrEmpty,
  CASED,
  typeOfValue,
  BOOLEAN,
  FINITE,
  INFINITE,
  INT,
  isWithin,
  NEGATIVE,
  NUMBER,
  TEXT,
  type Type,
} from '../ir/types.ts';
import { callText } from './call.ts';
import type { FunctionContext } from './context.ts';
import { chainText, isChain } from './nan-chain.ts';
import { decodedText, encodedText, isNumericIndex, itemText, numberText, operationText } from './value-text.ts';

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
      return f.promoted.get(expression.variable)?.encoded === true
        ? decodedText(f.variable(expression.variable))
        : f.variable(expression.variable);
    case 'parameter':
      return `a${expression.parameter.index}`;
    case 'cast':
      if (expression.to === 'number') return numberText(f, expression.value);
      return castText(f, expression.to, expressionText(f, expression.value), typeOf(expression.value));
    case 'operation':
      if (expression.operation.compares !== undefined)
        return comparisonText(f, expression, expression.operation.compares);
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

type OperationExpression = Extract<Expression, { kind: 'operation' }>;

function comparisonText(
  f: FunctionContext,
  expression: OperationExpression,
  { emptyFirst, emptySecond }: { emptyFirst: boolean; emptySecond: boolean },
): string {
  const [a, b] = expression.args as [Expression, Expression];
  if (!emptyFirst && !emptySecond) {
    const [x, y] = [codeText(f, a), codeText(f, b)];
    if (x !== null && y !== null && !(a.kind === 'constant' && b.kind === 'constant')) return `(${x} === ${y})`;
  }
  if (!areNumbersOrEmpty(typeOf(a), typeOf(b))) {
    return operationText(
      f,
      expression,
      expression.args.map((arg) => expressionText(f, arg)),
    );
  }
  const { js } = expression.operation;
  const [x, y] = [isPlaceOf(a), isPlaceOf(b)];
  // An item beside a number is looked at where it is, so that engines need no number for the item that is missing.
  if (x !== y && isWithin(typeOf(x ? b : a), NUMBER)) {
    const other = expressionText(f, x ? b : a);
    const type = typeOf(x ? b : a);
    if (isSimple(other)) {
      const missing = String(x ? emptyFirst : emptySecond);
      return itemOrElse(f, (x ? a : b) as Extract<Expression, { kind: 'item' }>, missing, (item, itemType) =>
        x ? js([item, other], [itemType, type], f.temporary) : js([other, item], [type, itemType], f.temporary),
      );
    }
    return operationText(f, expression, x ? [encodedText(f, a), other] : [other, encodedText(f, b)]);
  }
  return operationText(f, expression, [encodedText(f, a), encodedText(f, b)]);
}

/**
 * A text of at most one character as the number of the character, which engines compare faster, where this is Scratch's
 * equality: no letter may be large. Digits typed in are numbers here.
 */
function codeText(f: FunctionContext, expression: Expression): string | null {
  if (expression.kind === 'constant') {
    const { value } = expression;
    const text = typeof value === 'number' && Object.is(Math.abs(value), value) ? String(value) : value;
    if (typeof text !== 'string' || text.length > 1 || (typeOfValue(text) & CASED) !== 0) return null;
    return text === '' ? '-1' : String(text.charCodeAt(0));
  }
  if (expression.kind !== 'operation' || expression.operation.asCode === undefined) return null;
  if ((typeOf(expression) & CASED) !== 0) return null;
  return expression.operation.asCode(expression.args.map((arg) => expressionText(f, arg)));
}

const isPlaceOf = (expression: Expression): boolean => expression.kind === 'item' && isNumericIndex(expression.index);

/** What is made of an item that is a number, or another text where there is none. */
function itemOrElse(
  f: FunctionContext,
  { list, index }: Extract<Expression, { kind: 'item' }>,
  missing: string,
  make: (item: string, type: Type) => string,
): string {
  return itemText(f, list, index, missing, (text, type) => {
    if (isWithin(type, NUMBER)) return make(text, type);
    const name = f.temporary();
    return `(typeof (${name} = ${text}) === "number" ? ${make(name, type & NUMBER)} : ${missing})`;
  });
}

function castText(f: FunctionContext, to: 'text' | 'boolean', text: string, type: Type): string {
  if (to === 'text') return castToText(f, text, type);
  if (isWithin(type, BOOLEAN)) return text;
  return isWithin(type, NUMBER | BOOLEAN) ? `(!!${text})` : `toBoolean(${text})`;
}

/** What is text already passes without a new one made. */
function castToText(f: FunctionContext, text: string, type: Type): string {
  if (isWithin(type, TEXT)) return text;
  if ((type & TEXT) === 0) return `("" + ${text})`;
  const name = isSimple(text) ? text : f.temporary();
  return `(typeof ${name === text ? name : `(${name} = ${text})`} === "string" ? ${name} : "" + ${name})`;
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
