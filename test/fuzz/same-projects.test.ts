import { createProjectDoc } from '@paperkite/collab';
import { exportSb3, importSb3, type Project } from '@paperkite/project';
import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { arbitraryProject, PATIENCE, runs, squareAssets } from '../../packages/project/test/arbitrary-project.ts';
import { roundTrip } from '../../scripts/stage/round-trip.ts';
import { randomProject } from '../stage/scratch-traces/random-project.ts';

const COSTUME = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>';
const SEEDS = process.env['PAPERKITE_DEEP'] ? 2_000 : 40;

/** The project after a stay in the shared document; records of that have no prototype, which is no difference. */
function shared(project: Project): unknown {
  const doc = createProjectDoc();
  doc.fillFromProject(project);
  const after: unknown = JSON.parse(JSON.stringify(doc.toProject()));
  doc.destroy();
  return after;
}

describe('projects stay what they are', () => {
  it(
    'in the shared document and from there through .sb3, whatever is in them',
    async () => {
      const { hash, assets } = await squareAssets();
      await fc.assert(
        fc.asyncProperty(arbitraryProject(hash), async (made) => {
          // Values inside inputs get their ids when a file is read: from then on nothing changes any more.
          const { project } = unwrap(await importSb3(unwrap(exportSb3(made, assets)), { title: made.title }));
          const stayed = shared(project);
          expect(stayed).toEqual(JSON.parse(JSON.stringify(project)));
          const file = unwrap(exportSb3(stayed as Project, assets));
          expect(unwrap(await importSb3(file, { title: made.title })).project).toEqual(project);
        }),
        runs(2_000, 60),
      );
    },
    PATIENCE,
  );

  it(
    'as do random Scratch projects: the file that is written says what the file said that was read',
    async () => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const file = zipSync({
          'project.json': strToU8(JSON.stringify(randomProject(seed))),
          '927d672925e7b99f7813735c484c6922.svg': strToU8(COSTUME),
        });
        const { differences, notes } = await roundTrip(file);
        expect({ seed, differences, notes }).toEqual({ seed, differences: [], notes: [] });
      }
    },
    PATIENCE,
  );
});
