import type { Block, BoardTarget } from '@paperkite/project';
import type { BoardDiagnostic } from '../diagnostics.ts';
import type { Hat, Program, Statement } from '../ir/nodes.ts';
import { callsInValues, eachStatementOf, waits } from '../ir/walk.ts';
import { contextOf, type Context } from './context.ts';
import { MICROBIT_HATS } from './microbit.ts';
import { lowerStack } from './statements.ts';
import { fieldOf } from './tree.ts';
import { pinOf } from './vocabulary.ts';

/** A board's program and what is wrong with it. With errors it is still complete: what is wrong does nothing. */
export interface BoardProgram extends Program {
  diagnostics: BoardDiagnostic[];
}

/**
 * Blocks of a board to the typed representation. Never throws on any target that fits the document types. Loose stacks
 * without a hat are no part of the program.
 */
export function lowerBoard(target: BoardTarget): BoardProgram {
  const c = contextOf(target);
  const program: BoardProgram = {
    board: target.board,
    name: target.name,
    variables: c.variables,
    lists: c.lists,
    procedures: [...c.procedures.values()].map(({ procedure }) => procedure),
    scripts: [],
    messages: c.messages,
    diagnostics: c.diagnostics,
  };
  for (const { procedure, cells } of c.procedures.values()) {
    procedure.body = lowerStack(c, c.tree.next(cells.definition), procedure);
  }
  for (const root of c.tree.roots) {
    const hat = hatOf(c, root);
    if (hat === null) continue;
    const body = lowerStack(c, c.tree.next(root), null);
    program.scripts.push({ index: program.scripts.length, block: root.id, hat, body });
  }
  for (const { procedure, block } of callsInValues(program)) {
    if (waits(procedure)) c.diagnose('wait-in-value', block, { name: procedure.code });
  }
  if (program.board === 'arduino-uno') checkTimers(c, program);
  return program;
}

function hatOf(c: Context, block: Block): Hat | null {
  switch (block.opcode) {
    case 'board_whenstarted':
      return { kind: 'start' };
    case 'event_whenbroadcastreceived':
      return { kind: 'message', message: c.message(fieldOf(block, 'BROADCAST_OPTION')) };
  }
  if (c.board === 'arduino-uno') {
    if (block.opcode === 'arduino_whenserial') return { kind: 'line' };
    if (block.opcode === 'arduino_whenpin') {
      const rising = fieldOf(block, 'EDGE') !== 'FALLING';
      return { kind: 'pin', pin: pinOf(block, 'PIN', c.diagnose), rising };
    }
  } else if (Object.hasOwn(MICROBIT_HATS, block.opcode)) {
    return MICROBIT_HATS[block.opcode]!(block);
  }
  // A hat of the stage or of another board would never run here, and nobody would know why.
  if (isHat(block.opcode)) c.diagnose('unknown-block', block.id, { opcode: block.opcode });
  return null;
}

const isHat = (opcode: string): boolean => /^(event_when|control_start_as_clone|arduino_when|mb_when)/.test(opcode);

/** Timer 1 is the servos' and timer 2 the tones': PWM on their pins stops. One strip has one pin. */
function checkTimers(c: Context, program: Program): void {
  const used: Extract<Statement, { kind: 'operation' }>[] = [];
  eachStatementOf(program, (statement) => {
    if (statement.kind === 'operation') used.push(statement);
  });
  const uses = (operation: string): boolean => used.some((statement) => statement.operation === operation);
  for (const { operation, settings, block } of used) {
    if (operation !== 'pwmWrite') continue;
    const pin = Number(settings.pin);
    if ((pin === 9 || pin === 10) && uses('servoWrite')) c.diagnose('servo-or-pwm', block, { pin: `D${pin}` });
    if ((pin === 3 || pin === 11) && uses('startTone')) c.diagnose('tone-or-pwm', block, { pin: `D${pin}` });
  }
  const [first, ...others] = used.filter(({ operation }) => operation === 'stripBegin');
  for (const other of others) {
    if (other.settings.pin !== first!.settings.pin || other.settings.count !== first!.settings.count) {
      c.diagnose('two-strips', other.block);
    }
  }
}
