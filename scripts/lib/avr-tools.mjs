import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { say } from './toolchain.mjs';

/** What the tests of boards want besides our own code: a compiler to compare ours with, a flasher, and a bootloader of others. */
const TOOLS = [
  { package: 'gcc-avr', path: '/usr/bin/avr-gcc' },
  { package: 'binutils-avr', path: '/usr/bin/avr-objcopy' },
  { package: 'avr-libc', path: '/usr/lib/avr/include/avr/io.h' },
  { package: 'arduino-core-avr', path: '/usr/share/arduino/hardware/arduino/avr/cores/arduino' },
  { package: 'avrdude', path: '/usr/bin/avrdude' },
];

/** Debian's AVR tools: the system's, apt's when root on Debian; without them the tests that want them are skipped, and say so. */
export function ensureAvrTools() {
  const missing = () => TOOLS.filter(({ path }) => !existsSync(path)).map((tool) => tool.package);
  if (missing().length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say(`Installing ${missing().join(', ')} for the tests of boards …`);
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing()], { stdio: 'ignore' });
  }
  if (missing().length > 0) say(`Tests that want ${missing().join(', ')} are skipped.`);
}
