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
  OTHER_TEXT,
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
      if (joinedParts(expression) !== null) return joinText(f, expression);
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

/** The parts of a text that is put together, null of any other expression. */
const joinedParts = (expression: Expression): readonly Expression[] | null =>
  expression.kind === 'operation' && expression.operation.name === 'operator.join' ? expression.args : null;

/** A text that is longer than this, put together of long ones, is told to the runtime. */
const LONG_TEXT = 1_000_000;
/** A typed text that is longer makes another long in a few passes. */
const SHORT_TEXT = 100;

/**
 * A text put together. One that grows by little in each pass is found by those who look at the clock (`JOIN_COST`); two that may
 * be long make one that the runtime hears of.
 */
function joinText(f: FunctionContext, join: OperationExpression): string {
  const plain = (part: Expression): string =>
    part.kind === 'operation' && joinedParts(part) !== null
      ? operationText(f, part, part.args.map(plain))
      : expressionText(f, part);
  const text = plain(join);
  if (longParts(join) < 2) return text;
  const name = f.temporary();
  return `((${name} = ${text}).length > ${LONG_TEXT} ? joined(${name}) : ${name})`;
}

/** How many parts of a text may be long. */
function longParts(expression: Expression): number {
  if (expression.kind === 'cast') return longParts(expression.value);
  const parts = joinedParts(expression);
  if (parts !== null) return parts.reduce((sum, part) => sum + longParts(part), 0);
  if (expression.kind === 'constant') return String(expression.value).length > SHORT_TEXT ? 1 : 0;
  return (typeOf(expression) & OTHER_TEXT) !== 0 ? 1 : 0;
}

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
