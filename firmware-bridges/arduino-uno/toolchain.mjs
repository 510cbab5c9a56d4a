// Where avr-gcc is. Only who changes the firmware needs it: the finished paperkite-uno.hex is part of the repository.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

/** Whether avr-gcc and avr-libc answer. */
export function hasAvrGcc() {
  return spawnSync('avr-gcc', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Installs Debian's gcc-avr where CI runs as root, as it does with Chromium; resolves with whether avr-gcc is there then. */
export function ensureAvrGcc() {
  if (hasAvrGcc()) return true;
  if (process.env.CI && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', 'gcc-avr', 'avr-libc', 'binutils-avr'], { stdio: 'ignore' });
  }
  return hasAvrGcc();
}
