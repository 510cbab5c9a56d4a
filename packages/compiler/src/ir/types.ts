/**
 * The types of the IR: sets of the kinds of value a Scratch value can be, one bit each. A type is what the whole program
 * proves; a missing bit lets the back end leave out a check or a conversion.
 */
export type Type = number;

/** Without a fraction (-0 included) and of a size that products of two stay finite: at most about 2^53. */
export const INT: Type = 1;
/** With a fraction, therefore smaller than 2^52. */
export const FRACTION: Type = 2;
export const INFINITE: Type = 4;
export const NAN: Type = 8;
export const BOOLEAN: Type = 16;
/** Text that is the canonical form of a safe integer ("7", "-12"), as typed into an input. */
export const DIGITS: Type = 32;
/** Any other text of two characters or more. */
export const OTHER_TEXT: Type = 64;
/** The text without characters. */
export const EMPTY: Type = 1024;
/** Text of one character (UTF-16) that is no digit. */
export const CHARACTER: Type = 2048;

/** Finite and larger than INT: without a fraction, and sums of two may overflow. */
export const BIG: Type = 128;
/** Goes with the kinds of number: some value may be less than 0. */
export const NEGATIVE: Type = 256;

/** Goes with the kinds of text: some may hold letters that change when all are made small. */
export const CASED: Type = 512;

export const NEVER: Type = 0;
export const FINITE: Type = INT | FRACTION | BIG | NEGATIVE;
export const NUMBER: Type = FINITE | INFINITE | NAN;
/** Text that is a number only if it is an integer in its canonical form. */
export const SIMPLE_TEXT: Type = DIGITS | EMPTY | CHARACTER | CASED;
export const TEXT: Type = SIMPLE_TEXT | OTHER_TEXT;
export const ANY: Type = NUMBER | BOOLEAN | TEXT;

/** Whether every value of `type` lies in `bound`. */
export const isWithin = (type: Type, bound: Type): boolean => (type & ~bound) === 0;

/** Whether values are numbers or the empty text (what a list answers where it has no item), which NaN then can stand for. */
export const isNumberOrEmpty = (type: Type): boolean =>
  isWithin(type, (NUMBER & ~NAN) | EMPTY) && (type & EMPTY) !== 0 && (type & NUMBER) !== 0;

/** Whether both sides of a comparison are numbers, or the empty text in at least one. */
export const areNumbersOrEmpty = (a: Type, b: Type): boolean =>
  isNumberOrEmpty(a)
    ? isNumberOrEmpty(b) || isWithin(b, NUMBER & ~NAN)
    : isNumberOrEmpty(b) && isWithin(a, NUMBER & ~NAN);

const CANONICAL_INTEGER = /^(0|-?[1-9][0-9]{0,14})$/;

/** Whether text is exactly what a safe integer prints as, so that text and number differ only where their kind is looked at. */
export const isDigits = (text: string): boolean => CANONICAL_INTEGER.test(text);

// Halves of surrogate pairs have no case, pairs may.
const isCased = (text: string): boolean => text !== text.toLowerCase() || /[\ud800-\udfff]/.test(text);

function typeOfText(text: string): Type {
  if (text === '') return EMPTY;
  if (isDigits(text)) return DIGITS;
  return (text.length === 1 ? CHARACTER : OTHER_TEXT) | (isCased(text) ? CASED : 0);
}

/** The type of one known value. */
export function typeOfValue(value: string | number | boolean): Type {
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'string') return typeOfText(value);
  const sign = value < 0 || Object.is(value, -0) ? NEGATIVE : 0;
  if (Number.isNaN(value)) return NAN;
  if (!Number.isFinite(value)) return INFINITE | sign;
  if (!Number.isInteger(value)) return FRACTION | sign;
  return (Number.isSafeInteger(value) ? INT : BIG) | sign;
}

const NAMES: readonly (readonly [Type, string])[] = [
  [INT, 'int'],
  [FRACTION, 'fraction'],
  [BIG, 'big'],
  [NEGATIVE, 'negative'],
  [INFINITE, 'infinite'],
  [NAN, 'nan'],
  [BOOLEAN, 'boolean'],
  [DIGITS, 'digits'],
  [EMPTY, 'empty'],
  [CHARACTER, 'character'],
  [OTHER_TEXT, 'long'],
  [CASED, 'cased'],
];

/** A type for people: `int|nan`, `number`, `any`. */
export function printType(type: Type): string {
  if (type === ANY) return 'any';
  if (type === NUMBER) return 'number';
  if (type === TEXT) return 'text';
  if (type === NEVER) return 'never';
  return NAMES.filter(([bit]) => (type & bit) !== 0)
    .map(([, name]) => name)
    .join('|');
}
