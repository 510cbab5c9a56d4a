/** A block of a target. */
export interface BlockPlace {
  target: string;
  block: string;
}

const KEY = 'paperkite:breakpoints';
/** Works whose breakpoints this device remembers, last used first, and breakpoints of each. */
const MAX_WORKS = 30;
const MAX_BREAKPOINTS = 200;

type Remembered = [work: string, places: BlockPlace[]][];

const isPlace = (value: unknown): value is BlockPlace =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as BlockPlace).target === 'string' &&
  typeof (value as BlockPlace).block === 'string';

/** What is remembered; nothing where it cannot be read. */
function remembered(storage: Storage): Remembered {
  try {
    const read: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    if (!Array.isArray(read)) return [];
    return read.flatMap((entry: unknown): Remembered => {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string' || !Array.isArray(entry[1])) return [];
      return [[entry[0], (entry[1] as unknown[]).filter(isPlace)]];
    });
  } catch {
    return [];
  }
}

/** The breakpoints that this device keeps for a work. They are nobody else's business: the document has none. */
export const readBreakpoints = (storage: Storage, work: string): BlockPlace[] =>
  remembered(storage).find(([name]) => name === work)?.[1] ?? [];

/** Remembers the breakpoints of a work. A device without room forgets them. */
export function writeBreakpoints(storage: Storage, work: string, places: readonly BlockPlace[]): void {
  const others = remembered(storage).filter(([name]) => name !== work);
  const mine: Remembered = places.length > 0 ? [[work, places.slice(-MAX_BREAKPOINTS)]] : [];
  try {
    storage.setItem(KEY, JSON.stringify([...mine, ...others].slice(0, MAX_WORKS)));
  } catch {
    // Full, or not allowed: they last as long as the page.
  }
}

/** The places with this one added, or without it. */
export function toggled(places: readonly BlockPlace[], place: BlockPlace): BlockPlace[] {
  const rest = places.filter(({ target, block }) => target !== place.target || block !== place.block);
  return rest.length < places.length ? rest : [...places, place];
}
