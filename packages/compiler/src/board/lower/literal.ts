import type { Scalar } from '@paperkite/project';

const COLOUR = /^#([0-9a-f]{6})$/i;

/** The number that something typed in stands for (Scratch's syntax, and #rrggbb of colour fields), or null. */
export function numberOf(value: Scalar): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return null;
  const text = value.trim();
  const colour = COLOUR.exec(text);
  if (colour !== null) return Number.parseInt(colour[1]!, 16);
  const number = text === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) && text !== 'NaN' ? null : number;
}

/** The boolean that a constant stands for, or null. */
export function booleanOf(value: Scalar): boolean | null {
  if (typeof value === 'boolean') return value;
  const text = String(value).toLowerCase();
  if (text === 'true') return true;
  if (text === 'false') return false;
  return null;
}
