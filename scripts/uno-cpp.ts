/**
 * npm run -s uno:cpp -- FILE.kite [--board NAME]: the program of the project's Uno as an Arduino sketch, on standard output. Exit
 * code 1 when the program has errors (the sketch comes all the same), 2 when the file cannot be used.
 */
import process from 'node:process';
import { emitArduinoCpp } from '@paperkite/compiler/board';
import { commandLine, readUnoProgram, report } from './boards/board-project.ts';

const { options, rest } = commandLine(['board']);
const [file] = rest;
if (file === undefined || rest.length > 1) {
  console.error('usage: npm run -s uno:cpp -- FILE.kite [--board NAME]');
  process.exit(2);
}
try {
  const program = await readUnoProgram(file, options.board);
  process.stdout.write(emitArduinoCpp(program).text);
  if (!report(program.diagnostics)) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
