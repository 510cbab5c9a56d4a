import { inline } from '../../ir/build.ts';
import type { Expression, Operation } from '../../ir/nodes.ts';
import { BIG, FRACTION, INFINITE, INT, NAN, NEGATIVE, NUMBER, type Type } from '../../ir/types.ts';

/**
 * Arithmetic over arguments that were cast to numbers, so that NaN never comes in; it may come out (Infinity - Infinity).
 * The types follow what sizes allow: only sums of BIG ones and products with BIG ones overflow.
 */
const has = (type: Type, bit: Type): boolean => (type & bit) !== 0;
const when = (condition: boolean, type: Type): Type => (condition ? type : 0);

/** The value of a constant operand. */
const known = (operand: Expression | undefined): number | null =>
  operand?.kind === 'constant' && typeof operand.value === 'number' ? operand.value : null;

/**
 * Adding so little never makes an INT too large for its kind: counting from 0 by 16 to 2^53 takes days of nothing else,
 * and the kind has room far beyond.
 */
const SMALL_STEP = 16;
const isSmall = (operand: Expression | undefined): boolean => Math.abs(known(operand) ?? Infinity) <= SMALL_STEP;

const isNonZero = (operand: Expression | undefined): boolean => (known(operand) ?? 0) !== 0;

const sum: Operation['type'] = ([a = 0, b = 0], [x, y]) => {
  const either = a | b;
  const grows = has(either, INT) && !isSmall(x) && !isSmall(y);
  return (
    INT |
    (either & (FRACTION | BIG | INFINITE | NEGATIVE)) |
    when(grows, BIG) |
    when(has(a, BIG) && has(b, BIG), INFINITE) |
    // Infinity and -Infinity
    when(has(a, INFINITE) && has(b, INFINITE) && has(either, NEGATIVE), NAN)
  );
};

/** Whether both operands read the same place, without anything between that could change it. */
function isSame(x: Expression | undefined, y: Expression | undefined): boolean {
  if (x?.kind === 'cast' && y?.kind === 'cast') return isSame(x.value, y.value);
  if (x?.kind === 'variable' && y?.kind === 'variable') return x.variable === y.variable;
  return x?.kind === 'parameter' && y?.kind === 'parameter' && x.parameter === y.parameter;
}

const product: Operation['type'] = ([a = 0, b = 0], [x, y]) => {
  const either = a | b;
  const isSquare = isSame(x, y);
  const size = INT | BIG | (either & FRACTION) | when(has(either, BIG | INFINITE), INFINITE);
  if (isSquare) return size;
  // 0 times Infinity
  const zeroMeetsInfinity = (has(a, INFINITE) && !isNonZero(y)) || (has(b, INFINITE) && !isNonZero(x));
  return size | (either & NEGATIVE) | when(zeroMeetsInfinity, NAN);
};

const quotient: Operation['type'] = ([a = 0, b = 0], [x, y]) => {
  const divisor = known(y);
  if (divisor === null || !(Math.abs(divisor) >= 1) || !Number.isFinite(divisor)) {
    // 0 / 0 and Infinity / Infinity. What is divided by -0 changes its sign without having one.
    const makesNaN = (!isNonZero(x) && !isNonZero(y)) || (has(a, INFINITE) && has(b, INFINITE));
    return (NUMBER & ~NAN) | when(makesNaN, NAN);
  }
  return INT | FRACTION | (a & (BIG | INFINITE)) | ((a | b) & NEGATIVE);
};

const rest: Operation['type'] = ([a = 0, b = 0], [, y]) => {
  const divisor = known(y);
  const fraction = when(has(a | b, FRACTION), FRACTION);
  if (divisor !== null && divisor !== 0 && Number.isFinite(divisor)) {
    return INT | fraction | (b & (BIG | NEGATIVE)) | when(has(a, INFINITE), NAN);
  }
  return INT | NAN | fraction | (b & (BIG | INFINITE | NEGATIVE)) | when(has(b, INFINITE), a & (BIG | NEGATIVE));
};

const rounded: Operation['type'] = ([a = 0]) => INT | (a & (BIG | INFINITE | NAN | NEGATIVE));

const passes = { passesNaN: true } as const;
export const add: Operation = inline('operator.add', sum, ([a, b]) => `(${a} + ${b})`, passes);
const difference: Operation['type'] = ([a = 0, b = 0], operands) => sum([a, b | NEGATIVE], operands);
export const subtract: Operation = inline('operator.subtract', difference, ([a, b]) => `(${a} - ${b})`, passes);
export const multiply: Operation = inline('operator.multiply', product, ([a, b]) => `(${a} * ${b})`, passes);
export const divide: Operation = inline('operator.divide', quotient, ([a, b]) => `(${a} / ${b})`, passes);
/** Floored. By a known positive number the sign of the rest decides, and where it cannot be negative nothing does. */
export const modulo: Operation = inline(
  'operator.mod',
  rest,
  ([a, b = ''], [ta = 0], temporary) => {
    if (!/^[1-9]\d*$/.test(b)) return `mod(${a}, ${b})`;
    if (!has(ta, NEGATIVE)) return `(${a} % ${b})`;
    const name = temporary();
    return `((${name} = ${a} % ${b}) < 0 ? ${name} + ${b} : ${name})`;
  },
  passes,
);
export const round: Operation = inline('operator.round', rounded, ([a]) => `Math.round(${a})`, passes);
