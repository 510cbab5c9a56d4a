/**
 * Assembles bootloader.S to paperkite-bootloader.hex, with avr-gcc (Debian: gcc-avr, avr-libc). `--check` writes nothing and fails when the
 * committed file is not what the source assembles to.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START = 0x7e00;
const SECTION_BYTES = 512;
const here = import.meta.dirname;
const target = join(here, 'paperkite-bootloader.hex');

const scratch = mkdtempSync(join(tmpdir(), 'bootloader-'));
try {
  const elf = join(scratch, 'bootloader.elf');
  const hex = join(scratch, 'bootloader.hex');
  const placed = `-Wl,--section-start=.text=0x${START.toString(16)}`;
  const flags = ['-mmcu=atmega328p', '-nostartfiles', '-nostdlib', placed];
  execFileSync('avr-gcc', [...flags, '-o', elf, join(here, 'bootloader.S')], { stdio: 'inherit' });
  execFileSync('avr-objcopy', ['-j', '.text', '-O', 'ihex', elf, hex]);
  const built = readFileSync(hex, 'utf8').replaceAll('\r\n', '\n');
  const bytes = built
    .split('\n')
    .filter((line) => line.slice(7, 9) === '00')
    .reduce((sum, line) => sum + Number.parseInt(line.slice(1, 3), 16), 0);
  if (bytes > SECTION_BYTES) throw new Error(`the bootloader takes ${bytes} bytes; its section has ${SECTION_BYTES}`);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, built);
    console.log(`${bytes} of ${SECTION_BYTES} bytes`);
  } else if (readFileSync(target, 'utf8') !== built) {
    throw new Error('paperkite-bootloader.hex is not what bootloader.S assembles to; run build.mjs');
  }
} finally {
  rmSync(scratch, { recursive: true });
}
