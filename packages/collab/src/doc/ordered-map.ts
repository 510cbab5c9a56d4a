import type * as Y from 'yjs';
import { asString } from './guards.ts';
import { partKey, splitKey } from './layout.ts';
import { byOrderKey, initialKeys, keyBetween } from './order-keys.ts';
import type { Entries, Get } from './records.ts';

/** Part of a thing that holds its order key. */
export const ORDER_PART = 'o';

/** The ids of a map's things, in the order everybody sees. */
export function orderedIds(map: Y.Map<unknown>): string[] {
  return sortedKeys(map).map(({ id }) => id);
}

const sortedKeys = (map: Y.Map<unknown>): { id: string; key: string }[] =>
  [...map.keys()]
    .filter((key) => splitKey(key).part === '')
    .map((id) => ({ id, key: asString(map.get(partKey(id, ORDER_PART)), '') }))
    .sort(byOrderKey);

/** Writes a thing into the list at an index of the list without it; past the end or absent means last. */
export function insertOrdered(map: Y.Map<unknown>, id: string, entries: Entries, index?: number): void {
  for (const [key, value] of entries) map.set(key, value);
  moveOrdered(map, id, index);
}

/** Moves a thing to an index of the list without it. Writes one key, unless equal keys leave no room. */
export function moveOrdered(map: Y.Map<unknown>, id: string, index = Infinity): void {
  const others = sortedKeys(map).filter((thing) => thing.id !== id);
  const at = Math.max(0, Math.min(index, others.length));
  const [before, after] = [others[at - 1]?.key, others[at]?.key];
  const hasRoom = (before === undefined || before !== '') && (after === undefined || (before ?? '') < after);
  if (hasRoom) return void map.set(partKey(id, ORDER_PART), keyBetween(before, after));
  const ids = others.map((thing) => thing.id).toSpliced(at, 0, id);
  for (const [i, key] of initialKeys(ids.length).entries()) map.set(partKey(ids[i]!, ORDER_PART), key);
}

/** Deletes a thing with all its parts. */
export function removeThing(map: Y.Map<unknown>, id: string): void {
  for (const key of [...map.keys()]) if (splitKey(key).id === id) map.delete(key);
}

/** Reads every thing of a list in order, leaving out what cannot be read. */
export function readOrdered<T>(map: Y.Map<unknown>, read: (id: string, get: Get) => T | undefined): T[] {
  return orderedIds(map).flatMap((id) => read(id, (part) => map.get(part === '' ? id : partKey(id, part))) ?? []);
}

/** Reads every thing of an unordered map, by id. */
export function readRecord<T>(map: Y.Map<unknown>, read: (id: string, get: Get) => T | undefined): Record<string, T> {
  const record: Record<string, T> = {};
  for (const key of map.keys()) {
    const { id, part } = splitKey(key);
    if (part !== '' || id === '__proto__') continue;
    const thing = read(id, (name) => map.get(name === '' ? id : partKey(id, name)));
    if (thing !== undefined) record[id] = thing;
  }
  return record;
}
