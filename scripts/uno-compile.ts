/**
 * npm run -s uno:compile -- FILE.kite --out F.hex [--board NAME]: the firmware and the program of the project's Uno in one Intel
 * HEX, for any programmer. Exit code 1 when the program has errors, 2 when the file cannot be used.
 */
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { parseIntelHex, writeIntelHex } from '@paperkite/boards';
import { UNO_FLASH } from '@paperkite/boards/uno';
import { emitUnoImage } from '@paperkite/compiler/board';
import { unwrap } from '@paperkite/kernel';
import { commandLine, readUnoProgram, report } from './boards/board-project.ts';

const FIRMWARE = new URL('../firmware-bridges/arduino-uno/paperkite-uno.hex', import.meta.url);

const { options, rest } = commandLine(['out', 'board']);
const [file] = rest;
if (file === undefined || rest.length > 1 || options.out === undefined) {
  console.error('usage: npm run -s uno:compile -- FILE.kite --out F.hex [--board NAME]');
  process.exit(2);
}
try {
  const program = await readUnoProgram(file, options.board);
  const { image, diagnostics, memory } = emitUnoImage(program);
  if (!report([...program.diagnostics, ...diagnostics]) || image === null) process.exit(1);
  const firmware = unwrap(parseIntelHex(await readFile(FIRMWARE, 'utf8')));
  const segments = [...firmware.segments, { address: UNO_FLASH.programStart, bytes: image }];
  await writeFile(options.out, writeIntelHex({ ...firmware, segments }));
  console.log(`${image.length} bytes of program, ${memory.used} of ${memory.limit} bytes of memory: ${options.out}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
