import type { BlockId, BlockLocation, Slot } from '@paperkite/project';
import { isAttached, placeOf } from './location.ts';
import type { ChildLocation, Location } from './location.ts';

/** What the repair has to know of the blocks besides where they are. */
export interface RepairInput {
  /** Every block that exists. */
  locations: ReadonlyMap<BlockId, Location>;
  /** Shadows are part of their parent: without it, or when another one has their place, they are not shown. */
  isShadow(id: BlockId): boolean;
  /** Whether nothing can stand below this block (`forever`, `stop all`). */
  endsStack(id: BlockId): boolean;
}

/** The decisions of the repair, each one replaceable, so that the tests can show that a wrong one is noticed. */
export interface RepairSteps {
  /** Of the blocks of a cycle, the one that is set free. */
  cut(cycle: readonly BlockId[], locations: ReadonlyMap<BlockId, Location>): BlockId;
  /** Orders the claims to one slot, the winner first. */
  rank(claims: readonly BlockId[], locations: ReadonlyMap<BlockId, Location>): BlockId[];
  /** What becomes of the losers of a slot. */
  losersOf(slot: Slot): 'tail' | 'top' | 'nowhere';
  /** What becomes of a block whose parent is gone. */
  orphans: 'top' | 'nowhere';
}

const byNewest =
  (locations: ReadonlyMap<BlockId, Location>) =>
  (a: BlockId, b: BlockId): number => {
    const [left, right] = [locations.get(a)!, locations.get(b)!];
    return right.lamport - left.lamport || right.client - left.client || (a < b ? 1 : -1);
  };

const isStatementSlot = (slot: Slot): boolean => slot === 'next' || slot.startsWith('input:SUBSTACK');

export const REPAIR_STEPS: RepairSteps = {
  cut: (cycle, locations) => [...cycle].sort(byNewest(locations))[0]!,
  rank: (claims, locations) => [...claims].sort(byNewest(locations)),
  losersOf: (slot) => (isStatementSlot(slot) ? 'tail' : 'top'),
  orphans: 'top',
};

type Claims = Map<BlockId, Map<Slot, BlockId[]>>;

/**
 * Turns the locations that people wrote, which may contradict each other after a merge, into a forest that every replica
 * sees alike. Pure: a function of the values only, not of their order, and never written back, so that a repair cannot
 * start a fight between replicas.
 *
 * - A cycle is cut at its newest edge; the block becomes free.
 * - Of several blocks in one slot the newest stays. Losing statements follow at the tail of its stack, losing values
 *   become free beside it, losing shadows vanish.
 * - A block whose parent is gone becomes free.
 */
export function repair(input: RepairInput, steps: RepairSteps = REPAIR_STEPS): Map<BlockId, BlockLocation> {
  const { locations } = input;
  const freed = new Set(findCycles(locations).map((cycle) => steps.cut(cycle, locations)));
  const claims = collectClaims(locations, freed, steps);
  const view = new Map<BlockId, BlockLocation>();
  const roots: BlockId[] = [];

  const setFree = (id: BlockId, near?: BlockLocation): void => {
    view.set(id, freePlace(id, near));
    roots.push(id);
  };
  const hide = (shadow: BlockId, near?: BlockLocation): void => {
    for (const children of claims.get(shadow)?.values() ?? [])
      for (const child of children) (input.isShadow(child) ? hide : setFree)(child, near);
  };

  for (const [id, location] of locations) {
    if (!isAttached(location)) {
      view.set(id, placeOf(location));
      roots.push(id);
    } else if (freed.has(id)) setFree(id);
    else if (!locations.has(location.parent)) {
      if (input.isShadow(id)) hide(id);
      else if (steps.orphans === 'top') setFree(id);
    }
  }

  /** The blocks of a stack from the claims to its first place: each followed by what claims to be below it. */
  const flatten = (first: readonly BlockId[]): BlockId[] => {
    const stack: BlockId[] = [];
    const waiting = [...first].reverse();
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      stack.push(id);
      const below = claims.get(id)?.get('next') ?? [];
      for (let i = below.length - 1; i >= 0; i--) waiting.push(below[i]!);
    }
    return stack;
  };

  for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
    const origin = view.get(root)!;
    const open: BlockId[] = [];
    const placeStack = (stack: readonly BlockId[], at: BlockLocation | undefined): void => {
      for (const [i, id] of stack.entries()) {
        const above = stack[i - 1];
        if (above !== undefined && input.endsStack(above)) return rest(stack.slice(i));
        if (above !== undefined) view.set(id, { parent: above, slot: 'next' });
        else if (at) view.set(id, at);
        open.push(id);
      }
    };
    const rest = (stack: readonly BlockId[]): void => {
      view.set(stack[0]!, freePlace(stack[0]!, origin));
      placeStack(stack, undefined);
    };
    placeStack(flatten([root]), undefined);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const [slot, claimants] of claims.get(id) ?? []) {
        if (slot === 'next') continue;
        const losers = steps.losersOf(slot);
        if (losers === 'tail') {
          placeStack(flatten(claimants), { parent: id, slot });
          continue;
        }
        const [winner, ...others] = claimants;
        placeStack(flatten([winner!]), { parent: id, slot });
        for (const other of others) {
          if (input.isShadow(other)) hide(other, origin);
          else if (losers === 'top') setFree(other, origin);
        }
      }
    }
  }
  return view;
}

/** The cycles of the parent relation. A block has one parent, so that no block is in two of them. */
function findCycles(locations: ReadonlyMap<BlockId, Location>): BlockId[][] {
  const cycles: BlockId[][] = [];
  const walkOf = new Map<BlockId, number>();
  let walk = 0;
  for (const start of locations.keys()) {
    walk++;
    const path: BlockId[] = [];
    let id: BlockId | undefined = start;
    while (id !== undefined && !walkOf.has(id)) {
      const location: Location | undefined = locations.get(id);
      if (!location) break;
      walkOf.set(id, walk);
      path.push(id);
      id = isAttached(location) ? location.parent : undefined;
    }
    if (id !== undefined && walkOf.get(id) === walk) cycles.push(path.slice(path.indexOf(id)));
  }
  return cycles;
}

function collectClaims(
  locations: ReadonlyMap<BlockId, Location>,
  freed: ReadonlySet<BlockId>,
  steps: RepairSteps,
): Claims {
  const claims: Claims = new Map();
  for (const [id, location] of locations) {
    if (!isAttached(location) || freed.has(id) || !locations.has(location.parent)) continue;
    const { parent, slot } = location as ChildLocation;
    let slots = claims.get(parent);
    if (!slots) claims.set(parent, (slots = new Map()));
    const claimants = slots.get(slot);
    if (claimants) claimants.push(id);
    else slots.set(slot, [id]);
  }
  for (const slots of claims.values())
    for (const [slot, claimants] of slots) if (claimants.length > 1) slots.set(slot, steps.rank(claimants, locations));
  return claims;
}

const GRID = 24;

/** Where a block goes that lost its place: beside what it lost it to, scattered by its id so that several stay visible. */
function freePlace(id: BlockId, near?: BlockLocation): { x: number; y: number } {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) | 0;
  const origin = near && !('parent' in near) ? near : { x: 0, y: 0 };
  return { x: origin.x + GRID * (2 + (hash & 7)), y: origin.y + GRID * (2 + ((hash >> 3) & 7)) };
}
