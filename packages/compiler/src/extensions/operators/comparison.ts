import { inline } from '../../ir/build.ts';
import type { Operation } from '../../ir/nodes.ts';
import { BOOLEAN, isWithin, NAN, NUMBER, type Type } from '../../ir/types.ts';

/**
 * Scratch's comparison: as numbers when both sides are numbers, otherwise as text without regard to case (NaN is the text
 * "nan"). Known numbers compare in place; the rest asks the runtime's cast functions.
 */
const isNumber = (type: Type): boolean => isWithin(type, NUMBER);
const mayBeNaN = (type: Type): boolean => (type & NAN) !== 0;
const boolean = (): Type => BOOLEAN;

/** A digit text "n" as JavaScript source: the one text of length up to its own that equals the number. */
const integerLiteral = (source: string): boolean => /^\d{1,15}$/.test(source);

function equal(a: string, b: string, ta: Type, tb: Type): string {
  if (isNumber(ta) && isNumber(tb) && !(mayBeNaN(ta) && mayBeNaN(tb))) return `(${a} === ${b})`;
  if (isWithin(ta, BOOLEAN) && isWithin(tb, BOOLEAN)) return `(${a} === ${b})`;
  if (integerLiteral(b)) return `equalsInteger(${a}, ${b}, "${b}")`;
  if (integerLiteral(a)) return `equalsInteger(${b}, ${a}, "${a}")`;
  return `equals(${a}, ${b})`;
}

function less(a: string, b: string, ta: Type, tb: Type): string {
  // "nan" sorts after every number, so NaN only matters on the right.
  if (isNumber(ta) && isNumber(tb)) return mayBeNaN(tb) ? `lessNumbers(${a}, ${b})` : `(${a} < ${b})`;
  return `less(${a}, ${b})`;
}

export const equals: Operation = inline('operator.equals', boolean, ([a = '', b = ''], [ta = 0, tb = 0]) =>
  equal(a, b, ta, tb),
);
export const lessThan: Operation = inline('operator.lt', boolean, ([a = '', b = ''], [ta = 0, tb = 0]) =>
  less(a, b, ta, tb),
);
export const greaterThan: Operation = inline('operator.gt', boolean, ([a = '', b = ''], [ta = 0, tb = 0]) => {
  if (isNumber(ta) && isNumber(tb)) return mayBeNaN(ta) ? `lessNumbers(${b}, ${a})` : `(${a} > ${b})`;
  return `greater(${a}, ${b})`;
});
