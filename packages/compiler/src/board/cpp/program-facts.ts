import type { Program, Script } from '../ir/nodes.ts';
import { eachExpressionOf, eachStatementOf } from '../ir/walk.ts';

/** Pins that the program also reads or changes the mode of: they must not be outputs before they are written. */
export function pinsReadToo(program: Program): Set<number> {
  const pins = new Set<number>();
  eachExpressionOf(program, (e) => {
    if (e.kind === 'operation')
      for (const name of ['pin', 'echo']) if (name in e.settings) pins.add(Number(e.settings[name]));
  });
  eachStatementOf(program, (s) => {
    if (s.kind === 'operation' && s.operation === 'pinMode') pins.add(Number(s.settings.pin));
  });
  for (const { hat } of program.scripts) if (hat.kind === 'pin') pins.add(hat.pin);
  return pins;
}

/** Settings of one kind of command wherever it stands, each value once. */
export function settingsOf(program: Program, operation: string, name: string): number[] {
  const found = new Set<number>();
  eachStatementOf(program, (s) => {
    if (s.kind === 'operation' && s.operation === operation) found.add(Number(s.settings[name]));
  });
  return [...found].sort((a, b) => a - b);
}

/** Whether the serial port has to be opened. */
export function usesSerial(program: Program): boolean {
  let used = program.scripts.some(({ hat }) => hat.kind === 'line');
  eachStatementOf(program, (s) => {
    if (s.kind === 'operation' && s.operation.startsWith('serialPrint')) used = true;
  });
  eachExpressionOf(program, (e) => {
    if (e.kind === 'operation' && /^serial(Line|Number)$/.test(e.operation)) used = true;
  });
  return used;
}

/** Messages that are sent and that somebody waits for. */
export function usedMessages(program: Program): number[] {
  const sent = new Set<number>();
  eachStatementOf(program, (s) => {
    if (s.kind === 'broadcast') sent.add(s.message);
  });
  return [...sent].filter((message) => receiversOf(program, message).length > 0);
}

/** Scripts that a message starts. */
export const receiversOf = (program: Program, message: number): Script[] =>
  program.scripts.filter(({ hat }) => hat.kind === 'message' && hat.message === message);
