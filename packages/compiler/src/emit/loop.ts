import { calleesOf, isStable } from '../analysis/effects.ts';
import { promotable } from '../analysis/touches.ts';
import type { Expression, Statement, Variable } from '../ir/nodes.ts';
import type { FunctionContext } from './context.ts';
import { cast } from '../ir/build.ts';
import { typeOf } from '../analysis/infer-types.ts';
import { INT, isWithin, NEGATIVE } from '../ir/types.ts';

type Loop = Extract<Statement, { kind: 'repeat' | 'forever' | 'while' | 'for-each' }>;

/** Writes a loop with what its mode does at the end of each pass. */
export function writeLoop(f: FunctionContext, loop: Loop, block: number): void {
  const added = f.mode === 'slow' ? [] : promote(f, loop, block);
  writePasses(f, loop, block);
  for (const variable of added) {
    const { local, written } = f.promoted.get(variable)!;
    f.promoted.delete(variable);
    if (written) f.writer.line(`${f.memory(variable)} = ${local};`, block);
  }
}

/** Takes variables that nobody else can look at during the loop into locals. */
function promote(f: FunctionContext, loop: Loop, block: number): Variable[] {
  const added: Variable[] = [];
  for (const { variable, written } of promotable(loop, f.program.touches)) {
    if (f.promoted.has(variable)) continue;
    const local = f.temporary();
    f.writer.line(`${local} = ${f.memory(variable)};`, block);
    f.promoted.set(variable, { local, written });
    added.push(variable);
  }
  return added;
}

function writePasses(f: FunctionContext, loop: Loop, block: number): void {
  const { writer } = f;
  const warp = f.mode !== 'slow';
  const idle = !warp && isIdleLoop(loop) ? f.temporary() : null;
  const counter = loop.kind === 'repeat' || loop.kind === 'for-each' ? f.temporary() : '';
  writer.line(headText(f, loop, counter), block);
  writer.indent();
  if (loop.kind === 'for-each') {
    // The limit is looked at before each pass.
    writer.line(`if (!(${counter} < Number(${f.text(loop.limit)}))) break;`, block);
    writer.line(`${f.variable(loop.variable)} = ++${counter};`, block);
  }
  if (idle !== null) writer.line(`${idle} = 1;`, block);
  if (warp) f.warpLoops++;
  if (idle === null) f.body(loop.body);
  else writeIdleBody(f, loop.body, idle);
  if (warp) f.warpLoops--;
  const pause = endOfPass(f, loop, idle);
  if (pause !== '') writer.line(pause, block);
  writer.outdent();
  writer.line('}', block);
}

/** The count of a `repeat`, rounded once. */
function timesText(f: FunctionContext, times: Expression): string {
  const number = cast('number', times);
  const text = f.text(number);
  return isWithin(typeOf(number), INT | NEGATIVE) ? text : `Math.round(${text})`;
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

function endOfPass(f: FunctionContext, loop: Loop, idle: string | null): string {
  if (f.mode === 'fast') return '';
  if (f.mode === 'slow') return `yield ${idle ?? 0};`;
  // A pass that calls something long may take a while: look at the clock more often.
  const isHeavy = [...calleesOf(loop.body)].some((callee) => {
    const effects = f.program.effects(callee);
    return effects.loops || effects.recursive;
  });
  return `if ((++${f.passCounter()} & ${isHeavy ? 15 : 1023}) === 0 && stuck()) ${aroundYield(f)}`;
}

/** Gives way with every promoted variable in memory. */
function aroundYield(f: FunctionContext): string {
  const store = storeText(f);
  const load = [...f.promoted].map(([variable, { local }]) => `${local} = ${f.memory(variable)};`);
  return store === '' && load.length === 0 ? 'yield 0;' : `{ ${store}yield 0; ${load.join(' ')} }`;
}

/** Writes promoted variables back. */
export function storeText(f: FunctionContext): string {
  return [...f.promoted]
    .filter(([, { written }]) => written)
    .map(([variable, { local }]) => `${f.memory(variable)} = ${local}; `)
    .join('');
}

/**
 * A loop whose passes often do nothing but look at conditions that only scripts and input can change: while nobody does
 * anything, another pass in the same frame would see the same.
 */
function isIdleLoop(loop: Loop): boolean {
  if (loop.kind === 'for-each' || loop.kind === 'repeat') return false;
  if (loop.kind === 'while' && !isStable(loop.condition)) return false;
  return loop.body.every((statement) => statement.kind === 'if' && isStable(statement.condition));
}

/** Writes the conditions of an idle loop; whatever they let happen clears the flag. */
function writeIdleBody(f: FunctionContext, body: readonly Statement[], idle: string): void {
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
