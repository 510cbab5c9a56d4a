/**
 * npm run -s microbit:compile -- FILE.kite --out F.hex [--board NAME]: the program of the project's micro:bit, from blocks or text,
 * as a .hex for V1 and V2. Exit code 1 when the program has errors, 2 when the file cannot be used.
 */
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { emitMakeCode, lowerBoard } from '@paperkite/compiler/board';
import { m } from '@paperkite/i18n';
import type { DependencySet } from '@paperkite/makecode';
import { createNodeCompiler } from '@paperkite/makecode/server';
import { boardsOf, readKite, type BoardTarget } from '@paperkite/project';

const { values, positionals } = parseArgs({
  options: { out: { type: 'string' }, board: { type: 'string' } },
  allowPositionals: true,
});
const [file] = positionals;
const { out } = values;
if (file === undefined || positionals.length > 1 || out === undefined) {
  console.error('usage: npm run -s microbit:compile -- FILE.kite --out F.hex [--board NAME]');
  process.exit(2);
}

function unusable(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}

async function readMicrobit(path: string): Promise<BoardTarget> {
  const bytes = await readFile(path).catch(() => unusable(`${path} cannot be read.`));
  const read = await readKite(new Uint8Array(bytes));
  if (!read.ok) unusable(`${path} is not a Paperkite project (.kite): ${read.error.message}`);
  const boards = boardsOf(read.value.project).filter(({ board }) => board === 'microbit');
  const found = values.board === undefined ? boards[0] : boards.find(({ name }) => name === values.board);
  if (found) return found;
  const names = boards.map(({ name }) => name).join(', ');
  return unusable(names ? `${path} has no such micro:bit, but: ${names}` : `${path} has no micro:bit.`);
}

/** The program's text; blocks that cannot run are named, and end it. */
function textOf(board: BoardTarget): { text: string; dependencies: DependencySet } {
  if (board.mode === 'text') return { text: board.text, dependencies: 'text' };
  const program = lowerBoard(board);
  const messages = m as unknown as Record<string, ((params: object, options: object) => string) | undefined>;
  for (const { code, severity, block, params } of program.diagnostics) {
    const sentence = messages[`boards_diagnostic_${code.replaceAll('-', '_')}`]?.(params, { locale: 'en' });
    console.error(`${severity}: ${sentence ?? code} (block ${block})`);
  }
  if (program.diagnostics.some(({ severity }) => severity === 'error')) process.exit(1);
  return { text: emitMakeCode(program).text, dependencies: 'blocks' };
}

const compiler = createNodeCompiler();
const { code, diagnostics, milliseconds } = await compiler.compile({
  ...textOf(await readMicrobit(file)),
  output: 'universal',
});
for (const { severity, line, column, message } of diagnostics)
  console.error(`${severity}: ${line}:${column} ${message}`);
if (code === null) process.exit(1);
await writeFile(out, code);
console.log(`${code.length} bytes for V1 and V2 in ${Math.round(milliseconds)} ms: ${out}`);
