import { inline } from '../../ir/build.ts';
import { isSimple, literal } from '../../ir/literal.ts';
import type { Operation } from '../../ir/nodes.ts';
import {
  areNumbersOrEmpty,
  BOOLEAN,
  CASED,
  DIGITS,
  EMPTY,
  isWithin,
  NAN,
  NUMBER,
  OTHER_TEXT,
  SIMPLE_TEXT,
  TEXT,
  type Type,
} from '../../ir/types.ts';

/**
 * Scratch's comparison: as numbers when both sides are numbers, otherwise as text without regard to case (NaN is the text
 * "nan"). Known numbers compare in place; the rest asks the runtime's cast functions.
 */
const isNumber = (type: Type): boolean => isWithin(type, NUMBER);
const has = (type: Type, kinds: Type): boolean => (type & kinds) !== 0;
const boolean = (): Type => BOOLEAN;

/** A digit text "n" as JavaScript source: the one text of length up to its own that equals the number. */
const integerLiteral = (source: string): boolean => /^\d{1,15}$/.test(source);

/** Texts that some number or truth value prints as, in small letters, and that are no numbers themselves. */
const PRINTED = new Set(['nan', 'infinity', '-infinity', 'true', 'false']);

/** The text that a literal means when it is none that a value of another kind could equal; null for all other sources. */
function wordOf(source: string): string | null {
  if (!/^"(?:[^"\\]|\\.)*"$/.test(source)) return null;
  const word = JSON.parse(source) as string;
  const isNumberText = word.trim() !== '' && !Number.isNaN(Number(word));
  return isNumberText || PRINTED.has(word.toLowerCase()) ? null : word;
}

/** An operand under a name, and the text that gives it the name. */
function named(text: string, temporary: () => string): { name: string; value: string } {
  if (isSimple(text)) return { name: text, value: text };
  const name = temporary();
  return { name, value: `(${name} = ${text})` };
}

/** Compares with a word in place; only where letters may be large or small what differs is looked at again. */
function equalsWord(a: string, word: string, type: Type, temporary: () => string): string {
  const source = literal(word.toLowerCase());
  const hasCase = has(type, CASED) && word.toLowerCase() !== word.toUpperCase();
  const { name, value } = named(a, temporary);
  // Engines compare faster when they know of both sides what they are.
  const same = isWithin(type, TEXT)
    ? `${value} === ${source}`
    : `typeof ${value} === "string" && ${name} === ${source}`;
  return hasCase ? `(${same} || sameWord(${name}, ${source}))` : `(${same})`;
}

/**
 * Whether JavaScript's own equality is Scratch's: where no text needs to be looked into for a number or for the case of its
 * letters. NaN alone equals itself in Scratch.
 */
function isStrict(ta: Type, tb: Type): boolean {
  const either = ta | tb;
  if (isWithin(either, BOOLEAN)) return true;
  if (has(either, OTHER_TEXT | BOOLEAN | CASED) || has(ta & tb, NAN)) return false;
  return !(has(ta, DIGITS) && has(tb, NUMBER)) && !(has(tb, DIGITS) && has(ta, NUMBER));
}

function equal(a: string, b: string, ta: Type, tb: Type, temporary: () => string): string {
  if (areNumbersOrEmpty(ta, tb)) return equalOrEmpty(a, b, ta, tb, temporary);
  if (isStrict(ta, tb)) return `(${a} === ${b})`;
  const wordB = wordOf(b);
  if (wordB !== null) return equalsWord(a, wordB, ta, temporary);
  const wordA = wordOf(a);
  if (wordA !== null) return equalsWord(b, wordA, tb, temporary);
  if (integerLiteral(b)) return equalsIntegerText(a, b, ta);
  if (integerLiteral(a)) return equalsIntegerText(b, a, tb);
  return `equals(${a}, ${b})`;
}

const equalsIntegerText = (a: string, source: string, type: Type): string =>
  isWithin(type, SIMPLE_TEXT) ? `(${a} === "${source}")` : `equalsInteger(${a}, ${source}, "${source}")`;

/** Whether `a` is less than `b`, both worked out in this order; `swapped`: in the other. */
function less(a: string, b: string, ta: Type, tb: Type, temporary: () => string, swapped = false): string {
  // "nan" sorts after every number, so NaN only matters on the right.
  if (isNumber(ta) && isNumber(tb)) {
    if (!has(tb, NAN)) return swapped ? `(${b} > ${a})` : `(${a} < ${b})`;
    return swapped ? `lessNumbers(${a}, ${b})` : `lessNumbers(${a}, ${b})`;
  }
  if (areNumbersOrEmpty(ta, tb)) return lessOrEmpty(a, b, ta, tb, temporary, swapped);
  return swapped ? `greater(${b}, ${a})` : `less(${a}, ${b})`;
}

/** The empty text comes before every number. NaN stands for it here, and compares as less than nothing. */
function lessOrEmpty(a: string, b: string, ta: Type, tb: Type, temporary: () => string, swapped: boolean): string {
  if (!has(ta, EMPTY)) return swapped ? `(${b} > ${a})` : `(${a} < ${b})`;
  if (!has(tb, EMPTY)) return swapped ? `!(${b} <= ${a})` : `!(${a} >= ${b})`;
  // Two empty texts are the same.
  const { name, value } = named(b, temporary);
  return swapped ? `(!(${value} <= ${a}) && ${name} === ${name})` : `(!(${a} >= ${value}) && ${name} === ${name})`;
}

function equalOrEmpty(a: string, b: string, ta: Type, tb: Type, temporary: () => string): string {
  if (!has(ta & tb, EMPTY)) return `(${a} === ${b})`;
  const x = named(a, temporary);
  const y = named(b, temporary);
  return `(${x.value} === ${y.value} || (${x.name} !== ${x.name} && ${y.name} !== ${y.name}))`;
}

const compares = (emptyFirst: boolean, emptySecond: boolean) => ({ compares: { emptyFirst, emptySecond } });
export const equals: Operation = inline(
  'operator.equals',
  boolean,
  ([a = '', b = ''], [ta = 0, tb = 0], temporary) => equal(a, b, ta, tb, temporary),
  compares(false, false),
);
export const lessThan: Operation = inline(
  'operator.lt',
  boolean,
  ([a = '', b = ''], [ta = 0, tb = 0], temporary) => less(a, b, ta, tb, temporary),
  compares(true, false),
);
export const greaterThan: Operation = inline(
  'operator.gt',
  boolean,
  ([a = '', b = ''], [ta = 0, tb = 0], temporary) => less(b, a, tb, ta, temporary, true),
  compares(false, true),
);
