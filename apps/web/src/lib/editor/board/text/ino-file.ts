import type { BoardTarget } from '@paperkite/project';
import { downloadFile, fileName } from '../../open-file.ts';

/** Saves an Uno's program as the sketch that Arduino's own program opens. */
export async function saveIno(board: BoardTarget): Promise<void> {
  const { programText } = await import('./program-text.ts');
  const { text } = programText(board);
  downloadFile(new TextEncoder().encode(text), fileName(board.name, 'ino'), 'text/plain');
}
