import type { Expression, Procedure, Program, Statement } from '../ir/nodes.ts';
import { bodiesOf, someExpression } from '../ir/walk.ts';
import { summaryOf } from './summary.ts';

/** How a procedure gives way to others, transitively. */
export interface Effects {
  /** Must be able to yield even without screen refresh: it waits for something, or has a loop without an end. */
  waits: boolean;
  /** Has loops, so that without screen refresh the warp timer may make it yield. */
  loops: boolean;
  /** Yields when it runs with screen refresh. */
  yields: boolean;
  /** May call itself, directly or through others. */
  recursive: boolean;
  /** Procedures that can call each other share a component. */
  component: number;
}

export type EffectsOf = (procedure: Procedure) => Effects;

/** Whether a condition can only change when some script does something. */
export const isStable = (condition: Expression): boolean =>
  !someExpression(
    condition,
    (inner) => inner.kind === 'call' || (inner.kind === 'operation' && inner.operation.volatile === true),
  );

/** Strongly connected components of the call graph, as one number for each procedure (Tarjan's algorithm, without recursion). */
function components(
  procedures: readonly Procedure[],
  callees: ReadonlyMap<Procedure, ReadonlySet<Procedure>>,
): number[] {
  const order: number[] = procedures.map(() => -1);
  const low: number[] = procedures.map(() => 0);
  const component: number[] = procedures.map(() => -1);
  const open: number[] = [];
  let visited = 0;
  let found = 0;
  for (const root of procedures) {
    if (order[root.index] !== -1) continue;
    const path: { index: number; rest: Procedure[] }[] = [];
    const enter = (procedure: Procedure): void => {
      order[procedure.index] = low[procedure.index] = visited++;
      open.push(procedure.index);
      path.push({ index: procedure.index, rest: [...(callees.get(procedure) ?? [])] });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next !== undefined) {
        if (order[next.index] === -1) enter(next);
        else if (component[next.index] === -1) low[top.index] = Math.min(low[top.index]!, order[next.index]!);
        continue;
      }
      path.pop();
      const caller = path.at(-1);
      if (caller !== undefined) low[caller.index] = Math.min(low[caller.index]!, low[top.index]!);
      if (low[top.index] !== order[top.index]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        component[member] = found;
        if (member === top.index) break;
      }
      found++;
    }
  }
  return component;
}

function hasForever(body: readonly Statement[]): boolean {
  return (
    summaryOf(body).loops &&
    body.some((statement) => statement.kind === 'forever' || bodiesOf(statement).some((inner) => hasForever(inner)))
  );
}

/** Analyses every procedure of the program. */
export function analyseEffects(program: Program): EffectsOf {
  const callees = new Map(program.procedures.map((procedure) => [procedure, summaryOf(procedure.body).callees]));
  const component = components(program.procedures, callees);
  const effects = program.procedures.map((procedure): Effects => {
    const own: Effects = { waits: false, loops: false, yields: false, recursive: false, component: 0 };
    own.component = component[procedure.index]!;
    const { loops, waits } = summaryOf(procedure.body);
    own.loops = loops;
    own.waits = waits || hasForever(procedure.body);
    own.yields = loops || waits;
    for (const callee of callees.get(procedure)!) {
      if (component[callee.index] === own.component) own.recursive = true;
    }
    // Recursion with screen refresh gives way on each call.
    if (own.recursive) own.yields = true;
    return own;
  });

  for (let changed = true; changed;) {
    changed = false;
    for (const procedure of program.procedures) {
      const own = effects[procedure.index]!;
      for (const callee of callees.get(procedure)!) {
        const theirs = effects[callee.index]!;
        const yields = callee.warp ? yieldsInWarp(theirs) : theirs.yields;
        if ((theirs.waits && !own.waits) || (theirs.loops && !own.loops) || (yields && !own.yields)) changed = true;
        own.waits ||= theirs.waits;
        own.loops ||= theirs.loops;
        own.yields ||= yields;
      }
    }
  }
  return (procedure) => effects[procedure.index]!;
}

/** Whether a call without screen refresh may yield: what has loops gives way when the warp budget is used up. */
export const yieldsInWarp = (effects: Effects): boolean => effects.waits || effects.loops;
