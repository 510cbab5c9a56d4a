/**
 * Numbers as boards write and read them; the rules are in the README of the folder above. Exact: binary32 numbers are taken
 * apart into whole numbers, nothing is rounded twice.
 */

const DIGITS = 6;

/** Text of a binary32 number. */
export function numberToText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return '0';
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (Number.isInteger(size) && size < 2 ** 24) return sign + String(size);

  const { numerator, denominator } = fractionOf(size);
  let exponent = Math.floor(Math.log10(size));
  let digits = scaled(numerator, denominator, DIGITS - 1 - exponent);
  // The logarithm may be off by one near powers of ten, and rounding may carry into another digit.
  if (digits < 10n ** BigInt(DIGITS - 1)) digits = scaled(numerator, denominator, DIGITS - 1 - --exponent);
  if (digits >= 10n ** BigInt(DIGITS)) digits = scaled(numerator, denominator, DIGITS - 1 - ++exponent);
  const text = String(digits).replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= DIGITS) {
    const mantissa = text.length > 1 ? `${text[0]}.${text.slice(1)}` : text;
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${text}`;
  const whole = text.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = text.slice(exponent + 1);
  return sign + (rest === '' ? whole : `${whole}.${rest}`);
}

/** A positive number as a fraction of whole numbers. */
function fractionOf(size: number): { numerator: bigint; denominator: bigint } {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, size);
  const bits = view.getUint32(0);
  const exponent = bits >>> 23;
  const mantissa = BigInt(exponent === 0 ? bits : (bits & 0x7fffff) | 0x800000);
  const power = Math.max(exponent, 1) - 150;
  return power >= 0
    ? { numerator: mantissa << BigInt(power), denominator: 1n }
    : { numerator: mantissa, denominator: 1n << BigInt(-power) };
}

/** `numerator / denominator * 10^places` to the nearest whole number, a tie upwards. */
function scaled(numerator: bigint, denominator: bigint, places: number): bigint {
  const up = places > 0 ? 10n ** BigInt(places) : 1n;
  const down = places < 0 ? 10n ** BigInt(-places) : 1n;
  return (2n * numerator * up + denominator * down) / (2n * denominator * down);
}

/** The number that a serial line begins with, 0 without one. */
export function lineToNumber(line: string): number {
  const found = /^[ \t]*([+-]?)(\d*)(?:\.(\d*))?/.exec(line)!;
  const [, sign, whole = '', fraction = ''] = found;
  let collected = 0;
  let tens = 0;
  let places = 0;
  for (const digit of whole) {
    if (collected <= 99_999_999) collected = collected * 10 + Number(digit);
    else tens++;
  }
  for (const digit of fraction) {
    if (collected > 99_999_999 || places >= 10) break;
    collected = collected * 10 + Number(digit);
    places++;
  }
  let value = Math.fround(collected);
  for (; tens > 0; tens--) value = Math.fround(value * 10);
  value = Math.fround(value / 10 ** places);
  return sign === '-' ? -value : value;
}
