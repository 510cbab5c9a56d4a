/**
 * How loops without screen refresh know when to look at the clock: each pass takes an estimate of its work from a number, and
 * when that is below 0 the loop is left. A call inside of the loop (to a clock, say) would make engines keep every local of
 * the loop in memory, at twice the cost of tight loops.
 */
import type { Effects } from '../analysis/effects.ts';
import { typeOf } from '../analysis/infer-types.ts';
import type { Expression, List, Loop, Statement } from '../ir/nodes.ts';
import { isWithin, NUMBER } from '../ir/types.ts';
import { bodiesOf, eachExpression, expressionsOf, isLoop } from '../ir/walk.ts';
import type { FunctionContext } from './context.ts';

/** Units of work, about a tenth of a nanosecond each, that a function may do before it is left to look at the clock. */
export const FUEL = 200_000_000;
/** The same for a loop in a generator, which is left and entered again at little cost. */
export const LOOP_FUEL = 2_000_000;

const COSTS: Partial<Record<Expression['kind'] | Statement['kind'], number>> = { operation: 2 };
/** What grows with the length of a list, which then is part of what a pass costs. */
const GROWS: ReadonlySet<string> = new Set(['find', 'contents', 'insert', 'delete']);
/** What a function of the runtime is taken to cost. */
const RUNTIME_COST = 3000;
/**
 * Operations on texts that may have to copy them count as if the text were large, 100,000 characters that were just put together.
 * Looking at the clock too often costs little; a second too late is a hang.
 */
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

/** What a pass of a loop is taken to cost, as text, without inner loops and functions that count for themselves. */
export function passWeight(f: FunctionContext, loop: Loop): string {
  let weight = 1;
  const lengths: string[] = [];
  const count = (place: Expression | Statement): void => {
    weight += COSTS[place.kind] ?? 1;
    if (GROWS.has(place.kind)) lengths.push(`${f.list((place as { list: List }).list)}.length`);
  };
  const call = (callee: Effects, counts: boolean): void => {
    weight += 20;
    if (callee.recursive) weight += RECURSION_COST;
    if (callee.loops && !counts) weight += LOOP_FUEL / 16;
  };
  const visit = (expression: Expression): void => {
    count(expression);
    if (expression.kind === 'call') call(f.program.effects(expression.procedure), false);
    if (expression.kind !== 'operation') return;
    if (expression.operation.runtime) weight += RUNTIME_COST;
    if (expression.operation.name === 'operator.join') weight += JOIN_COST;
    if (TEXT_WORK.has(expression.operation.name) && !expression.args.every((arg) => isKept(f, arg)))
      weight += TEXT_COST;
  };
  const walk = (body: readonly Statement[]): void => {
    for (const statement of body) {
      count(statement);
      if (statement.kind === 'call')
        call(f.program.effects(statement.procedure), f.sites?.numbers.has(statement) === true);
      if (statement.kind === 'operation') weight += RUNTIME_COST;
      for (const expression of expressionsOf(statement)) eachExpression(expression, visit);
      if (!isLoop(statement)) bodiesOf(statement).forEach(walk);
    }
  };
  walk(loop.body);
  return [weight, ...lengths].join(' + ');
}
