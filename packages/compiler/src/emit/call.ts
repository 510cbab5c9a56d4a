import type { Expression, Procedure } from '../ir/nodes.ts';
import type { FunctionContext, Mode } from './context.ts';

/**
 * Which variant of a procedure a place calls. Without screen refresh a plain function is called from within loops and for
 * recursion, where a generator for each call would cost more than the work; the loop around it then looks at the warp
 * timer. What waits is a generator everywhere.
 */
export function calledMode(f: FunctionContext, procedure: Procedure): Mode {
  if (f.mode === 'slow' && !procedure.warp) return 'slow';
  const effects = f.program.effects(procedure);
  if (effects.waits) return 'warp';
  if (f.mode === 'fast' || !effects.loops || effects.recursive || f.warpLoops > 0) return 'fast';
  return 'warp';
}

/** A call as an expression, delegating to generators. */
export function callText(f: FunctionContext, procedure: Procedure, args: readonly Expression[]): string {
  const mode = calledMode(f, procedure);
  const name = f.program.variant(procedure, mode);
  const values = args.map((arg) => f.text(arg));
  const call = `${name}(${['t', ...values].join(', ')})`;
  if (!f.program.isGenerator(procedure, mode)) return call;
  return isRecursion(f, procedure, mode) ? `(yield* later(${call}))` : `(yield* ${call})`;
}

/** With screen refresh, recursion gives way before the procedure starts. */
function isRecursion(f: FunctionContext, procedure: Procedure, mode: Mode): boolean {
  if (mode !== 'slow' || f.procedure === null) return false;
  const effects = f.program.effects;
  return effects(procedure).recursive && effects(procedure).component === effects(f.procedure).component;
}
