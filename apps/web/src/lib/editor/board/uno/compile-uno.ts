import { blockAtOffset, emitUnoImage, lowerBoard, type BoardDiagnostic } from '@paperkite/compiler/board';
import type { BoardTarget } from '@paperkite/project';

/** What the blocks of an Uno became. */
export interface CompiledUno {
  /** Null when an error stands in the way. */
  image: Uint8Array | null;
  diagnostics: readonly BoardDiagnostic[];
  /** How many scripts there are. */
  scripts: number;
  /** The block behind a place in the image, for errors that the board reports. */
  blockAt: (offset: number) => string | null;
}

/** Blocks to what the machine in the firmware runs. */
export function compileUno(board: BoardTarget): CompiledUno {
  const program = lowerBoard(board);
  const { image, sourceMap, diagnostics } = emitUnoImage(program);
  const all = [...program.diagnostics, ...diagnostics];
  return {
    image: all.some(({ severity }) => severity === 'error') ? null : image,
    diagnostics: all,
    scripts: program.scripts.length,
    blockAt: (offset) => blockAtOffset(sourceMap, offset),
  };
}
