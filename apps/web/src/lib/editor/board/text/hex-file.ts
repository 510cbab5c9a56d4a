import { m } from '@paperkite/i18n';
import type { BoardTarget } from '@paperkite/project';
import { toasts } from '#lib/shell/toasts.ts';
import { downloadFile, fileName } from '../../open-file.ts';

/** Saves a .hex of the board's program as it is now, and tells what stands in the way. */
export async function saveHex(board: BoardTarget): Promise<void> {
  try {
    const hex = await hexOf(board);
    if (hex === null) toasts.show(m.boards_text_not_ready(), { kind: 'problem' });
    else downloadFile(new TextEncoder().encode(hex), fileName(board.name, 'hex'), 'text/plain');
  } catch (error) {
    console.error(error);
    toasts.show(m.boards_text_hex_failed(), { kind: 'problem' });
  }
}

/** Null when errors stand in the way. Rejects when what makes it cannot be had. */
const hexOf = (board: BoardTarget): Promise<string | null> =>
  board.board === 'arduino-uno' ? unoHex(board) : microbitHex(board);

async function unoHex(board: BoardTarget): Promise<string | null> {
  const [{ compileUno }, { fetchUnoFirmware, hexWith }] = await Promise.all([
    import('../uno/compile-uno.ts'),
    import('../uno/firmware.ts'),
  ]);
  const { image } = compileUno(board);
  return image && hexWith((await fetchUnoFirmware()).image, image);
}

/** One file for the micro:bits of both versions. */
async function microbitHex(board: BoardTarget): Promise<string | null> {
  const [{ useMakeCode }, { programText }] = await Promise.all([import('./makecode.ts'), import('./program-text.ts')]);
  const isText = board.mode === 'text';
  const { text, diagnostics } = isText ? { text: board.text, diagnostics: [] } : programText(board);
  if (diagnostics.some(({ severity }) => severity === 'error')) return null;
  const makecode = useMakeCode();
  try {
    const request = { text, dependencies: isText ? 'text' : 'blocks', output: 'universal' } as const;
    return (await makecode.compile(request)).code;
  } finally {
    makecode.release();
  }
}
