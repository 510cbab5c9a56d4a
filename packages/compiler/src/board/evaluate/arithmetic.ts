import type { ReporterName } from '../ir/operations.ts';

const f = Math.fround;
const RADIANS = Math.PI / 180;

/** To a whole number in a range: NaN is 0, half up, clamped. */
export function toWhole(value: number, low: number, high: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(high, Math.max(low, halfUp(value)));
}

const halfUp = (value: number): number => {
  const floor = Math.floor(value);
  return f(value - floor) >= 0.5 ? floor + 1 : floor;
};

function modulo(a: number, b: number): number {
  const r = a % b;
  return (r < 0 && b > 0) || (r > 0 && b < 0) ? f(r + b) : r;
}

/** A function of an angle in degrees: what it is at 0, 90, 180 and 270 exactly, and elsewhere. */
function ofAngle(degrees: number, exact: readonly number[], of: (radians: number) => number): number {
  const angle = modulo(degrees, 360);
  if (angle % 90 === 0) return exact[(angle / 90) % 4]!;
  return f(of(angle * RADIANS));
}

const SIN = [0, 1, 0, -1];
const COS = [1, 0, -1, 0];
const TAN = [0, Infinity, 0, -Infinity];

/** Operations over numbers alone, in binary32. Booleans are in and out as such. */
export const ARITHMETIC: Partial<Record<ReporterName, (...args: number[]) => number | boolean>> = {
  add: (a, b) => f(a! + b!),
  subtract: (a, b) => f(a! - b!),
  multiply: (a, b) => f(a! * b!),
  divide: (a, b) => f(a! / b!),
  mod: (a, b) => modulo(a!, b!),
  round: (a) => halfUp(a!),
  abs: (a) => Math.abs(a!),
  floor: (a) => Math.floor(a!),
  ceiling: (a) => Math.ceil(a!),
  sqrt: (a) => f(Math.sqrt(a!)),
  sin: (a) => ofAngle(a!, SIN, Math.sin),
  cos: (a) => ofAngle(a!, COS, Math.cos),
  tan: (a) => ofAngle(a!, TAN, Math.tan),
  asin: (a) => f(Math.asin(a!) / RADIANS),
  acos: (a) => f(Math.acos(a!) / RADIANS),
  atan: (a) => f(Math.atan(a!) / RADIANS),
  ln: (a) => f(Math.log(a!)),
  log: (a) => f(Math.log10(a!)),
  exp: (a) => f(Math.exp(a!)),
  pow10: (a) => f(10 ** a!),
  map: (v, a, b, c, d) => f(f(f(f(v! - a!) * f(d! - c!)) / f(b! - a!)) + c!),
  constrain: (v, low, high) => (v! < low! ? low! : v! > high! ? high! : v!),
  less: (a, b) => a! < b!,
  greater: (a, b) => a! > b!,
  equal: (a, b) => a === b,
  rgb: (r, g, b) => toWhole(r!, 0, 255) * 65536 + toWhole(g!, 0, 255) * 256 + toWhole(b!, 0, 255),
};
