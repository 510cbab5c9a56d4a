/**
 * Loops without screen refresh in generators. A `yield` inside a loop makes engines keep every local of the loop as a boxed
 * value, at several times the cost of the loop itself. So loops that wait for nothing are written without: when the
 * warp budget is used up they are left with the place noted, the script gives way outside of them, and they are entered
 * again at that place.
 *
 *     do {
 *       nest: {
 *         ... loops; at the end of a pass: if ((fuel -= 7) < 0) { again = 2; break nest; }
 *       }
 *       if (again !== 0) { fuel = FUEL; if (stuck()) yield 0; }
 *     } while (again !== 0);
 */
import { summaryOf } from '../analysis/summary.ts';
import type { Loop, Statement } from '../ir/nodes.ts';
import { isLoop } from '../ir/walk.ts';
import type { FunctionContext, Sites } from './context.ts';
import { timesText } from './expression.ts';
import { passWeight } from './fuel.ts';
import { refuelText, storeText, withPromotions } from './promotion.ts';
import { counterOf, leaveText, numberSites, withExit } from './site.ts';

interface Nest extends Sites {
  /** Local that holds the number of the place to go on with; 0 when running freely. */
  again: string;
  /** Name of the local that counts the passes of the loop with a number. */
  counter(site: number): string;
  /** Statements that leave all loops to go on later with the one of this number. */
  leave(site: number): string;
}

/** Whether nothing in the loop gives way but its passes. */
export function isNest(f: FunctionContext, loop: Loop): boolean {
  const { waits, callees } = summaryOf([loop]);
  return !waits && ![...callees].some((callee) => f.program.effects(callee).waits);
}

/** The condition under which a pass ends with a look at the clock. */
export function passCheck(f: FunctionContext, loop: Loop): string {
  return `if ((${f.fuel()} -= ${passWeight(f, loop)}) < 0)`;
}

/** Writes a body that goes on at the place that the local `again` names, in a function that may be left again. */
export function writeResumed(f: FunctionContext, body: readonly Statement[]): void {
  writeBody(f, { ...f.sites!, again: 'again', counter: counterOf, leave: (site) => leaveText(f, site) }, body);
}

/** Writes the outermost loop of a nest with everything in it. */
export function writeNest(f: FunctionContext, loop: Loop, block: number): void {
  const again = f.temporary();
  const label = `nest_${again}`;
  // Promoted around the whole nest: stay in locals while the loops are left.
  const kept = new Set(f.promoted.keys());
  const nest: Nest = {
    ...numberSites([loop], isLoop),
    again,
    counter: f.temporary,
    leave: (site) => `${storeText(f, kept)}${again} = ${site}; break ${label};`,
  };
  f.writer.line(`${again} = 0;`, block);
  f.writer.line('do {', block);
  f.writer.indent();
  f.writer.line(`${label}: {`, block);
  f.writer.indent();
  writeLoop(f, nest, loop, block);
  f.writer.outdent();
  f.writer.line('}', block);
  f.writer.line(`if (${again} !== 0) { ${refuelText(f)} }`, block);
  f.writer.outdent();
  f.writer.line(`} while (${again} !== 0);`, block);
}

function writeLoop(f: FunctionContext, nest: Nest, loop: Loop, block: number): void {
  const { writer } = f;
  const { again } = nest;
  const { first, last } = nest.numbers.get(loop)!;
  const counter = loop.kind === 'repeat' || loop.kind === 'for-each' ? nest.counter(first) : '';
  const start = { repeat: '', 'for-each': `${counter} = 0;`, forever: '', while: '' }[loop.kind];
  const begin = loop.kind === 'repeat' ? `${counter} = ${timesText(f, loop.times)};` : start;
  const next = loop.kind === 'repeat' ? `${counter}--` : '';
  // Going on with this loop means that a pass has just ended.
  writer.line(`if (${again} === 0) { ${begin} } else if (${again} === ${first}) { ${again} = 0; ${next} }`, block);
  const hasInner = last > first;
  const resuming = hasInner ? `${again} !== 0 || ` : '';
  if (loop.kind === 'repeat') writer.line(`for (; ${resuming}${counter} > 0; ${next}) {`, block);
  else if (loop.kind === 'while') writer.line(`while (${resuming}${f.text(loop.condition)}) {`, block);
  else writer.line('for (;;) {', block);
  writer.indent();
  if (loop.kind === 'for-each') {
    const free = hasInner ? `if (${again} === 0) ` : '';
    writer.line(`${free}{`, block);
    writer.line(`if (!(${counter} < Number(${f.text(loop.limit)}))) break;`, block);
    writer.line(`${f.variable(loop.variable)} = ++${counter};`, block);
    writer.line('}', block);
  }
  writeBody(f, nest, loop.body);
  writer.line(`${passCheck(f, loop)} { ${nest.leave(first)} }`, block);
  writer.outdent();
  writer.line('}', block);
}

/** Writes statements; those before an inner loop are passed over while that loop is being entered again. */
function writeBody(f: FunctionContext, nest: Nest, body: readonly Statement[]): void {
  const lastLoop = body.findLastIndex((statement) => nest.numbers.has(statement));
  let pending: Statement[] = [];
  const flush = (): void => {
    if (pending.length === 0) return;
    f.writer.line(`if (${nest.again} === 0) {`);
    f.writer.indent();
    f.body(pending);
    f.writer.outdent();
    f.writer.line('}');
    pending = [];
  };
  body.slice(0, lastLoop + 1).forEach((statement) => {
    if (!nest.numbers.has(statement)) return void pending.push(statement);
    flush();
    writeAround(f, nest, statement);
  });
  f.body(body.slice(lastLoop + 1));
}

/** Writes a statement that is or holds loops of the nest. */
function writeAround(f: FunctionContext, nest: Nest, statement: Statement): void {
  const block = f.program.block(f.owner, statement.block);
  const { first, last } = nest.numbers.get(statement)!;
  // On the way to a later loop this one is passed over.
  const isLast = last === nest.count;
  if (!isLast) {
    f.writer.line(`if (${nest.again} === 0 || ${nest.again} >= ${first} && ${nest.again} <= ${last}) {`, block);
    f.writer.indent();
  }
  if (statement.kind === 'if') writeIf(f, nest, statement, block);
  else if (statement.kind === 'call') f.body([statement]);
  else {
    const promote = (write: () => void): void => withPromotions(f, statement, block, write);
    withExit(f, block, promote, () => writeLoop(f, nest, statement as Loop, block));
  }
  if (!isLast) {
    f.writer.outdent();
    f.writer.line('}', block);
  }
}

function writeIf(f: FunctionContext, nest: Nest, statement: Extract<Statement, { kind: 'if' }>, block: number): void {
  const inside = statement.then.flatMap((inner) => nest.numbers.get(inner) ?? []);
  const resumes = inside.map(({ first, last }) => `${nest.again} >= ${first} && ${nest.again} <= ${last}`).join(' || ');
  f.writer.line(`if (${nest.again} === 0 ? ${f.text(statement.condition)} : (${resumes || 'false'})) {`, block);
  f.writer.indent();
  writeBody(f, nest, statement.then);
  f.writer.outdent();
  f.writer.line('} else {', block);
  f.writer.indent();
  writeBody(f, nest, statement.else);
  f.writer.outdent();
  f.writer.line('}', block);
}
