import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('the committed firmware is what its sources make', () => {
  const build = fileURLToPath(new URL('../build.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [build, '--check'], { encoding: 'utf8' });
  // Says what it measured, or that there was no compiler to measure with.
  process.stdout.write(stdout);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
