import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readProjectFile, runHeadless } from '../../scripts/stage/run-project.ts';

/** Self-checking projects from scratch-vm (BSD-3-Clause) and TurboWarp's VM (MPL-2.0), given beside the repository. */
const FOLDER =
  process.env.SCRATCH_EXECUTE ?? fileURLToPath(new URL('../../../shared/fixtures/scratch-execute', import.meta.url));
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => /\.sb[23]$/.test(file)) : [];

describe.skipIf(files.length === 0)(
  `self-checking Scratch projects${files.length === 0 ? ` (none in ${FOLDER})` : ''}`,
  () => {
    it.each(files)('%s passes', async (file) => {
      const said: string[] = [];
      const run = await runHeadless(await readProjectFile(`${FOLDER}/${file}`), {
        maxMs: 20_000,
        onEvent: (event) => {
          if (event.type === 'said' && event.text !== '') said.push(event.text.trim());
        },
      });
      const plans = said.filter((text) => text.startsWith('plan '));
      const planned = plans.reduce((sum, text) => sum + Number(text.slice(5)), 0);
      expect(run.error).toBeNull();
      expect(said.filter((text) => text.startsWith('fail'))).toEqual([]);
      expect(said.filter((text) => text.startsWith('pass'))).toHaveLength(planned);
      expect(plans.length).toBeGreaterThan(0);
      expect(said).toContain('end');
    });
  },
);
