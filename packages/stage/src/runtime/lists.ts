/** List blocks on plain arrays (measured-facts section 1, point 7). Generated code does numeric indexes in place. */
import type { Scalar } from '@paperkite/project';
import type { Random } from '@paperkite/kernel';
import { toNumber } from './cast.ts';
import { ListSearch } from './list-index.ts';

/** Lists stop growing here. */
export const LIST_LIMIT = 200_000;

const ALL = -1;
const NONE = 0;

/** The list functions that generated code uses, with the runtime's chance for "random". */
export interface ListOperations {
  item(list: Scalar[], index: Scalar): Scalar;
  /** 1-based place of the first equal item, 0 when there is none. */
  find(list: Scalar[], value: Scalar): number;
  /** Tells `find` that a list changes elsewhere than at its end. */
  forget(list: Scalar[]): void;
  contents(list: Scalar[]): string;
  insert(list: Scalar[], index: Scalar, value: Scalar): void;
  replace(list: Scalar[], index: Scalar, value: Scalar): void;
  remove(list: Scalar[], index: Scalar): void;
}

export function listOperations(random: Random): ListOperations {
  /** 1-based place that an index means in a list of this length; NONE for no place, ALL for "all". */
  function placeOf(index: Scalar, length: number): number {
    if (typeof index === 'string') {
      if (index === 'all') return ALL;
      if (index === 'last') return length;
      if (index === 'random' || index === 'any') return length > 0 ? 1 + Math.floor(random.next() * length) : NONE;
    }
    const place = Math.floor(toNumber(index));
    return place >= 1 && place <= length ? place : NONE;
  }

  const search = new ListSearch();
  return {
    item: (list, index) => {
      const place = placeOf(index, list.length);
      return place > 0 ? list[place - 1]! : '';
    },
    find: search.find,
    forget: search.forget,
    contents,
    insert: (list, index, value) => {
      const place = placeOf(index, list.length + 1);
      if (place <= 0 || place > LIST_LIMIT) return;
      list.splice(place - 1, 0, value);
      if (list.length > LIST_LIMIT) list.pop();
    },
    replace: (list, index, value) => {
      const place = placeOf(index, list.length);
      if (place > 0) list[place - 1] = value;
    },
    remove: (list, index) => {
      const place = placeOf(index, list.length);
      if (place === ALL) list.length = 0;
      else if (place === list.length) list.pop();
      else if (place > 0) list.splice(place - 1, 1);
    },
  };
}

/** All items joined: without spaces only when every item is a text of one character. */
export function contents(list: readonly Scalar[]): string {
  const letters = list.every((item) => typeof item === 'string' && item.length === 1);
  return list.join(letters ? '' : ' ');
}
