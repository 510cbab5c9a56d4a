/**
 * npm run -s microbit:compile -- FILE.kite --out F.hex [--board NAME]: the program of the project's micro:bit, from blocks or text,
 * as a .hex for V1 and V2. Exit code 1 when the program has errors, 2 when a file cannot be used.
 */
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { emitMakeCode, lowerBoard } from '@paperkite/compiler/board';
import type { CompileRequest } from '@paperkite/makecode';
import { createNodeCompiler } from '@paperkite/makecode/server';
import type { BoardTarget } from '@paperkite/project';
import { commandLine, readBoard, report } from './boards/board-project.ts';

const { options, rest } = commandLine(['out', 'board']);
const [file] = rest;
if (file === undefined || rest.length > 1 || options.out === undefined) {
  console.error('usage: npm run -s microbit:compile -- FILE.kite --out F.hex [--board NAME]');
  process.exit(2);
}

/** The program's text; null when it has blocks that cannot run, which are named. */
function textOf(board: BoardTarget): Pick<CompileRequest, 'text' | 'dependencies'> | null {
  if (board.mode === 'text') return { text: board.text, dependencies: 'text' };
  const program = lowerBoard(board);
  return report(program.diagnostics) ? { text: emitMakeCode(program).text, dependencies: 'blocks' } : null;
}

try {
  const source = textOf(await readBoard(file, 'microbit', options.board));
  if (source === null) process.exit(1);
  const { code, diagnostics, milliseconds } = await createNodeCompiler().compile({ ...source, output: 'universal' });
  for (const { severity, line, column, message } of diagnostics)
    console.error(`${severity}: ${line}:${column} ${message}`);
  if (code === null) process.exit(1);
  await writeFile(options.out, code);
  console.log(`${code.length} bytes for V1 and V2 in ${Math.round(milliseconds)} ms: ${options.out}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
