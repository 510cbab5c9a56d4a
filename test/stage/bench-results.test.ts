import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readProjectFile, runHeadless } from '../../scripts/stage/run-project.ts';

/** Computing projects and the same in hand-written JavaScript, given beside the repository. */
const FOLDER = process.env.STAGE_FIXTURES ?? fileURLToPath(new URL('../../../shared/fixtures', import.meta.url));
const source = `${FOLDER}/bench-js/baseline.mjs`;
const given = existsSync(source);
const baseline: Record<string, () => number> = given ? (await import(pathToFileURL(source).href)).baseline : {};
/** Moves clones for ever and computes nothing. */
const names = Object.keys(baseline).filter((name) => name !== 'clones');

describe.skipIf(!given)(
  `benchmarks compute what hand-written code computes${given ? '' : ` (none in ${FOLDER})`}`,
  () => {
    it.each(names)('%s', async (name) => {
      const project = await readProjectFile(`${FOLDER}/bench-sb3/${name}.sb3`);
      const run = await runHeadless(project, { maxMs: 20_000 });
      expect(run.error).toBeNull();
      expect(run.done).toBe(true);
      expect(run.runtime.variable(project.targets[0]!.id, 'out')).toBe(baseline[name]!());
    });
  },
);
