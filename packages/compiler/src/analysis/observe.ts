import { constant } from '../ir/build.ts';
import type { Cell, Expression, Program } from '../ir/nodes.ts';
import { isDigits } from '../ir/types.ts';
import type { Flows } from './flows.ts';

/** The cell whose value an expression passes on as it is. */
export function sourceOf(expression: Expression): Cell | null {
  switch (expression.kind) {
    case 'variable':
      return expression.variable;
    case 'parameter':
      return expression.parameter;
    case 'item':
      return expression.list.items;
    case 'call':
      return expression.procedure.returns;
    default:
      return null;
  }
}

/**
 * Scratch keeps what was typed into an input as text ("7"), and few blocks can tell it from the number 7. Finds the cells
 * whose values reach such a block, and turns digits that flow into all other cells into numbers, so that counters are
 * numbers for the whole program.
 */
export function normaliseDigits(program: Program, { flows, expressions, statements }: Flows): void {
  const sources = new Map<Cell, Cell[]>();
  for (const { to, value } of flows) {
    const from = sourceOf(value);
    if (from === null) continue;
    const known = sources.get(to);
    if (known === undefined) sources.set(to, [from]);
    else known.push(from);
  }

  const pending: Cell[] = [];
  const observe = (cell: Cell | null): void => {
    if (cell === null || cell.observed) return;
    cell.observed = true;
    pending.push(cell);
  };
  for (const place of [...expressions, ...statements]) {
    if (place.kind === 'contents') observe(place.list.items);
    if (place.kind !== 'operation' && place.kind !== 'end-script-if') continue;
    if (place.operation.observes) place.args.forEach((arg) => observe(sourceOf(arg)));
    if (place.operation.readsVariableNamed) observeNamed(program, place.args[0], observe);
  }
  for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) sources.get(cell)?.forEach(observe);

  for (const flow of flows) {
    const value = flow.value;
    if (flow.to.observed || value.kind !== 'constant') continue;
    if (typeof value.value === 'string' && isDigits(value.value)) {
      flow.value = constant(Number(value.value));
      flow.replace(flow.value);
    }
  }
  const normal = <T>(cell: Cell, value: T): T | number =>
    !cell.observed && typeof value === 'string' && isDigits(value) ? Number(value) : value;
  for (const target of program.targets) {
    for (const variable of target.variables) variable.initial = normal(variable, variable.initial);
    for (const list of target.lists) list.initial = list.initial.map((item) => normal(list.items, item));
  }
}

function observeNamed(program: Program, name: Expression | undefined, observe: (cell: Cell) => void): void {
  for (const target of program.targets) {
    for (const variable of target.variables) {
      if (name?.kind !== 'constant' || variable.name === name.value) observe(variable);
    }
  }
}
