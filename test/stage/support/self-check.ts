import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** Self-checking projects from scratch-vm (BSD-3-Clause) and TurboWarp's VM (MPL-2.0), given beside the repository. */
export const SELF_CHECKING =
  process.env.SCRATCH_EXECUTE ?? fileURLToPath(new URL('../../../../shared/fixtures/scratch-execute', import.meta.url));

export const selfCheckingFiles: readonly string[] = existsSync(SELF_CHECKING)
  ? readdirSync(SELF_CHECKING).filter((file) => /\.sb[23]$/.test(file))
  : [];

/** They say how many checks they plan, `pass ...` or `fail ...` for each, and `end`. */
export function expectAllPassed(said: readonly string[]): void {
  const plans = said.filter((text) => text.startsWith('plan '));
  const planned = plans.reduce((sum, text) => sum + Number(text.slice(5)), 0);
  expect(said.filter((text) => text.startsWith('fail'))).toEqual([]);
  expect(said.filter((text) => text.startsWith('pass'))).toHaveLength(planned);
  expect(plans.length).toBeGreaterThan(0);
  expect(said).toContain('end');
}
