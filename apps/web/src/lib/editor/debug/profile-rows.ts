import type { StageInspection } from '@paperkite/stage/host';
import type { BlockPlace } from './breakpoints.ts';

/** A line of the time profile: a block, or a script by its first block. */
export interface ProfileRow extends BlockPlace {
  /** How often it began; of a script, its first block that counts. */
  count: number;
  ms: number;
  /** Of all measured time, 0..1. */
  share: number;
}

type Costs = StageInspection['profile'];

const shares = (rows: Omit<ProfileRow, 'share'>[]): ProfileRow[] => {
  const total = rows.reduce((sum, { ms }) => sum + ms, 0);
  return rows
    .map((row) => ({ ...row, share: total === 0 ? 0 : row.ms / total }))
    .sort((a, b) => b.ms - a.ms || b.count - a.count);
};

/** Blocks, costliest first. */
export const blockRows = (costs: Costs): ProfileRow[] => shares(costs.map((cost) => ({ ...cost })));

/** Scripts, costliest first: each block's time goes to the script that it stands in. */
export function scriptRows(costs: Costs, topOf: (place: BlockPlace) => string): ProfileRow[] {
  const rows = new Map<string, Omit<ProfileRow, 'share'>>();
  for (const { target, block, count, ms } of costs) {
    const top = topOf({ target, block });
    const key = `${target}\n${top}`;
    const row = rows.get(key);
    if (row) {
      row.ms += ms;
      row.count = Math.max(row.count, count);
    } else rows.set(key, { target, block: top, count, ms });
  }
  return shares([...rows.values()]);
}

/** How hot a block is drawn: against the costliest of all. */
export function heatOf(costs: Costs, target: string): Map<string, number> {
  const most = costs.reduce((max, { ms }) => Math.max(max, ms), 0);
  const heat = new Map<string, number>();
  if (most === 0) return heat;
  for (const cost of costs) if (cost.target === target && cost.ms > most / 100) heat.set(cost.block, cost.ms / most);
  return heat;
}
