import { DIAGNOSTIC_STYLES } from './debug/diagnostics.ts';
import { POINTED_STYLES } from './debug/point-at.ts';
import { boardVocabulary } from './vocabulary/board/index.ts';
import { addBoardVocabulary } from './vocabulary/vocabulary.ts';

export { pointAt } from './debug/point-at.ts';
export { showDiagnostics, type BlockDiagnostic } from './debug/diagnostics.ts';

let offered = false;

/**
 * Makes the blocks of boards known, with their toolboxes. Loaded apart from the rest, by pages where a project has a board:
 * before the first workspace of a board is made. Harmless when repeated.
 */
export function offerBoards(): void {
  if (offered) return;
  offered = true;
  addBoardVocabulary(boardVocabulary);
  // Blockly reads its styles when the first workspace is made, which may have been long ago.
  if (typeof document === 'undefined') return;
  const style = document.createElement('style');
  style.textContent = DIAGNOSTIC_STYLES + POINTED_STYLES;
  document.head.append(style);
}
