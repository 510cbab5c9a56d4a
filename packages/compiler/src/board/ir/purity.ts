import type { Expression } from './nodes.ts';
import { eachExpression } from './walk.ts';

/** Whether evaluating can change anything: only a my-block can. */
export function hasEffects(expression: Expression): boolean {
  let found = false;
  eachExpression(expression, (part) => {
    if (part.kind === 'call') found = true;
  });
  return found;
}
