// Builds paperkite-uno.hex, the same bytes each time: node build.mjs [--check]
// --check compiles again and compares with the committed file; without avr-gcc it says so and is content, except in CI.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { UNO_FLASH, UNO_RAM } from '../../packages/boards/src/uno/index.ts';
import { generatedHeader } from './generated-header.mjs';
import { ensureAvrGcc } from './toolchain.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const HEX = join(HERE, 'paperkite-uno.hex');

const FLAGS = [
  '-mmcu=atmega328p',
  '-DF_CPU=16000000UL',
  '-std=gnu++11',
  '-Os',
  '-fno-exceptions',
  '-fno-rtti',
  '-fno-threadsafe-statics',
  '-fno-strict-aliasing',
  '-ffunction-sections',
  '-fdata-sections',
  '-mcall-prologues',

  '-mrelax',
  // What makes this program smaller with Debian's avr-gcc 5.4, tried one by one.
  '-mstrict-X',
  '-fira-algorithm=priority',
  '-fno-forward-propagate',
  '-fno-inline-small-functions',
  '-fno-jump-tables',
  '-fno-tree-loop-ivcanon',
  '-fno-tree-scev-cprop',
  '-fno-tree-ter',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-Wl,--gc-sections',
];

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (result.status !== 0) throw new Error(`${command} failed:\n${(result.stderr ?? '') || String(result.error)}`);
  return result.stdout;
}

/** Compiles into an Intel hex text; `flash` and `ram` are bytes. Throws when a limit of the memory map is passed. */
export function buildFirmware() {
  const folder = mkdtempSync(join(tmpdir(), 'paperkite-uno-'));
  try {
    writeFileSync(join(folder, 'generated.h'), generatedHeader());
    const sources = readdirSync(join(HERE, 'src'))
      .filter((name) => name.endsWith('.cpp'))
      .sort()
      .map((name) => join(HERE, 'src', name));
    const elf = join(folder, 'firmware.elf');
    run('avr-gcc', [...FLAGS, `-I${folder}`, `-I${join(HERE, 'src')}`, ...sources, '-lm', '-o', elf]);
    if (process.env.PAPERKITE_KEEP_ELF) {
      mkdirSync(join(HERE, 'build'), { recursive: true });
      writeFileSync(join(HERE, 'build', 'firmware.elf'), readFileSync(elf));
      writeFileSync(join(HERE, 'build', 'generated.h'), generatedHeader());
    }
    const sections = run('avr-size', ['-A', elf]);
    const size = (name) => Number(new RegExp(`^\\${name}\\s+(\\d+)`, 'm').exec(sections)?.[1] ?? 0);
    const flash = size('.text') + size('.data');
    const ram = size('.data') + size('.bss') + size('.noinit');
    const flashLimit = UNO_FLASH.firmwareEnd - UNO_FLASH.firmwareStart;
    if (flash > flashLimit) throw new Error(`firmware takes ${flash} bytes of flash, ${flashLimit} are its own`);
    if (ram > UNO_RAM.limit) throw new Error(`firmware takes ${ram} bytes of RAM, ${UNO_RAM.limit} are allowed`);
    const hexPath = join(folder, 'firmware.hex');
    run('avr-objcopy', ['-O', 'ihex', '-R', '.eeprom', elf, hexPath]);
    return { hex: readFileSync(hexPath, 'utf8').replaceAll('\r\n', '\n'), flash, ram };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main() {
  const check = process.argv.includes('--check');
  if (!ensureAvrGcc()) {
    const hint = 'avr-gcc is not here (Debian, Ubuntu: apt install gcc-avr avr-libc binutils-avr)';
    process.stdout.write(`${hint}; ${check ? 'paperkite-uno.hex was not compared' : 'nothing was built'}\n`);
    process.exit(check && !process.env.CI ? 0 : 1);
  }
  const { hex, flash, ram } = buildFirmware();
  process.stdout.write(`flash ${flash} of ${UNO_FLASH.firmwareEnd} bytes, RAM ${ram} of ${UNO_RAM.limit} bytes\n`);
  if (!check) {
    writeFileSync(HEX, hex);
  } else if (readFileSync(HEX, 'utf8').replaceAll('\r\n', '\n') !== hex) {
    process.stderr.write(
      'paperkite-uno.hex is not what its sources make: run node firmware-bridges/arduino-uno/build.mjs\n',
    );
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
