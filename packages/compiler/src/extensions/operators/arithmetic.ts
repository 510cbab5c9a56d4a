import { inline } from '../../ir/build.ts';
import type { Operation } from '../../ir/nodes.ts';
import { FRACTION, INFINITE, INT, NAN, type Type } from '../../ir/types.ts';

/**
 * Arithmetic over arguments that were cast to numbers (so NaN never comes in, but may come out: Infinity - Infinity). Sums
 * and products of finite numbers may overflow to Infinity.
 */
const has = (type: Type, bit: Type): boolean => (type & bit) !== 0;

/** Integers stay integers; a fraction may become one (0.5 + 0.5). */
const sumKind = (a: Type, b: Type): Type => (has(a | b, FRACTION) ? INT | FRACTION : INT) | INFINITE;

const sumType = ([a = 0, b = 0]: readonly Type[]): Type =>
  sumKind(a, b) | (has(a, INFINITE) && has(b, INFINITE) ? NAN : 0);

export const add: Operation = inline('operator.add', sumType, ([a, b]) => `(${a} + ${b})`);
export const subtract: Operation = inline('operator.subtract', sumType, ([a, b]) => `(${a} - ${b})`);
export const multiply: Operation = inline(
  'operator.multiply',
  ([a = 0, b = 0]) => sumKind(a, b) | (has(a | b, INFINITE) ? NAN : 0),
  ([a, b]) => `(${a} * ${b})`,
);
export const divide: Operation = inline(
  'operator.divide',
  () => INT | FRACTION | INFINITE | NAN,
  ([a, b]) => `(${a} / ${b})`,
);
/** Floored; of or by something infinite or by 0 it is what JavaScript's % and the sign rule make of it. */
export const modulo: Operation = inline(
  'operator.mod',
  ([a = 0, b = 0]) => INT | NAN | (has(a | b, FRACTION) ? FRACTION : 0) | (has(b, INFINITE) ? INFINITE : 0),
  ([a, b]) => `mod(${a}, ${b})`,
);
export const round: Operation = inline(
  'operator.round',
  ([a = 0]) => INT | (a & (INFINITE | NAN)),
  ([a]) => `Math.round(${a})`,
);
