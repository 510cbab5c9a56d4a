/**
 * How loops without screen refresh know when to look at the clock: each pass takes an estimate of its work from a number, and
 * when that is below 0 the loop is left. A call inside of the loop (to a clock, say) would make engines keep every local of
 * the loop in memory, at twice the cost of tight loops.
 */
import type { Expression, Loop, Statement } from '../ir/nodes.ts';
import { bodiesOf, eachExpression, expressionsOf, isLoop } from '../ir/walk.ts';
import type { FunctionContext } from './context.ts';

/** Units of work, about a nanosecond each, between two looks at the clock. */
export const FUEL = 200_000;

const COSTS: Partial<Record<Expression['kind'] | Statement['kind'], number>> = {
  find: 100,
  contents: 1000,
  insert: 200,
  delete: 200,
  operation: 2,
};

/** What a pass of a loop is taken to cost, without inner loops, which count for themselves. */
export function passWeight(f: FunctionContext, loop: Loop): number {
  let weight = 1;
  const call = ({ loops, recursive }: { loops: boolean; recursive: boolean }): void => {
    weight += loops || recursive ? FUEL / 16 : 20;
  };
  const visit = (expression: Expression): void => {
    weight += COSTS[expression.kind] ?? 1;
    if (expression.kind === 'call') call(f.program.effects(expression.procedure));
    if (expression.kind === 'operation' && expression.operation.runtime) weight += 30;
  };
  const walk = (body: readonly Statement[]): void => {
    for (const statement of body) {
      weight += COSTS[statement.kind] ?? 1;
      if (statement.kind === 'call') call(f.program.effects(statement.procedure));
      if (statement.kind === 'operation') weight += 30;
      for (const expression of expressionsOf(statement)) eachExpression(expression, visit);
      if (!isLoop(statement)) bodiesOf(statement).forEach(walk);
    }
  };
  walk(loop.body);
  return weight;
}
