import type { Loop } from '../ir/nodes.ts';
import type { FunctionContext } from './context.ts';
import { timesText } from './expression.ts';
import { isIdleLoop, writeIdleBody } from './idle-loop.ts';
import { isNest, passCheck, writeNest } from './nest.ts';
import { refuelText, withPromotions } from './promotion.ts';
import { counterOf, leaveText, withExit } from './site.ts';

/** Writes a loop with what its mode does at the end of each pass. */
export function writeLoop(f: FunctionContext, loop: Loop, block: number): void {
  if (f.mode === 'slow') return writePasses(f, loop, block);
  f.warpLoops++;
  const promote = (write: () => void): void => withPromotions(f, loop, block, write);
  withExit(f, block, promote, () => {
    if (f.mode === 'warp' && isNest(f, loop)) writeNest(f, loop, block);
    else writePasses(f, loop, block);
  });
  f.warpLoops--;
}

function writePasses(f: FunctionContext, loop: Loop, block: number): void {
  const { writer } = f;
  const idle = f.mode === 'slow' && isIdleLoop(loop) ? f.temporary() : null;
  const site = f.sites?.numbers.get(loop)?.first ?? 0;
  const counts = loop.kind === 'repeat' || loop.kind === 'for-each';
  const counter = !counts ? '' : f.mode === 'long' ? counterOf(site) : f.temporary();
  // What came before the first pass was something done.
  if (idle !== null) writer.line(`${idle} = 0;`, block);
  writer.line(headText(f, loop, counter), block);
  writer.indent();
  if (loop.kind === 'for-each') {
    // The limit is looked at before each pass.
    writer.line(`if (!(${counter} < Number(${f.text(loop.limit)}))) break;`, block);
    writer.line(`${f.variable(loop.variable)} = ++${counter};`, block);
  }
  if (idle === null) f.body(loop.body);
  else writeIdleBody(f, loop.body, idle);
  if (f.mode === 'slow') writer.line(idle === null ? 'yield 0;' : `yield ${idle}; ${idle} = 1;`, block);
  if (f.mode === 'long') writer.line(`${passCheck(f, loop)} { ${leaveText(f, site)} }`, block);
  if (f.mode === 'warp') writer.line(`${passCheck(f, loop)} { ${refuelText(f)} }`, block);
  writer.outdent();
  writer.line('}', block);
}

function headText(f: FunctionContext, loop: Loop, counter: string): string {
  switch (loop.kind) {
    case 'repeat':
      return `for (${counter} = ${timesText(f, loop.times)}; ${counter} > 0; ${counter}--) {`;
    case 'for-each':
      return `for (${counter} = 0; ; ) {`;
    case 'forever':
      return 'for (;;) {';
    case 'while':
      return `while (${f.text(loop.condition)}) {`;
  }
}
