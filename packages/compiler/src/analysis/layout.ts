import type { Program } from '../ir/nodes.ts';
import { isWithin, NUMBER } from '../ir/types.ts';

/** Decides where each variable lives: numbers in unboxed slots, everything else in slots that hold any value. */
export function layOut(program: Program): void {
  for (const { variables } of program.targets) {
    const used = { number: 0, value: 0 };
    for (const variable of variables) {
      variable.storage = isWithin(variable.type, NUMBER) ? 'number' : 'value';
      variable.slot = used[variable.storage]++;
    }
  }
}
