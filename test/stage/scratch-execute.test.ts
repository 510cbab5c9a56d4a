import { describe, expect, it } from 'vitest';
import { readProjectFile, runHeadless } from '../../scripts/stage/run-project.ts';
import { expectAllPassed, SELF_CHECKING, selfCheckingFiles } from './support/self-check.ts';

describe.skipIf(selfCheckingFiles.length === 0)(
  `self-checking Scratch projects${selfCheckingFiles.length === 0 ? ` (none in ${SELF_CHECKING})` : ''}`,
  () => {
    it.each(selfCheckingFiles)('%s passes', async (file) => {
      const said: string[] = [];
      const run = await runHeadless(await readProjectFile(`${SELF_CHECKING}/${file}`), {
        maxMs: 20_000,
        onEvent: (event) => {
          if (event.type === 'said' && event.text !== '') said.push(event.text.trim());
        },
      });
      expect(run.error).toBeNull();
      expectAllPassed(said);
    });
  },
);
