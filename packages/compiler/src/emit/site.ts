/**
 * Functions in mode `long` are left when their fuel is used up, and with them all that called them, down to a generator that
 * looks at the clock, may give way, and goes on (`finish`). Each function that is left notes a frame for it:
 *
 *     [function that goes on, number of the place, t, ...arguments, ...counts of its loops]
 *
 * The innermost comes first in `left`. Variables are in memory by then.
 */
import type { Statement } from '../ir/nodes.ts';
import { bodiesOf } from '../ir/walk.ts';
import type { FunctionContext, Sites } from './context.ts';
import { FUEL } from './fuel.ts';
import { storeText } from './promotion.ts';

/** The part of a program that goes on with what was left. */
export const FINISH = `function* finish() {
  while (left !== null) {
    const rest = left;
    left = null;
    if (stuck(100)) yield 0;
    fuel = ${FUEL};
    rest.at(-1)[0](rest.pop(), rest);
  }
}`;

/** Numbers the statements of a body that satisfy the test. */
export function numberSites(body: readonly Statement[], isSite: (statement: Statement) => boolean): Sites {
  const numbers = new Map<Statement, { first: number; last: number }>();
  let count = 0;
  const number = (statement: Statement): void => {
    const first = isSite(statement) ? ++count : count + 1;
    for (const inner of bodiesOf(statement)) inner.forEach(number);
    if (count >= first) numbers.set(statement, { first, last: count });
  };
  body.forEach(number);
  return { numbers, count };
}

/** Name of the local that counts the passes of a loop. */
export const counterOf = (site: number): string => `c${site}`;

/** Names of the counters of a body. */
export function countersOf({ numbers }: Sites): string[] {
  return [...numbers]
    .filter(([{ kind }]) => kind === 'repeat' || kind === 'for-each')
    .map(([, { first }]) => counterOf(first));
}

/** The frame of a function that is left at a place. */
function frameText(f: FunctionContext, site: number | string): string {
  const { index, parameters } = f.procedure!;
  const args = parameters.map((parameter) => `a${parameter.index}`);
  return `[r${index}, ${[site, 't', ...args, ...countersOf(f.sites!)].join(', ')}]`;
}

/**
 * Leaves a function at a place: because it called what was left, or because its fuel is used up in a loop. Loops only break;
 * what is behind them leaves the function. Engines optimise less where loops hold code, even if it never runs.
 */
export function leaveText(f: FunctionContext, site: number): string {
  if (f.loopExit === null) return `left.push(${frameText(f, site)}); return;`;
  return `${storeText(f, f.loopExit.kept)}again = ${site}; break ${f.loopExit.label};`;
}

/** Writes an outermost loop of a function that may be left, and what leaves the function when the loop was. */
export function withExit(
  f: FunctionContext,
  block: number,
  promote: (write: () => void) => void,
  write: () => void,
): void {
  if (f.mode !== 'long' || f.loopExit !== null) return promote(write);
  const label = f.label();
  promote(() => {
    f.loopExit = { label, kept: new Set(f.promoted.keys()) };
    f.writer.line(`${label}: {`, block);
    f.writer.indent();
    write();
    f.writer.outdent();
    f.writer.line('}', block);
    f.loopExit = null;
  });
  f.writer.line(`if (again !== 0) { (left ??= []).push(${frameText(f, 'again')}); return; }`, block);
}
