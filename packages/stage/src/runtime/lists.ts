/** List blocks on plain arrays (measured-facts section 1, point 7). Generated code does numeric indexes in place. */
import type { Scalar } from '@paperkite/project';
import type { Random } from '@paperkite/kernel';
import { toNumber } from './cast.ts';
import { ListSearch } from './list-index.ts';
import type { MemoryOperations } from './memory.ts';

/** Lists stop growing here. */
export const LIST_LIMIT = 200_000;

/** Texts of more characters are told to the memory: those put together, and those that a list keeps. */
const LONG_TEXT = 1_000_000;
const LONG_ITEM = 1000;

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
  /** The same for a number. */
  insertAt(list: Scalar[], index: number, value: Scalar): void;
  replace(list: Scalar[], index: Scalar, value: Scalar): void;
  remove(list: Scalar[], index: Scalar): void;
  /** The same for a number. */
  removeAt(list: Scalar[], index: number): void;
}

export function listOperations(random: Random, memory: MemoryOperations): ListOperations {
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

  const keep = (value: Scalar): void => {
    if (typeof value === 'string' && value.length > LONG_ITEM) memory.kept(value);
  };

  const search = new ListSearch();
  return {
    item: (list, index) => {
      const place = placeOf(index, list.length);
      return place > 0 ? list[place - 1]! : '';
    },
    find: search.find,
    forget: search.forget,
    contents: (list) => {
      const text = contents(list);
      return text.length > LONG_TEXT ? memory.joined(text) : text;
    },
    insert: (list, index, value) => {
      keep(value);
      insertAt(list, placeOf(index, list.length + 1), value);
    },
    insertAt: (list, index, value) => {
      keep(value);
      insertAt(list, index, value);
    },
    replace: (list, index, value) => {
      keep(value);
      const place = placeOf(index, list.length);
      if (place > 0) list[place - 1] = value;
    },
    remove: (list, index) => {
      const place = placeOf(index, list.length);
      if (place === ALL) list.length = 0;
      else removeAt(list, place);
    },
    removeAt,
  };
}

/** Moving so many items one by one is faster than asking the engine to. */
const FEW = 32;

/** Inserts at a 1-based place, floored; nothing where there is no such place. */
function insertAt(list: Scalar[], index: number, value: Scalar): void {
  const place = Math.floor(index);
  if (!(place >= 1 && place <= list.length + 1) || place > LIST_LIMIT) return;
  if (list.length < LIST_LIMIT && list.length - place < FEW) {
    list.push(value);
    for (let i = list.length - 1; i >= place; i--) list[i] = list[i - 1]!;
    list[place - 1] = value;
    return;
  }
  list.splice(place - 1, 0, value);
  if (list.length > LIST_LIMIT) list.pop();
}

/** Removes the item at a 1-based place, floored; nothing where there is none. */
function removeAt(list: Scalar[], index: number): void {
  const place = Math.floor(index);
  if (!(place >= 1 && place <= list.length)) return;
  if (list.length - place < FEW) {
    for (let i = place; i < list.length; i++) list[i - 1] = list[i]!;
    list.pop();
  } else if (place === 1) list.shift();
  else list.splice(place - 1, 1);
}

/** All items joined: without spaces only when every item is a text of one character. */
export function contents(list: readonly Scalar[]): string {
  const letters = list.every((item) => typeof item === 'string' && item.length === 1);
  return list.join(letters ? '' : ' ');
}
