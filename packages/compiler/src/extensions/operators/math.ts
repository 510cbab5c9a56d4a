import { inline } from '../../ir/build.ts';
import type { Operation } from '../../ir/nodes.ts';
import { BIG, FINITE, INFINITE, INT, NAN, NEGATIVE, NUMBER, type Type } from '../../ir/types.ts';

const withoutSign = ([a = 0]: readonly Type[]): Type => a & ~NEGATIVE;
const integer = ([a = 0]: readonly Type[]): Type => INT | (a & (BIG | INFINITE | NAN | NEGATIVE));
const any = (): Type => NUMBER;

/** The functions of the `() of ()` block, by the name in its menu. */
export const MATH: Readonly<Record<string, Operation>> = {
  abs: inline('math.abs', withoutSign, ([a]) => `Math.abs(${a})`),
  floor: inline('math.floor', integer, ([a]) => `Math.floor(${a})`),
  ceiling: inline('math.ceiling', integer, ([a]) => `Math.ceil(${a})`),
  sqrt: inline('math.sqrt', any, ([a]) => `Math.sqrt(${a})`),
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
