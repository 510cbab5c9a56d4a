import type { Scalar } from '@paperkite/project';
import { kindOf, type CompiledProgram, type VariableTable } from '../program.ts';
import type { StageTarget } from '../target.ts';
import type { Thread } from '../thread.ts';

const DIGITS = 32;
const WHOLE = 1;
/** A cell for every kind of value. */
export const ANYTHING = 4095;

/** Why a program cannot take over, and what would help. */
export type TakeOverRefusal =
  /** Values that live now are of kinds that it was not compiled for: compile again with these `widen`. */
  | { why: 'kinds'; widen: Record<string, number> }
  /** A script stands where the new program has no state: a program for debugging has. */
  | { why: 'place' }
  /** A block without screen refresh does not come to its end, or the programs are not versions of one that can be taken over. */
  | { why: 'busy' };

/**
 * A value as a cell of these kinds keeps it: digits become a number where text is not expected, as the compiler does with
 * the values it knows.
 */
export function adapted(value: Scalar, kinds: number): Scalar {
  const kind = kindOf(value);
  if ((kind & kinds) !== kind && kind === DIGITS && (kinds & WHOLE) !== 0) return Number(value);
  return value;
}

/** Kinds of living values that the program's cells do not take, by variable, list or key of a frame's value. */
export function misfits(
  next: CompiledProgram,
  before: CompiledProgram,
  living: readonly StageTarget[],
  threads: readonly Thread[],
): Record<string, number> {
  const widen: Record<string, number> = {};
  const check = (key: string, value: Scalar, kinds: number): void => {
    const missing = kindOf(adapted(value, kinds)) & ~kinds;
    if (missing !== 0) widen[key] = (widen[key] ?? 0) | missing;
  };
  const tables = new Map(next.targets.map((table) => [table.id, table]));
  for (const target of living) {
    const table = tables.get(target.table.id);
    if (table === undefined) continue;
    const cells = new Map(table.variables.map((variable) => [variable.id, variable]));
    for (const variable of target.table.variables) {
      const cell = cells.get(variable.id);
      if (cell !== undefined) check(cell.id, valueOf(target, variable), cell.accepts);
    }
    for (const list of target.table.lists) {
      const kinds = next.stepped!.lists[list.id] ?? ANYTHING;
      // What fitted before still does: long lists are not gone through for nothing.
      if (((before.stepped?.lists[list.id] ?? ANYTHING) & ~kinds) === 0) continue;
      for (const item of target.lists[list.slot]!) check(list.id, item, kinds);
    }
  }
  const parameters = new Map<string, number>();
  for (const { keys, kinds } of next.stepped!.functions) {
    kinds.forEach((kind, index) => parameters.set(keys[index]!, (parameters.get(keys[index]!) ?? ANYTHING) & kind));
  }
  for (const { machine } of threads) {
    for (const frame of machine?.frames ?? []) {
      before.stepped!.functions[frame.fn]!.kinds.forEach((_, index) => {
        const key = before.stepped!.functions[frame.fn]!.keys[index]!;
        check(key, frame.v[index]!, parameters.get(key) ?? ANYTHING);
      });
    }
  }
  return widen;
}

/** The present value of a variable by its table. */
export const valueOf = (target: StageTarget, { storage, slot }: VariableTable): Scalar =>
  storage === 'number' ? target.numbers[slot]! : target.values[slot]!;
