import { err, ok, type Result } from '@paperkite/kernel';
import type { Json } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { measureJson } from './measure-json.ts';

/** A JSON object whose members have not been looked at. */
export type JsonObject = Record<string, Json>;

/**
 * Whether a text may be a key of one of the document's records. Names that every JavaScript object has (`__proto__`,
 * `constructor`, ...) are not: `record[name]` would find something although nobody put it there.
 */
export const isSafeKey = (key: string): boolean =>
  !(key in Object.prototype) && key.length <= PROJECT_LIMITS.key && !key.includes('\u0000');

/**
 * Copies an unknown value as bounded JSON: no cycles, no unsafe keys (left out), no more than the limits allow, numbers
 * finite, texts without halves of surrogate pairs (UTF-8 has no such thing). Members that are `undefined` are left out, as
 * in `JSON.stringify`.
 * Errors: `json-too-deep`, `json-too-large`, `structure-invalid`.
 */
export function readJson(value: unknown, depthLimit: number = PROJECT_LIMITS.depth): Result<Json, ProjectError> {
  let left = PROJECT_LIMITS.values;
  const copy = (from: unknown, depth: number): Json => {
    if (--left < 0) throw new ProjectError('json-too-large', { limit: PROJECT_LIMITS.values });
    if (depth > depthLimit) throw new ProjectError('json-too-deep', { limit: depthLimit });
    if (from === null || typeof from === 'boolean') return from;
    if (typeof from === 'number') {
      if (!Number.isFinite(from)) throw new ProjectError('structure-invalid', { path: 'number' });
      return from;
    }
    if (typeof from === 'string') {
      if (from.length > PROJECT_LIMITS.text) throw new ProjectError('json-too-large', { limit: PROJECT_LIMITS.text });
      return from.toWellFormed();
    }
    if (Array.isArray(from)) return from.map((item) => copy(item, depth + 1));
    if (typeof from !== 'object') throw new ProjectError('structure-invalid', { path: typeof from });
    const to: JsonObject = {};
    for (const [key, member] of Object.entries(from)) {
      if (member !== undefined && isSafeKey(key)) to[key.toWellFormed()] = copy(member, depth + 1);
    }
    return to;
  };
  try {
    return ok(copy(value, 0));
  } catch (error) {
    if (error instanceof ProjectError) return err(error);
    throw error;
  }
}

/** Parses text as bounded JSON. Errors: `json-damaged`, those of `measureJson` and those of `readJson`. */
export function parseJson(bytes: Uint8Array, depthLimit?: number): Result<Json, ProjectError> {
  if (bytes.length > PROJECT_LIMITS.jsonBytes) {
    return err(new ProjectError('json-too-large', { limit: PROJECT_LIMITS.jsonBytes }));
  }
  const measured = measureJson(bytes, depthLimit);
  if (!measured.ok) return measured;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    return err(new ProjectError('json-damaged', {}, { cause }));
  }
  return settleJson(value as Json, depthLimit);
}

/** What `readJson` makes sure of, for a value that nobody else has: only what is wrong in it is made anew. */
function settleJson(value: Json, depthLimit: number = PROJECT_LIMITS.depth): Result<Json, ProjectError> {
  const settle = (from: Json, depth: number): Json => {
    if (typeof from === 'string') {
      if (from.length > PROJECT_LIMITS.text) throw new ProjectError('json-too-large', { limit: PROJECT_LIMITS.text });
      return from.isWellFormed() ? from : from.toWellFormed();
    }
    // `1e999` is sound JSON.
    if (typeof from === 'number' && !Number.isFinite(from)) {
      throw new ProjectError('structure-invalid', { path: 'number' });
    }
    if (typeof from !== 'object' || from === null) return from;
    if (depth > depthLimit) throw new ProjectError('json-too-deep', { limit: depthLimit });
    if (Array.isArray(from)) {
      for (let i = 0; i < from.length; i++) {
        const settled = settle(from[i]!, depth + 1);
        if (settled !== from[i]) from[i] = settled;
      }
      return from;
    }
    let sound = true;
    for (const key of Object.keys(from)) {
      if (!isSafeKey(key) || !key.isWellFormed()) sound = false;
      else {
        const member = from[key]!;
        const settled = settle(member, depth + 1);
        if (settled !== member) from[key] = settled;
      }
    }
    if (sound) return from;
    const kept = Object.entries(from).filter(([key]) => isSafeKey(key));
    return Object.fromEntries(kept.map(([key, member]) => [key.toWellFormed(), settle(member, depth + 1)]));
  };
  try {
    return ok(settle(value, 0));
  } catch (error) {
    if (error instanceof ProjectError) return err(error);
    throw error;
  }
}

/** The value if it is an object that is not an array. */
export const asObject = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;

export const asArray = (value: Json | undefined): Json[] | undefined => (Array.isArray(value) ? value : undefined);

export const asText = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** The number, or a number written as text: old files have both. */
export function asNumber(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** What a variable or a list item can hold; nulls, arrays and objects (seen in damaged files) become an empty text. */
export const asScalar = (value: Json | undefined): string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';
