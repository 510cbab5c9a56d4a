import { emitArduinoCpp, lowerBoard, type BoardDiagnostic } from '@paperkite/compiler/board';
import type { BoardTarget } from '@paperkite/project';
import type { BlockLine } from './block-lines.ts';

/** A board's blocks as text. */
export interface ProgramText {
  text: string;
  lines: readonly BlockLine[];
  diagnostics: readonly BoardDiagnostic[];
}

/** Writes the blocks of a board as the text that people read beside them. */
export function programText(board: BoardTarget): ProgramText {
  const program = lowerBoard(board);
  return { ...emitArduinoCpp(program), diagnostics: program.diagnostics };
}
