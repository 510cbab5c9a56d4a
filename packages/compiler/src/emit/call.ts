import type { Expression, Procedure, Statement } from '../ir/nodes.ts';
import type { FunctionContext, Mode } from './context.ts';
import { FUEL } from './fuel.ts';
import { loadText, storeText } from './promotion.ts';
import { leaveText } from './site.ts';

/**
 * Which variant of a procedure an expression calls. Without screen refresh a plain function is called from within loops and
 * for recursion, where a generator for each call would cost more than the work; the loop around it then looks at the warp
 * timer. What waits is a generator everywhere.
 */
export function calledMode(f: FunctionContext, procedure: Procedure): Mode {
  if (f.mode === 'slow' && !procedure.warp) return 'slow';
  const effects = f.program.effects(procedure);
  if (effects.waits) return 'warp';
  if (f.mode === 'fast' || f.mode === 'long' || !effects.loops || effects.recursive || f.warpLoops > 0) return 'fast';
  return 'warp';
}

/** Which variant a statement calls: one that can be left in the middle, where that is needed. */
export function commandMode(f: FunctionContext, procedure: Procedure): Mode {
  if (!f.program.finishes || f.mode === 'fast' || (f.mode === 'slow' && !procedure.warp))
    return calledMode(f, procedure);
  const { waits, loops } = f.program.effects(procedure);
  if (waits) return 'warp';
  return loops ? 'long' : 'fast';
}

const plainCall = (f: FunctionContext, procedure: Procedure, mode: Mode, args: readonly Expression[]): string =>
  `${f.program.variant(procedure, mode)}(${['t', ...args.map((arg) => f.text(arg))].join(', ')})`;

/** A call, delegating to generators. */
export function callText(
  f: FunctionContext,
  procedure: Procedure,
  args: readonly Expression[],
  mode = calledMode(f, procedure),
): string {
  const call = plainCall(f, procedure, mode, args);
  if (!f.program.isGenerator(procedure, mode)) return call;
  return isRecursion(f, procedure, mode) ? `(yield* later(${call}))` : `(yield* ${call})`;
}

/** Writes a call for what it does. */
export function writeCall(
  f: FunctionContext,
  statement: Extract<Statement, { kind: 'call' }>,
  site: number,
  line: (text: string) => void,
): void {
  const { procedure, args } = statement;
  const mode = commandMode(f, procedure);
  if (mode !== 'long') return line(`${callText(f, procedure, args, mode)};`);
  const call = plainCall(f, procedure, mode, args);
  if (f.mode !== 'long') {
    line(`fuel = ${FUEL}; ${call};`);
    if (f.tail === statement) return line('if (left !== null) return finish();');
    return line(`if (left !== null) { ${storeText(f)}yield* finish(); ${loadText(f)}}`);
  }
  const [put, take] = f.usesFuel ? ['fuel = n; ', ' n = fuel;'] : ['', ''];
  if (f.resumes)
    line(`${put}if (again === ${site}) { again = 0; rest.at(-1)[0](rest.pop(), rest); } else ${call};${take}`);
  else line(`${put}${call};${take}`);
  line(`if (left !== null) { ${leaveText(f, site)} }`);
}

/** With screen refresh, recursion gives way before the procedure starts. */
function isRecursion(f: FunctionContext, procedure: Procedure, mode: Mode): boolean {
  if (mode !== 'slow' || f.procedure === null) return false;
  const effects = f.program.effects;
  return effects(procedure).recursive && effects(procedure).component === effects(f.procedure).component;
}
