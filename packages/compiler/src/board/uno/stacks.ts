import { UNO_LIMITS, UNO_RAM, unoArenaBytes } from '@paperkite/boards/uno';
import type { Code } from './code.ts';

interface Need {
  cells: number;
  /** It can call itself, so that no number of cells is surely enough. */
  recursive: boolean;
}

/** Levels that a script with recursion should have at least before the program counts as too large. */
const LEAST_LEVELS = 4;

/** Cells that each code needs for itself and everything it calls; of recursion one level is counted. */
function needs(codes: ReadonlyMap<string, Code>): (label: string) => Need {
  const known = new Map<string, Need>();
  const open = new Set<string>();
  const need = (label: string): Need => {
    const found = known.get(label);
    if (found !== undefined) return found;
    if (open.has(label)) return { cells: 0, recursive: true };
    open.add(label);
    const code = codes.get(label)!;
    const all = code.calls.map(({ depth, callee }) => {
      const { cells, recursive } = need(callee);
      return { cells: depth + 1 + cells, recursive };
    });
    open.delete(label);
    const result = {
      cells: Math.max(code.most, ...all.map(({ cells }) => cells)),
      recursive: all.some(({ recursive }) => recursive),
    };
    // What was found while an outer call was open may have left that one out.
    if (!result.recursive || open.size === 0) known.set(label, result);
    return result;
  };
  return need;
}

/**
 * Shares the machine's memory out to the scripts' stacks: as much as a script can need, and what is left to those that call
 * themselves.
 * @returns cells for each entry, and the bytes that all of it takes.
 */
export function shareStacks(
  codes: ReadonlyMap<string, Code>,
  entries: readonly string[],
  other: { globals: number; lists: readonly number[]; strip: number },
): { stacks: number[]; bytes: number } {
  const need = needs(codes);
  const wanted = entries.map(need);
  const stacks = wanted.map(({ cells, recursive }) => (recursive ? cells * LEAST_LEVELS : cells));
  const bytes = unoArenaBytes({ stacks, ...other });
  const recursive = wanted.filter((script) => script.recursive).length;
  const spare = Math.floor(Math.max(0, UNO_RAM.arena - bytes) / UNO_RAM.cell / Math.max(1, recursive));
  const shared = stacks.map((cells, i) => (wanted[i]!.recursive ? Math.min(UNO_LIMITS.stack, cells + spare) : cells));
  return { stacks: shared, bytes: unoArenaBytes({ stacks: shared, ...other }) };
}
