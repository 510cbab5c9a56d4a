import type { BlockId, BlockLocation, Slot } from '@paperkite/project';

/**
 * Where a block is, as one value that merges atomically, with when and by whom it was put there. `lamport` is a logical
 * clock: greater than every one its writer had seen. `client` is the Yjs client id, which breaks ties.
 */
export type Location = ChildLocation | TopLocation;

export interface Stamp {
  lamport: number;
  client: number;
}
export interface ChildLocation extends Stamp {
  parent: BlockId;
  slot: Slot;
}
export interface TopLocation extends Stamp {
  x: number;
  y: number;
}

export const isAttached = (location: Location): location is ChildLocation => 'parent' in location;

/** The stored form: `[parent, slot, lamport, client]` or `[x, y, lamport, client]`. */
export type StoredLocation = [string | number, string | number, number, number];

export function storeLocation(at: BlockLocation, stamp: Stamp): StoredLocation {
  return 'parent' in at ? [at.parent, at.slot, stamp.lamport, stamp.client] : [at.x, at.y, stamp.lamport, stamp.client];
}

const isSlot = (text: string): text is Slot =>
  text === 'next' || text.startsWith('input:') || text.startsWith('shadow:');
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Far above what editing reaches; a greater stamp is forged and its location counts as none. */
export const MAX_LAMPORT = 2 ** 40;

/** Reads a stored location; undefined when it is not one. */
export function readLocation(value: unknown): Location | undefined {
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [a, b, lamport, client] = value as unknown[];
  if (!isCount(lamport) || lamport > MAX_LAMPORT || !isCount(client)) return undefined;
  if (typeof a === 'string' && typeof b === 'string' && isSlot(b)) return { parent: a, slot: b, lamport, client };
  if (typeof a === 'number' && typeof b === 'number' && Number.isFinite(a) && Number.isFinite(b))
    return { x: a, y: b, lamport, client };
  return undefined;
}

/** Drops the stamp: what editors see. */
export const placeOf = (location: Location): BlockLocation =>
  isAttached(location) ? { parent: location.parent, slot: location.slot } : { x: location.x, y: location.y };

export const samePlace = (a: BlockLocation, b: BlockLocation): boolean =>
  'parent' in a
    ? 'parent' in b && a.parent === b.parent && a.slot === b.slot
    : !('parent' in b) && a.x === b.x && a.y === b.y;
