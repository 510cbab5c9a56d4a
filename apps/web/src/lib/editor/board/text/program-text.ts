import { emitArduinoCpp, emitMakeCode, lowerBoard, type BoardDiagnostic } from '@paperkite/compiler/board';
import { getLocale } from '@paperkite/i18n';
import type { BoardTarget } from '@paperkite/project';
import type { BlockLine } from './block-lines.ts';

/** A board's blocks as text. */
export interface ProgramText {
  text: string;
  lines: readonly BlockLine[];
  diagnostics: readonly BoardDiagnostic[];
}

/** Writes the blocks of a board as the text that people read beside them, commented in their language: Arduino C++ or MakeCode TypeScript. */
export function programText(board: BoardTarget): ProgramText {
  const program = lowerBoard(board);
  const emit = board.board === 'arduino-uno' ? emitArduinoCpp : emitMakeCode;
  const { text, lines } = emit(program, { language: getLocale() });
  return { text, lines, diagnostics: program.diagnostics };
}
