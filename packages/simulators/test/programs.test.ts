import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const hasCompiler = spawnSync('avr-gcc', ['--version']).status === 0;
if (!hasCompiler)
  console.warn('Skipped: whether committed .hex files are what their sources compile to (avr-gcc is missing).');

describe.runIf(hasCompiler)('What is committed as .hex', () => {
  it.each([
    ['the programs that the simulator is tested with', 'programs/build.mjs'],
    ['the bootloader', '../../../firmware-bridges/arduino-uno/bootloader/build.mjs'],
  ])('%s: is what the source compiles to', (_what, script) => {
    const checked = spawnSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), '--check']);
    expect(checked.status, checked.stderr.toString()).toBe(0);
  });
});
