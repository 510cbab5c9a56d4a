import type { BlockId, BlockLocation } from '@paperkite/project';

/** What is wrong with places that should make up a forest; empty when nothing is. */
export function forestProblems(places: ReadonlyMap<BlockId, BlockLocation>): string[] {
  const problems: string[] = [];
  const slots = new Set<string>();
  for (const [id, at] of places) {
    if (!('parent' in at)) continue;
    if (!places.has(at.parent)) problems.push(`${id} hangs from ${at.parent}, which is not there`);
    const slot = JSON.stringify([at.parent, at.slot]);
    if (slots.has(slot)) problems.push(`two blocks in ${slot}`);
    slots.add(slot);
    let steps = 0;
    for (let up: BlockLocation | undefined = at; up && 'parent' in up; up = places.get(up.parent))
      if (++steps > places.size) {
        problems.push(`${id} hangs from itself`);
        break;
      }
  }
  return problems;
}

/** Places in a form that compares equal whatever the order of insertion. */
export const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
