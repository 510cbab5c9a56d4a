/**
 * How loops without screen refresh know when to look at the clock: each pass takes an estimate of its work from a number, and
 * when that is below 0 the loop is left. A call inside of the loop (to a clock, say) would make engines keep every local of
 * the loop in memory, at twice the cost of tight loops.
 */
import type { Effects } from '../analysis/effects.ts';
import { typeOf } from '../analysis/infer-types.ts';
import type { Expression, Loop, Statement } from '../ir/nodes.ts';
import { isWithin, NUMBER } from '../ir/types.ts';
import { bodiesOf, eachExpression, expressionsOf, isLoop } from '../ir/walk.ts';
import type { FunctionContext } from './context.ts';

/** Units of work, about a tenth of a nanosecond each, that a function may do before it is left to look at the clock. */
export const FUEL = 200_000_000;
/** The same for a loop in a generator, which is left and entered again at little cost. */
export const LOOP_FUEL = 2_000_000;

/**
 * Work that grows with what it works on counts as if that were large: a list of 200,000 items, a text of 100,000
 * characters that was just put together. Looking at the clock too often costs little; a second too late is a hang.
 */
const COSTS: Partial<Record<Expression['kind'] | Statement['kind'], number>> = {
  find: 20_000,
  contents: 20_000,
  insert: 20_000,
  delete: 20_000,
  operation: 2,
};
/** What a function of the runtime is taken to cost. */
const RUNTIME_COST = 3000;
/** Operations on texts that may have to copy them. */
const TEXT_WORK: ReadonlySet<string> = new Set(['operator.letter', 'operator.contains']);
const TEXT_COST = 100_000;
const RECURSION_COST = 10_000;
/** A text that grows keeps memory, which is looked at with the clock. */
const JOIN_COST = 200;

/** Whether an expression makes no new text while the loop runs; numbers make short ones. */
function isKept(f: FunctionContext, expression: Expression): boolean {
  if (expression.kind === 'cast') return expression.to !== 'text' || isKept(f, expression.value);
  if (expression.kind === 'variable') return f.promoted.get(expression.variable)?.written === false;
  return expression.kind === 'constant' || expression.kind === 'parameter' || isWithin(typeOf(expression), NUMBER);
}

/** What a pass of a loop is taken to cost, without inner loops and functions that count for themselves. */
export function passWeight(f: FunctionContext, loop: Loop): number {
  let weight = 1;
  const call = (callee: Effects, counts: boolean): void => {
    weight += 20;
    if (callee.recursive) weight += RECURSION_COST;
    if (callee.loops && !counts) weight += LOOP_FUEL / 16;
  };
  const visit = (expression: Expression): void => {
    weight += COSTS[expression.kind] ?? 1;
    if (expression.kind === 'call') call(f.program.effects(expression.procedure), false);
    if (expression.kind !== 'operation') return;
    if (expression.operation.runtime) weight += RUNTIME_COST;
    if (expression.operation.name === 'operator.join') weight += JOIN_COST;
    if (TEXT_WORK.has(expression.operation.name) && !expression.args.every((arg) => isKept(f, arg)))
      weight += TEXT_COST;
  };
  const walk = (body: readonly Statement[]): void => {
    for (const statement of body) {
      weight += COSTS[statement.kind] ?? 1;
      if (statement.kind === 'call')
        call(f.program.effects(statement.procedure), f.sites?.numbers.has(statement) === true);
      if (statement.kind === 'operation') weight += RUNTIME_COST;
      for (const expression of expressionsOf(statement)) eachExpression(expression, visit);
      if (!isLoop(statement)) bodiesOf(statement).forEach(walk);
    }
  };
  walk(loop.body);
  return weight;
}
