/**
 * Scratch's conversions and comparison (measured-facts section 1, points 1 to 6), as generated code and blocks use them.
 */
import type { Scalar } from '@paperkite/project';

export function toNumber(value: Scalar): number {
  if (typeof value === 'number') return value === value ? value : 0;
  const number = Number(value);
  return number === number ? number : 0;
}

export function toBoolean(value: Scalar): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value !== '' && value !== '0' && value.toLowerCase() !== 'false';
  return Boolean(value);
}

const isBlank = (value: Scalar): boolean => typeof value === 'string' && value.trim() === '';

/** The number that a value is in a comparison: blank text is none (NaN), not 0. */
export function comparable(value: Scalar): number {
  if (typeof value === 'string' && isWord(value)) return NaN;
  return isBlank(value) ? NaN : Number(value);
}

/** Negative, 0 or positive as `a` is less than, equal to or greater than `b`: as numbers if both are, else as text. */
export function compare(a: Scalar, b: Scalar): number {
  const words = (typeof a === 'string' && isWord(a)) || (typeof b === 'string' && isWord(b));
  if (words && typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const x = words ? NaN : comparable(a);
  const y = words ? NaN : comparable(b);
  if (x !== x || y !== y) {
    const s = String(a).toLowerCase();
    const t = String(b).toLowerCase();
    return s < t ? -1 : s > t ? 1 : 0;
  }
  return x === y ? 0 : x < y ? -1 : 1;
}

/**
 * Whether text is known at a glance to be no number: nearly all words are, and `Number` is slow. What looks like a number, begins
 * with white space, or as Infinity does, may be one.
 */
export function isWord(text: string): boolean {
  if (text === '') return true;
  const first = text.charCodeAt(0);
  return first > 57 && first < 127 && first !== 73;
}

const lowerCode = (code: number): number => (code >= 65 && code <= 90 ? code + 32 : code);

/** Negative, 0 or positive as a text stands before, with or behind another without regard to case, mostly without making new ones. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x > 127 || y > 127) {
      const s = a.toLowerCase();
      const t = b.toLowerCase();
      return s < t ? -1 : s > t ? 1 : 0;
    }
    const order = x === y ? 0 : lowerCode(x) - lowerCode(y);
    if (order !== 0) return order < 0 ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

/** Whether texts are the same without regard to case, mostly found without making new ones. */
function sameText(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    // Beyond ASCII, letters may change their number when their case changes.
    if (x > 127 || y > 127) return a.toLowerCase() === b.toLowerCase();
    if (x !== y && lowerCode(x) !== lowerCode(y)) return false;
  }
  return a.length === b.length;
}

/** Whether a value is a text that differs from a word in case alone, if at all. */
export const sameWord = (a: Scalar, word: string): boolean => typeof a === 'string' && sameText(a, word);

export function equals(a: Scalar, b: Scalar): boolean {
  if (typeof a === 'number' && typeof b === 'number' && a === a) return a === b;
  if (typeof a === 'string' && typeof b === 'string') {
    if (a === b) return true;
    if (isWord(a) || isWord(b)) return sameText(a, b);
  }
  return compare(a, b) === 0;
}

/** `equals` with a whole number of at most 15 digits, given also as text. */
export function equalsInteger(a: Scalar, number: number, text: string): boolean {
  if (typeof a === 'number') return a === number;
  if (a === text) return true;
  // One character that is not the digit itself means no such number ("٣" is none for JavaScript either).
  if (typeof a === 'string' && (a.length <= 1 || isWord(a))) return false;
  return comparable(a) === number;
}

export function less(a: Scalar, b: Scalar): boolean {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a < b;
  return compare(a, b) < 0;
}

export function greater(a: Scalar, b: Scalar): boolean {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a > b;
  return compare(a, b) > 0;
}

/** `less` for numbers of which some may be NaN, which compares as the text "nan": after every number. */
export const lessNumbers = (a: number, b: number): boolean => a < b || (b !== b && a === a);

/** Floored modulo. */
export function mod(n: number, modulus: number): number {
  const rest = n % modulus;
  // The quotient decides, but only unlike signs can make it negative.
  return rest < 0 !== modulus < 0 && rest / modulus < 0 ? rest + modulus : rest;
}

const tenDecimals = (value: number): number => Number(value.toFixed(10));

export const sin = (degrees: number): number => tenDecimals(Math.sin((Math.PI * degrees) / 180));
export const cos = (degrees: number): number => tenDecimals(Math.cos((Math.PI * degrees) / 180));

/** Infinite where the tangent has no value. */
export function tan(degrees: number): number {
  const turned = degrees % 360;
  if (turned === 90 || turned === -270) return Infinity;
  if (turned === 270 || turned === -90) return -Infinity;
  return tenDecimals(Math.tan((Math.PI * turned) / 180));
}

/** Letter at a 1-based place, truncated; "" outside. */
export function letter(place: number, text: string): string {
  return place >= 1 && place < text.length + 1 ? text.charAt((place | 0) - 1) : '';
}

/** The number of that letter (UTF-16); -1 outside. */
export const code = (place: number, text: string): number =>
  place >= 1 && place < text.length + 1 ? text.charCodeAt((place | 0) - 1) : -1;

/** That letter as a number in arithmetic. */
export function digit(place: number, text: string): number {
  const value = code(place, text) - 48;
  return value >= 0 && value <= 9 ? value : 0;
}

export const contains = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());

/** Whether `pick random` takes a bound for whole: text without a dot, whole numbers, truth values, NaN. */
export function isWhole(value: Scalar): boolean {
  if (typeof value === 'number') return value !== value || Number.isInteger(value);
  return typeof value === 'boolean' || !value.includes('.');
}

/** Into the range from `low` to `high`, both included, by going around. */
export function wrap(value: number, low: number, high: number): number {
  const range = high - low + 1;
  if (value >= low && value < low + range) return value;
  return value - Math.floor((value - low) / range) * range;
}

export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** A colour input as 0xRRGGBB: "#rgb", "#rrggbb" or a decimal number. Text that is neither is black. */
export function toColor(value: Scalar): number {
  if (typeof value === 'string' && value.startsWith('#')) {
    const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(value);
    const hex = short
      ? short
          .slice(1)
          .map((digit) => digit + digit)
          .join('')
      : value.slice(1);
    return /^[0-9a-f]{6}$/i.test(hex) ? parseInt(hex, 16) : 0;
  }
  return toNumber(value) & 0xffffff;
}
