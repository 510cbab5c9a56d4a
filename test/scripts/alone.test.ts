import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, copyFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

// The script takes the folder two above its own for the one that it prepares.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperkite-alone-'));
  mkdirSync(join(folder, 'scripts/lib'), { recursive: true });
  const script = fileURLToPath(new URL('../../scripts/lib/toolchain.mjs', import.meta.url));
  copyFileSync(script, join(folder, 'scripts/lib/toolchain.mjs'));
  writeFileSync(
    join(folder, 'work.mjs'),
    `import { appendFileSync } from 'node:fs';
    import { alone } from './scripts/lib/toolchain.mjs';
    const note = (text) => appendFileSync(${JSON.stringify(join(folder, 'log'))}, text);
    await alone(async () => {
      note('(');
      if (process.argv[2] === 'fail') process.exit(3);
      await new Promise((resolve) => setTimeout(resolve, 300));
      note(')');
    });`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the work in a process of its own; resolves with its exit code. */
const work = (...args: string[]): Promise<number | null> =>
  new Promise((resolve) => {
    spawn(process.execPath, [join(folder, 'work.mjs'), ...args], { stdio: 'ignore' }).on('exit', resolve);
  });
const log = () => readFileSync(join(folder, 'log'), 'utf8');

it('lets one command after the other prepare the folder', async () => {
  expect(await Promise.all([work(), work(), work()])).toEqual([0, 0, 0]);
  expect(log()).toBe('()()()');
  expect(existsSync(join(folder, '.preparing'))).toBe(false);
});

it('is free again after a command that failed, and after one that was killed', async () => {
  expect(await work('fail')).toBe(3);
  // Larger than any process number.
  writeFileSync(join(folder, '.preparing'), '4194305');
  expect(await work()).toBe(0);
  expect(log()).toBe('(()');
});
