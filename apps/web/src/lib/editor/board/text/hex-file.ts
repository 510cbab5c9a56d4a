import type { BoardTarget } from '@paperkite/project';

/** A .hex of the board's program as it is now, or null when errors stand in the way. Rejects when what makes it cannot be had. */
export const hexOf = (board: BoardTarget): Promise<string | null> =>
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
