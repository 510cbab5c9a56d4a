import type { PxtDiagnostic, PxtMessageChain } from './engine/pxt-scope.ts';

/** Something that the compiler has to say about a place in the program. */
export interface MakeCodeDiagnostic {
  severity: 'error' | 'warning';
  /** Of TypeScript (below 9000) or of MakeCode (9200 and up). */
  code: number;
  /** `main.ts`, or a file of a package when a program is so strange that it breaks there; empty when it is about no place. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
  /** UTF-16 units from there; 0 when the compiler names a point. */
  length: number;
  /** What the compiler says, in English. */
  message: string;
}

/** From the compiler's form, which counts from 0. */
export function readDiagnostic(said: PxtDiagnostic): MakeCodeDiagnostic {
  return {
    severity: said.category === 1 ? 'error' : 'warning',
    code: said.code,
    file: said.fileName ?? '',
    line: (said.line ?? 0) + 1,
    column: (said.column ?? 0) + 1,
    length: said.length ?? 0,
    message: flatten(said.messageText),
  };
}

/** The outermost sentence first; the ones below say why. */
function flatten(message: string | PxtMessageChain): string {
  if (typeof message === 'string') return message;
  const below = message.next === undefined ? [] : [message.next].flat();
  return [message.messageText, ...below.map((part) => flatten(part as PxtMessageChain))].join(' ');
}
