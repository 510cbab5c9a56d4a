import { isStable } from '../analysis/effects.ts';
import type { Statement } from '../ir/nodes.ts';
import type { FunctionContext } from './context.ts';

/**
 * Whether the passes of a loop often do nothing but look at conditions that only scripts and input can change: while
 * nobody does anything, another pass in the same frame would see the same.
 */
export function isIdleLoop(loop: Statement): boolean {
  if (loop.kind !== 'forever' && loop.kind !== 'while') return false;
  if (loop.kind === 'while' && !isStable(loop.condition)) return false;
  return loop.body.every((statement) => statement.kind === 'if' && isStable(statement.condition));
}

/** Writes the conditions of an idle loop; whatever they let happen clears the flag. */
export function writeIdleBody(f: FunctionContext, body: readonly Statement[], idle: string): void {
  for (const statement of body) {
    if (statement.kind !== 'if') continue;
    const block = f.program.block(f.owner, statement.block);
    const branch = (inner: readonly Statement[]): void => {
      f.writer.indent();
      if (inner.length > 0) {
        f.writer.line(`${idle} = 0;`, block);
        f.body(inner);
      }
      f.writer.outdent();
    };
    f.writer.line(`if (${f.text(statement.condition)}) {`, block);
    branch(statement.then);
    if (statement.else.length > 0) {
      f.writer.line('} else {', block);
      branch(statement.else);
    }
    f.writer.line('}', block);
  }
}
