/**
 * npm run -s uno:cpp -- FILE.kite [--board NAME] [--lang en|zh-CN]: the program of the project's Uno as an Arduino sketch with comments
 * in that language (English where nothing is said), on standard output. Exit code 1 when the program has errors (the sketch comes all the same), 2 when the file cannot be used.
 */
import process from 'node:process';
import { emitArduinoCpp } from '@paperkite/compiler/board';
import { commandLine, readUnoProgram, report } from './boards/board-project.ts';

const { options, rest } = commandLine(['board', 'lang']);
const [file] = rest;
const language = options.lang ?? 'en';
if (file === undefined || rest.length > 1 || (language !== 'en' && language !== 'zh-CN')) {
  console.error('usage: npm run -s uno:cpp -- FILE.kite [--board NAME] [--lang en|zh-CN]');
  process.exit(2);
}
try {
  const program = await readUnoProgram(file, options.board);
  process.stdout.write(emitArduinoCpp(program, { language }).text);
  if (!report(program.diagnostics)) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
