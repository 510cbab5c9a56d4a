/** Compiles the programs beside it to the `.hex` files that the tests load. `--check` only says whether they are up to date. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const scratch = mkdtempSync(join(tmpdir(), 'programs-'));
let stale = 0;
try {
  for (const source of readdirSync(here).filter((name) => name.endsWith('.c'))) {
    const name = source.slice(0, -2);
    const elf = join(scratch, `${name}.elf`);
    const hex = join(scratch, `${name}.hex`);
    const flags = ['-mmcu=atmega328p', '-DF_CPU=16000000UL', '-Os', '-std=gnu11', '-Wall', '-Werror'];
    execFileSync('avr-gcc', [...flags, '-o', elf, join(here, source)], { stdio: 'inherit' });
    execFileSync('avr-objcopy', ['-O', 'ihex', elf, hex]);
    const built = readFileSync(hex, 'utf8').replaceAll('\r\n', '\n');
    const target = join(here, `${name}.hex`);
    if (!process.argv.includes('--check')) writeFileSync(target, built);
    else if (readFileSync(target, 'utf8') !== built) {
      console.error(`${name}.hex is not what ${source} compiles to; run ${join(here, 'build.mjs')}`);
      stale++;
    }
  }
} finally {
  rmSync(scratch, { recursive: true });
}
process.exitCode = stale > 0 ? 1 : 0;
