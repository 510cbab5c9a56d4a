import type { Expression, Procedure, Program, Statement } from '../ir/nodes.ts';
import {
  ANY,
  BOOLEAN,
  CASED,
  CHARACTER,
  DIGITS,
  EMPTY,
  INFINITE,
  INT,
  NAN,
  NEGATIVE,
  NUMBER,
  OTHER_TEXT,
  TEXT,
  typeOfValue,
  type Type,
} from '../ir/types.ts';
import type { Flows } from './flows.ts';

/** What a cast to number makes of a type: NaN and text that is no number become 0. */
function numberOf(type: Type): Type {
  let out = type & NUMBER & ~NAN;
  if ((type & (NAN | BOOLEAN | EMPTY | CHARACTER)) !== 0) out |= INT;
  if ((type & DIGITS) !== 0) out |= INT | NEGATIVE;
  if ((type & OTHER_TEXT) !== 0) out |= NUMBER & ~NAN;
  return out;
}

/** What a cast to text makes of a type. */
function textOf(type: Type): Type {
  let out = type & TEXT;
  if ((type & INT) !== 0) out |= DIGITS | OTHER_TEXT;
  if ((type & (NUMBER | BOOLEAN)) !== 0) out |= OTHER_TEXT;
  // "NaN", "Infinity"
  if ((type & (NAN | INFINITE)) !== 0) out |= CASED;
  return out;
}

/** The type of an expression, given the types of the cells so far; once all are found, what was noted. */
export function typeOf(expression: Expression): Type {
  if (expression.found !== undefined) return expression.found;
  switch (expression.kind) {
    case 'constant':
      return typeOfValue(expression.value);
    case 'variable':
      return expression.variable.type;
    case 'parameter':
      return expression.parameter.type;
    case 'cast': {
      if (expression.to === 'boolean') return BOOLEAN;
      // A missing item is the text "", which is the number 0.
      if (expression.to === 'number' && expression.value.kind === 'item') {
        return numberOf(expression.value.list.items.type) | INT;
      }
      if (expression.to === 'number' && expression.value.kind === 'operation') {
        const { asNumber } = expression.value.operation;
        if (asNumber !== undefined) return asNumber.type;
      }
      const inner = typeOf(expression.value);
      if (expression.to === 'number') return numberOf(inner);
      return textOf(inner);
    }
    case 'operation':
      return expression.operation.type(expression.args.map(typeOf), expression.args);
    case 'item':
      return expression.list.items.type | EMPTY;
    case 'length':
    case 'find':
      return INT;
    case 'contents':
      return TEXT;
    case 'call':
      return expression.procedure.returns.type;
  }
}

/** Whether a body can run to its end without a `return` (asked only of its last statement: enough to be sound). */
export function mayFallThrough(body: readonly Statement[]): boolean {
  const last = body.at(-1);
  if (last === undefined) return true;
  if (last.kind === 'return' || last.kind === 'forever') return false;
  if (last.kind === 'if') return mayFallThrough(last.then) || mayFallThrough(last.else);
  return true;
}

/**
 * Finds the least types that hold for the whole program: every cell holds its initial value and whatever flows in.
 * `outside` names variables that the host may write (sliders) and what it writes.
 */
export function inferTypes(
  program: Program,
  { flows, expressions, statements }: Flows,
  outside: ReadonlyMap<string, Type> = new Map(),
): void {
  for (const target of program.targets) {
    for (const variable of target.variables) {
      variable.type = typeOfValue(variable.initial) | (outside.get(variable.id) ?? 0);
    }
    for (const list of target.lists) {
      for (const item of list.initial) list.items.type |= typeOfValue(item);
      list.items.type |= outside.get(list.id) ?? 0;
    }
  }
  for (const statement of statements) if (statement.kind === 'for-each') statement.variable.type |= INT;
  for (const procedure of program.procedures) {
    if (mayFallThrough(procedure.body)) procedure.returns.type |= EMPTY;
  }

  for (let changed = true; changed;) {
    changed = false;
    for (const { to, value } of flows) {
      const type = to.type | typeOf(value);
      if (type === to.type) continue;
      to.type = type;
      changed = true;
    }
  }
  program.procedures.forEach(widenUnused);
  // Inner ones stand behind outer ones: each type is worked out once.
  for (let i = expressions.length - 1; i >= 0; i--) expressions[i]!.found = typeOf(expressions[i]!);
}

/** A procedure that nobody calls has no types; give it the widest, so that no later pass trusts nothing. */
function widenUnused(procedure: Procedure): void {
  for (const parameter of procedure.parameters) if (parameter.type === 0) parameter.type = ANY;
  if (procedure.returns.type === 0) procedure.returns.type = ANY;
}
