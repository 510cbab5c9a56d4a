import type { Flows } from './flows.ts';
import type { Program } from '../ir/nodes.ts';
import { FRACTION, isWithin, NUMBER } from '../ir/types.ts';

/**
 * Decides where each variable lives: numbers with fractions in unboxed slots, everything else in slots that hold any value.
 * Whole numbers are not boxed there either, and engines compute faster with whole numbers that never were doubles.
 */
export function layOut(program: Program, { expressions }: Flows): void {
  for (const expression of expressions) if (expression.kind === 'find') expression.list.searched = true;
  for (const { variables } of program.targets) {
    const used = { number: 0, value: 0 };
    for (const variable of variables) {
      variable.storage = isWithin(variable.type, NUMBER) && (variable.type & FRACTION) !== 0 ? 'number' : 'value';
      variable.slot = used[variable.storage]++;
    }
  }
}
