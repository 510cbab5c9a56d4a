import { inline } from '../../ir/build.ts';
import type { Operation } from '../../ir/nodes.ts';
import { BIG, FINITE, FRACTION, INFINITE, INT, NAN, NEGATIVE, NUMBER, type Type } from '../../ir/types.ts';

const withoutSign = ([a = 0]: readonly Type[]): Type => a & ~NEGATIVE;
const integer = ([a = 0]: readonly Type[]): Type => INT | (a & (BIG | INFINITE | NAN | NEGATIVE));
const any = (): Type => NUMBER;
/** Below 0 there is none; of -0 it is -0. */
const root = ([a = 0]: readonly Type[]): Type =>
  INT | FRACTION | (a & (BIG | INFINITE | NAN | NEGATIVE)) | (a & NEGATIVE ? NAN : 0);
const passes = { passesNaN: true } as const;

/** The functions of the `() of ()` block, by the name in its menu. */
export const MATH: Readonly<Record<string, Operation>> = {
  abs: inline('math.abs', withoutSign, ([a]) => `Math.abs(${a})`, passes),
  floor: inline('math.floor', integer, ([a]) => `Math.floor(${a})`, passes),
  ceiling: inline('math.ceiling', integer, ([a]) => `Math.ceil(${a})`, passes),
  sqrt: inline('math.sqrt', root, ([a]) => `Math.sqrt(${a})`, passes),
  sin: inline('math.sin', any, ([a]) => `sin(${a})`),
  cos: inline('math.cos', any, ([a]) => `cos(${a})`),
  tan: inline('math.tan', any, ([a]) => `tan(${a})`),
  asin: inline('math.asin', any, ([a]) => `(Math.asin(${a}) * 180 / Math.PI)`),
  acos: inline('math.acos', any, ([a]) => `(Math.acos(${a}) * 180 / Math.PI)`),
  atan: inline(
    'math.atan',
    () => FINITE,
    ([a]) => `(Math.atan(${a}) * 180 / Math.PI)`,
  ),
  ln: inline('math.ln', any, ([a]) => `Math.log(${a})`),
  log: inline('math.log', any, ([a]) => `(Math.log(${a}) / Math.LN10)`),
  'e ^': inline('math.exp', any, ([a]) => `Math.exp(${a})`),
  '10 ^': inline('math.pow10', any, ([a]) => `Math.pow(10, ${a})`),
};
