import type { Procedure, Statement, Variable } from '../ir/nodes.ts';
import { eachExpression, eachStatement, expressionsOf } from '../ir/walk.ts';
import { summaryOf } from './summary.ts';

/** What running a body does to variables kept in locals around it. */
export interface Touches {
  variables: ReadonlySet<Variable>;
  /** Somebody else may look at or change any variable while it runs, or it may not come back. */
  everything: boolean;
}

/** How often each variable stands in the text of a body. */
export function usesOf(body: readonly Statement[]): Map<Variable, number> {
  const uses = new Map<Variable, number>();
  const count = (variable: Variable): void => void uses.set(variable, (uses.get(variable) ?? 0) + 1);
  eachStatement(body, (statement) => {
    if (statement.kind === 'set') count(statement.variable);
    for (const expression of expressionsOf(statement)) {
      eachExpression(expression, (inner) => {
        if (inner.kind === 'variable') count(inner.variable);
      });
    }
  });
  return uses;
}

/** Whether the body itself has a place where any variable must be in memory. */
function exposes(body: readonly Statement[], inProcedure: boolean): boolean {
  const { waits, readsVariables, ends } = summaryOf(body);
  // Ending the script inside a called procedure unwinds its callers, who then cannot write back.
  return waits || readsVariables || (ends && inProcedure);
}

/** Finds what calling each procedure does to variables, with everything that it calls. */
export function analyseTouches(procedures: readonly Procedure[]): (procedure: Procedure) => Touches {
  const touches = procedures.map((procedure) => ({
    variables: new Set(summaryOf(procedure.body).used),
    everything: exposes(procedure.body, true),
  }));
  const callees = procedures.map((procedure) => summaryOf(procedure.body).callees);
  for (let changed = true; changed;) {
    changed = false;
    procedures.forEach((_, index) => {
      const own = touches[index]!;
      for (const callee of callees[index]!) {
        const theirs = touches[callee.index]!;
        const before = own.variables.size;
        theirs.variables.forEach((variable) => own.variables.add(variable));
        if (own.variables.size !== before || (theirs.everything && !own.everything)) changed = true;
        own.everything ||= theirs.everything;
      }
    });
  }
  return (procedure) => touches[procedure.index]!;
}

/**
 * The variables that may live in locals while a body runs: those that it uses and that nobody else can look at meanwhile.
 * Each with whether the body changes it. `inProcedure`: whether the body is that of a procedure, so that ending the script
 * unwinds the place where they are written back.
 */
export function promotable(
  body: readonly Statement[],
  touchesOf: (procedure: Procedure) => Touches,
  inProcedure = false,
): { variable: Variable; written: boolean }[] {
  if (exposes(body, inProcedure)) return [];
  const { used: all, written, callees } = summaryOf(body);
  const used = new Set(all);
  for (const callee of callees) {
    const theirs = touchesOf(callee);
    if (theirs.everything) return [];
    theirs.variables.forEach((variable) => used.delete(variable));
  }
  return [...used].map((variable) => ({ variable, written: written.has(variable) }));
}
