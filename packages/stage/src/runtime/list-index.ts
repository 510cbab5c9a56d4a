import type { Scalar } from '@paperkite/project';
import { comparable, equals, isWord } from './cast.ts';

/** Lists shorter than this are searched faster than looked up. */
const MIN_LENGTH = 24;
/** Searches between two changes that make an index worth building. */
const MIN_SEARCHES = 2;

/**
 * What a value is found by: its number if it is one, else its text without regard to case. Null for what equals values that are
 * not equal to each other: truth values, and what is infinite, as a number and as a word.
 */
function keyOf(value: Scalar): number | string | null {
  if (typeof value === 'boolean') return null;
  if (typeof value === 'number') return value !== value ? 'nan' : isFinite(value) ? value : null;
  if (isWord(value)) return value.toLowerCase();
  const number = Number(value);
  if (number !== number || value.trim() === '') return value.toLowerCase();
  return isFinite(number) ? number : null;
}

interface Index {
  /** First 1-based place of each key among the first `length` items. */
  places: Map<number | string, number>;
  length: number;
  searches: number;
}

/**
 * Finds items of long lists by an index that grows with them. Every change other than adding at the end must be told by
 * `forget`. Lists with items that have no key are searched.
 */
export class ListSearch {
  private readonly indexes = new WeakMap<Scalar[], Index>();

  /** 1-based place of the first item equal to the value, 0 when there is none. */
  readonly find = (list: Scalar[], value: Scalar): number => {
    const key = list.length < MIN_LENGTH ? null : keyOf(value);
    if (key === null) return search(list, value);
    let index = this.indexes.get(list);
    if (index === undefined) this.indexes.set(list, (index = { places: new Map(), length: 0, searches: 0 }));
    if (++index.searches < MIN_SEARCHES || !extend(index, list)) return search(list, value);
    return index.places.get(key) ?? 0;
  };

  /** The list changed elsewhere than at its end. */
  readonly forget = (list: Scalar[]): void => void this.indexes.delete(list);
}

/** Indexes the items that came since; false when one of them cannot be. */
function extend(index: Index, list: readonly Scalar[]): boolean {
  for (; index.length < list.length; index.length++) {
    const key = keyOf(list[index.length]!);
    if (key === null) return false;
    if (!index.places.has(key)) index.places.set(key, index.length + 1);
  }
  return true;
}

function search(list: readonly Scalar[], value: Scalar): number {
  if (typeof value === 'boolean' || value !== value) return searchAny(list, value);
  // What number it is, is found out once: a finite number that is an item equals that alone, and no text that is no number.
  const number = comparable(value);
  for (let i = 0; i < list.length; i++) {
    const item = list[i]!;
    if (typeof item === 'number' && isFinite(item) ? item === number : item === value || equals(item, value))
      return i + 1;
  }
  return 0;
}

function searchAny(list: readonly Scalar[], value: Scalar): number {
  for (let i = 0; i < list.length; i++) if (equals(list[i]!, value)) return i + 1;
  return 0;
}
