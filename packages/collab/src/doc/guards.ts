import type { Json, Scalar } from '@paperkite/project';

/**
 * Readers for values out of a shared document. Anybody who may edit can write anything there, so nothing is trusted:
 * what has the wrong type becomes the fallback, and nothing throws.
 */
export const asNumber = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : fallback;
export const asString = (value: unknown, fallback: string): string => (typeof value === 'string' ? value : fallback);
export const asBoolean = (value: unknown, fallback: boolean): boolean =>
  typeof value === 'boolean' ? value : fallback;
export const asScalar = (value: unknown, fallback: Scalar): Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : fallback;
export const asOneOf = <T extends string>(value: unknown, allowed: readonly T[], fallback: T): T =>
  allowed.includes(value as T) ? (value as T) : fallback;
export const asRecord = (value: unknown): Record<string, Json> | undefined =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? (value as Record<string, Json>)
    : undefined;

/** Plain JSON, or undefined for what is none (bytes, shared types). */
export function asJson(value: unknown): Json | undefined {
  if (value === null || typeof value !== 'object') return value === null ? null : asPlain(value);
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? (JSON.parse(JSON.stringify(value)) as Json) : undefined;
}

const asPlain = (value: unknown): Scalar | undefined =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
    ? value
    : undefined;

/** A record without a prototype: ids come from files and other people, and one may be called `constructor`. */
export const emptyRecord = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

/** Plain JSON with ordinary prototypes and without `undefined`: Yjs refuses anything else (Blockly's null prototypes). */
export const toPlainJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Whether two JSON values are equal, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
}
