import { summaryOf } from '../analysis/summary.ts';
import { promotable, usesOf } from '../analysis/touches.ts';
import type { Statement, Variable } from '../ir/nodes.ts';
import { isNumberOrEmpty } from '../ir/types.ts';
import type { FunctionContext } from './context.ts';
import { LOOP_FUEL } from './fuel.ts';
import { decodedText, NAN_TEXT } from './value-text.ts';

/** Writes a loop with the variables that nobody else can look at meanwhile in locals. */
export function withPromotions(f: FunctionContext, loop: Statement, block: number, write: () => void): void {
  const used = summaryOf([loop]).used;
  if ([...used].every((variable) => f.promoted.has(variable))) return write();
  promote(f, promotable([loop], f.program.touches), block, write);
}

/** Fewer uses are not worth reading a variable that a call may not need. */
const MIN_USES = 3;

/** Writes the body of a procedure without loops with the variables that it uses often in locals. */
export function withOftenUsed(f: FunctionContext, body: readonly Statement[], write: () => void): void {
  const uses = usesOf(body);
  const often = promotable(body, f.program.touches, true).filter(({ variable }) => uses.get(variable)! >= MIN_USES);
  promote(f, often, -1, write);
}

function promote(
  f: FunctionContext,
  candidates: readonly { variable: Variable; written: boolean }[],
  block: number,
  write: () => void,
): void {
  const added: Variable[] = [];
  for (const { variable, written } of candidates) {
    if (f.promoted.has(variable)) continue;
    const local = f.temporary();
    const encoded = isNumberOrEmpty(variable.type);
    f.promoted.set(variable, { local, written, encoded });
    f.writer.line(fromMemory(f, variable), block);
    added.push(variable);
  }
  write();
  for (const variable of added) {
    if (f.promoted.get(variable)!.written) f.writer.line(toMemory(f, variable), block);
    f.promoted.delete(variable);
  }
}

function fromMemory(f: FunctionContext, variable: Variable): string {
  const { local, encoded } = f.promoted.get(variable)!;
  const load = `${local} = ${f.memory(variable)};`;
  return encoded ? `${load} if (typeof ${local} !== "number") ${local} = ${NAN_TEXT};` : load;
}

function toMemory(f: FunctionContext, variable: Variable): string {
  const { local, encoded } = f.promoted.get(variable)!;
  return `${f.memory(variable)} = ${encoded ? decodedText(local) : local};`;
}

/** Writes promoted variables back, all or those that are not in `kept`. */
export function storeText(f: FunctionContext, kept: ReadonlySet<Variable> = new Set()): string {
  return [...f.promoted]
    .filter(([variable, { written }]) => written && !kept.has(variable))
    .map(([variable]) => `${toMemory(f, variable)} `)
    .join('');
}

/** Reads promoted variables again. */
export function loadText(f: FunctionContext): string {
  return [...f.promoted.keys()].map((variable) => `${fromMemory(f, variable)} `).join('');
}

/** Looks at the clock; when the time is used up, gives way with every promoted variable in memory. */
export function refuelText(f: FunctionContext): string {
  return `${f.fuel()} = ${LOOP_FUEL}; if (stuck()) { ${storeText(f)}yield 0; ${loadText(f)}}`;
}
