import { promotable } from '../analysis/touches.ts';
import type { Statement, Variable } from '../ir/nodes.ts';
import type { FunctionContext } from './context.ts';
import { LOOP_FUEL } from './fuel.ts';

/** Writes a loop with the variables that nobody else can look at meanwhile in locals. */
export function withPromotions(f: FunctionContext, loop: Statement, block: number, write: () => void): void {
  const added: Variable[] = [];
  for (const { variable, written } of promotable(loop, f.program.touches)) {
    if (f.promoted.has(variable)) continue;
    const local = f.temporary();
    f.writer.line(`${local} = ${f.memory(variable)};`, block);
    f.promoted.set(variable, { local, written });
    added.push(variable);
  }
  write();
  for (const variable of added) {
    const { local, written } = f.promoted.get(variable)!;
    f.promoted.delete(variable);
    if (written) f.writer.line(`${f.memory(variable)} = ${local};`, block);
  }
}

/** Writes promoted variables back, all or those that are not in `kept`. */
export function storeText(f: FunctionContext, kept: ReadonlySet<Variable> = new Set()): string {
  return [...f.promoted]
    .filter(([variable, { written }]) => written && !kept.has(variable))
    .map(([variable, { local }]) => `${f.memory(variable)} = ${local}; `)
    .join('');
}

/** Reads promoted variables again. */
export function loadText(f: FunctionContext): string {
  return [...f.promoted].map(([variable, { local }]) => `${local} = ${f.memory(variable)}; `).join('');
}

/** Looks at the clock; when the time is used up, gives way with every promoted variable in memory. */
export function refuelText(f: FunctionContext): string {
  return `${f.fuel()} = ${LOOP_FUEL}; if (stuck()) { ${storeText(f)}yield 0; ${loadText(f)}}`;
}
