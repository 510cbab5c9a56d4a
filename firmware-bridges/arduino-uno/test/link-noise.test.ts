import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
// @ts-expect-error A script without types.
import { generatedHeader } from '../generated-header.mjs';

const compiler = ['g++', 'clang++'].find((name) => spawnSync(name, ['--version']).status === 0);

/** The link of the firmware, compiled for this computer: a million commands take minutes on the simulated Uno. */
it.skipIf(!compiler)(
  'the board does nothing that was not asked, where one byte in a hundred is changed or lost',
  { timeout: 600_000 },
  () => {
    const here = fileURLToPath(new URL('.', import.meta.url));
    const source = join(here, '../src');
    const folder = mkdtempSync(join(tmpdir(), 'link-noise-'));
    try {
      writeFileSync(join(folder, 'generated.h'), (generatedHeader as () => string)());
      // hal.h of the test folder takes the place of the board's.
      const files = readdirSync(source).filter((name) => /^link.*\.(cpp|h)$/.test(name));
      const program = join(folder, 'link-noise');
      for (const name of files) copyFileSync(join(source, name), join(folder, name));
      const sources = [join(here, 'link-noise/main.cpp'), ...files.filter((name) => name.endsWith('.cpp')).map((name) => join(folder, name))]; // prettier-ignore
      const flags = ['-O2', '-std=c++17', `-I${join(here, 'link-noise')}`, `-I${folder}`];
      const built = spawnSync(compiler!, [...flags, ...sources, '-o', program], { encoding: 'utf8' });
      expect(built.stderr).toBe('');
      const count = process.env.PAPERKITE_DEEP ? 10_000_000 : 50_000;
      const { stdout } = spawnSync(program, [String(count)], { encoding: 'utf8' });
      const { right, lost, wrong } = JSON.parse(stdout) as { right: number; lost: number; wrong: number };
      expect(wrong).toBe(0);
      expect(right + lost).toBe(count);
      expect(right / count).toBeGreaterThan(0.8);
      expect(lost / count).toBeGreaterThan(0.05);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
