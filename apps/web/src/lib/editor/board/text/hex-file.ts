import type { BoardTarget } from '@paperkite/project';

/** A .hex of the board's program as it is now, or null when errors stand in the way. Rejects when what makes it cannot be had. */
export async function hexOf(board: BoardTarget): Promise<string | null> {
  const [{ compileUno }, { fetchUnoFirmware, hexWith }] = await Promise.all([
    import('../uno/compile-uno.ts'),
    import('../uno/firmware.ts'),
  ]);
  const { image } = compileUno(board);
  if (!image) return null;
  return hexWith((await fetchUnoFirmware()).image, image);
}
