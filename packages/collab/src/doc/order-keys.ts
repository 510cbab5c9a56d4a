import { systemRandom } from '@paperkite/kernel';
import type { Random } from '@paperkite/kernel';

/**
 * Keys that sort things of a list that several people reorder: moving one thing writes one key, and there is always a key
 * between two different ones. Base-62 fractions in (0, 1) without trailing zeros, compared as ASCII strings.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const JITTER_DIGITS = 3;

const digitAt = (key: string, i: number): number => Math.max(0, DIGITS.indexOf(key[i] ?? '0'));

/**
 * A key after `before` and before `after`; undefined stands for the ends of the list. Ends in a few random digits, so that
 * two people who insert at the same place at the same time seldom get the same key; when they do, ids decide the order.
 * `before` must be smaller than `after`.
 */
export function keyBetween(
  before: string | undefined,
  after: string | undefined,
  random: Random = systemRandom,
): string {
  let key = '';
  let bounded = after !== undefined;
  for (let i = 0; ; i++) {
    // Two equal keys have nothing between them: the result comes after both, and the caller orders the list anew.
    if (i >= Math.max(before?.length ?? 0, after?.length ?? 0)) bounded = false;
    const low = digitAt(before ?? '', i);
    const high = bounded ? digitAt(after!, i) : BASE;
    if (high - low > 1) {
      // Near an open end take small steps, so that appending many times does not lengthen the keys quickly.
      const step = after === undefined ? 1 : before === undefined ? high - low - 1 : Math.floor((high - low) / 2);
      key += DIGITS[low + Math.max(1, step)];
      break;
    }
    key += DIGITS[low];
    if (high !== low) bounded = false;
  }
  for (let i = 0; i < JITTER_DIGITS; i++) key += DIGITS[Math.floor(random.next() * BASE)];
  return `${key}V`;
}

/** `count` ascending keys for a list that is written at once. */
export function initialKeys(count: number): string[] {
  const width = Math.max(2, Math.ceil(Math.log(count + 2) / Math.log(BASE)) + 1);
  const step = BASE ** width / (count + 1);
  return Array.from({ length: count }, (_, i) => {
    let rest = Math.floor((i + 1) * step);
    let key = '';
    for (let d = 0; d < width; d++) {
      key = DIGITS[rest % BASE] + key;
      rest = Math.floor(rest / BASE);
    }
    return `${key}V`;
  });
}

/** Sorts by key, then by id. Comparison is by code unit, the same on every machine. */
export const byOrderKey = (a: { id: string; key: string }, b: { id: string; key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
