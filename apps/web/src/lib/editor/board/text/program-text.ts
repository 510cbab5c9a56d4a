import { emitArduinoCpp, emitMakeCode, lowerBoard, type BoardDiagnostic } from '@paperkite/compiler/board';
import type { BoardTarget } from '@paperkite/project';
import type { BlockLine } from './block-lines.ts';

/** A board's blocks as text. */
export interface ProgramText {
  text: string;
  lines: readonly BlockLine[];
  diagnostics: readonly BoardDiagnostic[];
}

/** Writes the blocks of a board as the text that people read beside them: Arduino C++ or MakeCode TypeScript. */
export function programText(board: BoardTarget): ProgramText {
  const program = lowerBoard(board);
  const { text, lines } = board.board === 'arduino-uno' ? emitArduinoCpp(program) : emitMakeCode(program);
  return { text, lines, diagnostics: program.diagnostics };
}
