import type { Expression, Procedure, Statement, Variable } from '../ir/nodes.ts';
import { bodiesOf, eachExpression, expressionsOf, isLoop } from '../ir/walk.ts';

/** What stands anywhere in a body, without what it calls. */
export interface Summary {
  /** Variables that it reads or writes. */
  used: ReadonlySet<Variable>;
  written: ReadonlySet<Variable>;
  /** Procedures that it calls, as commands and as reporters. */
  callees: ReadonlySet<Procedure>;
  loops: boolean;
  /** Waits for something, other than by a loop. */
  waits: boolean;
  /** An operation looks at variables by itself. */
  readsVariables: boolean;
  /** May end the whole script. */
  ends: boolean;
}

/** Asked again and again about the same bodies, which do not change any more: each is walked once. */
const known = new WeakMap<Statement | readonly Statement[], Summary>();

/** The summary of a body whose lowering is over. */
export function summaryOf(body: readonly Statement[]): Summary {
  let summary = known.get(body);
  if (summary === undefined) known.set(body, (summary = merged(body.map(summaryOfStatement))));
  return summary;
}

function merged(parts: readonly Summary[]): Summary {
  if (parts.length === 1) return parts[0]!;
  const used = new Set<Variable>();
  const written = new Set<Variable>();
  const callees = new Set<Procedure>();
  const summary = { used, written, callees, loops: false, waits: false, readsVariables: false, ends: false };
  for (const part of parts) {
    part.used.forEach((variable) => used.add(variable));
    part.written.forEach((variable) => written.add(variable));
    part.callees.forEach((procedure) => callees.add(procedure));
    summary.loops ||= part.loops;
    summary.waits ||= part.waits;
    summary.readsVariables ||= part.readsVariables;
    summary.ends ||= part.ends;
  }
  return summary;
}

function summaryOfStatement(statement: Statement): Summary {
  const found = known.get(statement);
  if (found !== undefined) return found;
  const own = ownSummary(statement);
  const bodies = bodiesOf(statement);
  const summary = bodies.length === 0 ? own : merged([own, ...bodies.map(summaryOf)]);
  known.set(statement, summary);
  return summary;
}

function ownSummary(statement: Statement): Summary {
  const used = new Set<Variable>();
  const written = new Set<Variable>();
  const callees = new Set<Procedure>();
  let waits = statement.kind === 'wait-until';
  let readsVariables = false;
  if (statement.kind === 'set' || statement.kind === 'for-each') {
    used.add(statement.variable);
    written.add(statement.variable);
  }
  if (statement.kind === 'call') callees.add(statement.procedure);
  if (statement.kind === 'operation') {
    waits ||= statement.operation.yields === true;
    readsVariables = statement.operation.readsVariables === true;
  }
  const visit = (expression: Expression): void => {
    if (expression.kind === 'variable') used.add(expression.variable);
    else if (expression.kind === 'call') callees.add(expression.procedure);
    else if (expression.kind === 'operation') readsVariables ||= expression.operation.readsVariables === true;
  };
  for (const expression of expressionsOf(statement)) eachExpression(expression, visit);
  const ends = statement.kind === 'end-script-if';
  return { used, written, callees, loops: isLoop(statement), waits, readsVariables, ends };
}
