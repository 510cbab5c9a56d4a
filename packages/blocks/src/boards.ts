import { boardVocabulary } from './vocabulary/board/index.ts';
import { addBoardVocabulary } from './vocabulary/vocabulary.ts';

export { pointAt } from './debug/point-at.ts';
export { showDiagnostics, type BlockDiagnostic } from './debug/diagnostics.ts';

/**
 * Makes the blocks of boards known, with their toolboxes. Loaded apart from the rest, by pages where a project has a board:
 * before the first workspace of a board is made. Harmless when repeated.
 */
export const offerBoards = (): void => addBoardVocabulary(boardVocabulary);
