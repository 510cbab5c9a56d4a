import { isStable } from '../../analysis/effects.ts';
import { typeOf } from '../../analysis/infer-types.ts';
import type { Expression, Loop, Statement } from '../../ir/nodes.ts';
import { bodiesOf, expressionsOf, isLoop, someExpression } from '../../ir/walk.ts';
import { timesText } from '../expression.ts';
import { isIdleLoop } from '../idle-loop.ts';
import type { MachineWriter } from './machine.ts';

/** Writes the statements of a body. `idle` is the flag of an idle loop directly around it, see `idle-loop.ts`. */
export function writeSteppedBody(w: MachineWriter, body: readonly Statement[], idle: string | null = null): void {
  for (const statement of body) {
    if (idle === null && !hasStates(w, statement)) w.f.body([statement]);
    else {
      w.enter(statement.block);
      writeStatement(w, statement, idle);
    }
    // What follows would be unreachable.
    if (statement.kind === 'return') break;
  }
}

/** Whether something in the statement may give way, leave the function or be stepped through. */
function hasStates(w: MachineWriter, statement: Statement): boolean {
  if (w.c.debug || isLoop(statement)) return true;
  if (['wait-until', 'return', 'end-script-if'].includes(statement.kind)) return true;
  if (statement.kind === 'operation' && statement.operation.yields) return true;
  if (statement.kind === 'call' && w.leavesAsStatement(statement.procedure)) return true;
  const leaves = (inner: Expression): boolean => inner.kind === 'call' && w.leaves(inner.procedure);
  if (expressionsOf(statement).some((expression) => someExpression(expression, leaves))) return true;
  return bodiesOf(statement).some((body) => body.some((inner) => hasStates(w, inner)));
}

function writeStatement(w: MachineWriter, statement: Statement, idle: string | null): void {
  if (statement.kind === 'if') {
    if (w.c.debug) w.halt('before');
    return writeIf(w, statement, idle);
  }
  if (isLoop(statement)) return writeSteppedLoop(w, statement as Loop);
  if (w.c.debug) w.halt('before');
  switch (statement.kind) {
    case 'wait-until':
      return writeWaitUntil(w, statement.condition);
    case 'operation': {
      const args = w.hoist(...statement.args);
      if (!statement.operation.yields) return w.f.body([{ ...statement, args }]);
      const call = statement.operation.js(args.map(w.f.text), args.map(typeOf), w.f.temporary);
      return w.wait(w.f.mode === 'slow' ? call : `withoutRefresh(${call})`);
    }
    case 'call': {
      const args = w.hoist(...statement.args);
      if (w.leavesAsStatement(statement.procedure)) return w.writeCall(statement.procedure, args, null);
      return w.f.body([{ ...statement, args }]);
    }
    case 'return': {
      const [value] = w.hoist(statement.value);
      return w.line(`m.value = ${w.text(value!)}; return -1;`);
    }
    case 'end-script-if': {
      const args = w.hoist(...statement.args);
      const call = statement.operation.js(args.map(w.f.text), args.map(typeOf), w.f.temporary);
      return w.line(`if (${call}) return -3;`);
    }
    case 'replace':
    case 'insert': {
      const [index, value] = w.hoist(statement.index, statement.value);
      return w.f.body([{ ...statement, index: index!, value: value! }]);
    }
    case 'delete': {
      const [index] = w.hoist(statement.index);
      return w.f.body([{ ...statement, index: index! }]);
    }
    case 'set':
    case 'append': {
      const [value] = w.hoist(statement.value);
      return w.f.body([{ ...statement, value: value! }]);
    }
    default:
      return w.f.body([statement]);
  }
}

function writeIf(w: MachineWriter, statement: Extract<Statement, { kind: 'if' }>, idle: string | null): void {
  const [condition] = w.hoist(statement.condition);
  const otherwise = w.label();
  const branch = (body: readonly Statement[]): void => {
    // Whatever an idle loop's condition lets happen is something done.
    if (idle !== null && body.length > 0) w.line(`${idle} = 0;`);
    writeSteppedBody(w, body);
    w.enter(statement.block);
  };
  w.line(`if (!${w.text(condition!)}) ${w.go(otherwise)}`);
  branch(statement.then);
  if (statement.else.length === 0) return w.mark(otherwise);
  const end = w.label();
  w.line(w.go(end));
  w.mark(otherwise);
  branch(statement.else);
  w.mark(end);
}

/** Polling gives way: as something done at first, as looking (idle) when only somebody's doing can change the condition. */
function writeWaitUntil(w: MachineWriter, wanted: Expression): void {
  const slow = w.f.mode === 'slow';
  const idle = slow && isStable(wanted) ? w.value('idle') : null;
  const again = w.label();
  if (idle !== null) w.line(`${idle} = 0;`);
  w.keep(again, 'in');
  w.mark(again);
  const [condition] = w.hoist(wanted);
  const met = w.label();
  w.line(`if (${w.text(condition!)}) ${w.go(met)}`);
  if (!slow) {
    w.line(`if (stuck()) { f.pc = ${again}; return 0; }`);
    w.line(w.go(again));
  } else writeGivingWay(w, again, idle);
  w.mark(met);
}

function writeGivingWay(w: MachineWriter, state: number, idle: string | null): void {
  w.line(`f.pc = ${state};`);
  if (idle === null) return w.line('return 0;');
  const was = w.f.temporary();
  w.line(`${was} = ${idle}; ${idle} = 1; return ${was};`);
}

/** Writes a loop: each look whether there is another pass is a state. */
function writeSteppedLoop(w: MachineWriter, loop: Loop): void {
  const { f } = w;
  const { block } = loop;
  if (w.c.debug) w.halt('before');
  const again = w.label();
  const look = w.label();
  const end = w.label();
  const idle = f.mode === 'slow' && isIdleLoop(loop) ? w.value('idle') : null;
  const counter = loop.kind === 'repeat' || loop.kind === 'for-each' ? w.value('count') : '';
  if (loop.kind === 'repeat') {
    const [times] = w.hoist(loop.times);
    w.line(`${counter} = ${timesText(f, times!)};`);
  }
  if (loop.kind === 'for-each') w.line(`${counter} = 0;`);
  // What came before the first pass was something done.
  if (idle !== null) w.line(`${idle} = 0;`);
  if (w.c.debug) w.line(w.go(look));
  w.halt('again', again);
  w.mark(look);
  if (f.mode !== 'slow') f.warpLoops++;
  if (loop.kind === 'repeat') w.line(`if (!(${counter} > 0)) ${w.go(end)}`);
  if (loop.kind === 'while') {
    const [condition] = w.hoist(loop.condition);
    w.line(`if (!${w.text(condition!)}) ${w.go(end)}`);
  }
  if (loop.kind === 'for-each') {
    // The limit is looked at before each pass.
    const [limit] = w.hoist(loop.limit);
    w.line(`if (!(${counter} < Number(${w.text(limit!)}))) ${w.go(end)}`);
    w.line(`${f.variable(loop.variable)} = ++${counter};`);
  }
  writeSteppedBody(w, loop.body, idle);
  w.enter(block);
  if (f.mode !== 'slow') f.warpLoops--;
  if (loop.kind === 'repeat') w.line(`${counter}--;`);
  if (f.mode === 'slow') writeGivingWay(w, again, idle);
  else {
    w.line(`if ((++m.passes & 15) === 0 && stuck()) { f.pc = ${again}; return 0; }`);
    w.line(w.go(again));
  }
  w.mark(end);
}
