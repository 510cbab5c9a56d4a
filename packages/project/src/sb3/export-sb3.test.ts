import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { arbitraryProject, PATIENCE, runs, squareAssets } from '../../test/arbitrary-project.ts';
import { sb3File } from '../../test/sb3-file.ts';
import { emptyProject, newBoard } from '../empty-project.ts';
import { snapshotHash } from '../snapshot-hash.ts';
import { exportSb3 } from './export-sb3.ts';
import { importSb3 } from './import-sb3.ts';

/** Scratch projects that live outside the repository; see its README for where they come from. */
const shared = new URL('../../../../../shared/fixtures/', import.meta.url);
const own = new URL('../../test/fixtures/', import.meta.url);
const sb3sIn = (folder: URL) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.sb3'))
        .map((name): [string, URL] => [name, new URL(name, folder)])
    : [];
const theirs = [...sb3sIn(new URL('bench-sb3/', shared)), ...sb3sIn(new URL('scratch-execute/', shared))];

const roundTrip = async (_: string, url: URL) => {
  const first = unwrap(await importSb3(readFileSync(url), { title: 'round' }));
  expect(first.notes).toEqual([]);
  const exported = unwrap(exportSb3(first.project, first.assets));
  const second = unwrap(await importSb3(exported, { title: 'round' }));
  expect(second.project).toEqual(first.project);
  expect(second.assets).toEqual(first.assets);
  expect(await snapshotHash(second.project)).toBe(await snapshotHash(first.project));
  expect(unwrap(exportSb3(second.project, second.assets))).toEqual(exported);
};

describe('exporting .sb3', () => {
  it('leaves boards out and all else as it is', async () => {
    const { hash, assets } = await squareAssets();
    const project = fc.sample(arbitraryProject(hash), { numRuns: 1, seed: 4 })[0]!;
    const board = newBoard('Uno', 'arduino-uno');
    const withBoard = { ...project, format: 2 as const, targets: [...project.targets, board] };
    expect(unwrap(exportSb3(withBoard, assets))).toEqual(unwrap(exportSb3(project, assets)));
  });

  it.each(sb3sIn(own))('gives back the same project from %s', roundTrip);

  it.skipIf(theirs.length === 0).each(theirs.length > 0 ? theirs : [['(folder ../shared/fixtures is absent)', own]])(
    'gives back the same project from the shared fixture %s',
    roundTrip,
  );

  it(
    'gives back any valid project',
    async () => {
      const { hash, assets } = await squareAssets();
      await fc.assert(
        fc.asyncProperty(arbitraryProject(hash), async (project) => {
          // Blocks that .sb3 writes without ids get derived ones, so the first trip settles the ids.
          const first = unwrap(await importSb3(unwrap(exportSb3(project, assets)), { title: project.title }));
          const [before, after] = [project, first.project].map((one) => Object.keys(one.targets[1]!.blocks).length);
          expect(after).toBe(before);
          const second = unwrap(await importSb3(unwrap(exportSb3(first.project, assets)), { title: project.title }));
          expect(second.project).toEqual(first.project);
          const blockless = (one: typeof project) => one.targets.map((target) => ({ ...target, blocks: {} }));
          expect(blockless(first.project)).toEqual(blockless(project));
        }),
        runs(5_000, 200),
      );
    },
    PATIENCE,
  );

  it('writes what Scratch reads: file names by MD5, inputs of three kinds, short arrays', async () => {
    const { project, assets } = unwrap(
      await importSb3(
        sb3File({
          blocks: {
            go: {
              opcode: 'motion_gotoxy',
              topLevel: true,
              inputs: { X: [1, [4, '1']], Y: [3, [12, 'n', 'v'], [4, '2']], Z: [2, [12, 'm', 'w']] },
            },
          },
        }),
      ),
    );
    const files = unzipSync(unwrap(exportSb3(project, assets)));
    const json = JSON.parse(strFromU8(files['project.json']!)) as { targets: Record<string, never>[] };
    expect(Object.keys(files).sort()).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.svg$/), 'project.json']);
    expect(json.targets[1]!['blocks']).toEqual({
      go: {
        opcode: 'motion_gotoxy',
        next: null,
        parent: null,
        inputs: { X: [1, [4, '1']], Y: [3, [12, 'n', 'v'], [4, '2']], Z: [2, [12, 'm', 'w']] },
        fields: {},
        shadow: false,
        topLevel: true,
        x: 0,
        y: 0,
      },
    });
    expect(json.targets[0]).toMatchObject({ isStage: true, name: 'Stage', layerOrder: 0 });
  });

  it('says which asset is missing', () => {
    const result = exportSb3(emptyProject('x'), new Map());
    expect(result.ok ? '' : result.error.code).toBe('asset-missing');
  });
});
