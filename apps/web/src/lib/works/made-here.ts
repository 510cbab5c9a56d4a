const KEY = 'paperkite-made-here';

/**
 * Works begun without an account in this very tab, since it was opened: those are of whoever sits here now. Anything older
 * on a shared computer may be somebody else's.
 */
export function madeHere(): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as string[]);
  } catch {
    return new Set();
  }
}

/** Notes that a work was begun here. */
export function noteMadeHere(id: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...madeHere(), id]));
  } catch {
    // A browser that keeps nothing: the work is then offered for choice like any older one.
  }
}

/**
 * What comes along with somebody who signs in by itself, and what they are asked about: works in the bin are neither.
 * @param works those of this device that nobody has claimed
 */
export function sortUnclaimed<Work extends { id: string; owner: string | null; binnedAt?: number | null }>(
  works: readonly Work[],
  made: ReadonlySet<string>,
): { own: Work[]; others: Work[] } {
  const unclaimed = works.filter(({ owner, binnedAt }) => owner === null && !binnedAt);
  return {
    own: unclaimed.filter(({ id }) => made.has(id)),
    others: unclaimed.filter(({ id }) => !made.has(id)),
  };
}
