import { readdirSync, readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { arbitraryBoardProject, arbitraryProject, PATIENCE, runs, squareAssets } from '../../test/arbitrary-project.ts';
import { BLANK_BACKDROP } from '../assets/builtin.ts';
import { sha256Hex } from '../assets/hashes.ts';
import { DOCUMENT_FORMAT } from '../document.ts';
import { emptyProject, newBoard } from '../empty-project.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { parseProject } from '../parse-project.ts';
import { sceneOf } from '../scene.ts';
import { readKite } from './read-kite.ts';
import { writeKite } from './write-kite.ts';

const fixtures = new URL('../../test/fixtures/', import.meta.url);
const blank = new Map([[BLANK_BACKDROP.hash as string, BLANK_BACKDROP.asset()]]);
const kite = () => unwrap(writeKite(emptyProject('empty'), blank));
const codeOf = async (files: Record<string, Uint8Array>) => {
  const result = await readKite(zipSync(files));
  return result.ok ? 'ok' : result.error.code;
};

describe('.kite files', () => {
  it(
    'give back any valid project, in the same bytes every time',
    async () => {
      const { hash, assets } = await squareAssets();
      await fc.assert(
        fc.asyncProperty(fc.oneof(arbitraryProject(hash), arbitraryBoardProject(hash)), async (project) => {
          const bytes = unwrap(writeKite(project, assets));
          const read = unwrap(await readKite(bytes));
          expect(read.project).toEqual(project);
          expect(read.assets).toEqual(assets);
          expect(unwrap(writeKite(read.project, read.assets))).toEqual(bytes);
        }),
        runs(2_000, 100),
      );
    },
    PATIENCE,
  );

  it.each(readdirSync(fixtures).filter((name) => name.endsWith('.kite')))(
    '%s of an earlier day still opens',
    async (name) => {
      const { project, notes } = unwrap(await readKite(readFileSync(new URL(name, fixtures))));
      expect(notes).toEqual([]);
      expect(project.targets.length).toBeGreaterThan(1);
      expect(unwrap(parseProject(project))).toEqual(project);
    },
  );

  it('without boards are written as the program before boards reads them', async () => {
    const bytes = readFileSync(new URL('format-1.kite', fixtures));
    const { project, assets } = unwrap(await readKite(bytes));
    const files = unzipSync(unwrap(writeKite(project, assets)));
    expect(files['project.json']).toEqual(unzipSync(bytes)['project.json']);
    const withBoard = { ...project, targets: [...project.targets, newBoard('Uno', 'arduino-uno')] };
    const written = unzipSync(unwrap(writeKite(withBoard, assets)));
    expect(JSON.parse(strFromU8(written['project.json']!))).toMatchObject({ format: 2 });
  });

  it('leave out assets that the project does not name, and refuse to be written without one it does', async () => {
    const { assets } = await squareAssets();
    const bytes = unwrap(writeKite(emptyProject('empty'), new Map([...blank, ...assets])));
    expect(bytes).toEqual(kite());
    const incomplete = writeKite(emptyProject('empty'), assets);
    expect(incomplete.ok ? {} : incomplete.error).toMatchObject({
      code: 'asset-missing',
      details: { name: BLANK_BACKDROP.hash },
    });
  });

  it('are refused when an asset is missing, changed, or no picture', async () => {
    const files = unzipSync(kite());
    const name = `assets/${BLANK_BACKDROP.hash}.svg`;
    expect(Object.keys(files)).toEqual([name, 'project.json']);
    expect(await codeOf(files)).toBe('ok');
    expect(await codeOf({ 'project.json': files['project.json']! })).toBe('asset-missing');
    expect(await codeOf({ ...files, [name]: strToU8('<svg xmlns="http://www.w3.org/2000/svg"/>') })).toBe(
      'asset-damaged',
    );
    const text = strToU8('just text');
    const hash = await sha256Hex(text);
    const json = strToU8(canonicalJson(emptyProject('x')).replaceAll(BLANK_BACKDROP.hash, hash));
    expect(await codeOf({ 'project.json': json, [`assets/${hash}.svg`]: text })).toBe('asset-unsupported');
  });

  it('from strangers may hold pictures with scripts: these go, and the project names the clean ones', async () => {
    const picture = strToU8('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    const hash = await sha256Hex(picture);
    const json = strToU8(canonicalJson(emptyProject('x')).replaceAll(BLANK_BACKDROP.hash, hash));
    const read = unwrap(await readKite(zipSync({ 'project.json': json, [`assets/${hash}.svg`]: picture })));
    const clean = sceneOf(read.project).targets[0]!.costumes[0]!.asset;
    expect(clean).not.toBe(hash);
    expect(new TextDecoder().decode(read.assets.get(clean)!.bytes)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    );
    expect(read.notes).toEqual([{ code: 'picture-cleaned', target: 'Stage', name: 'backdrop1' }]);
  });

  it('of a newer program are told apart from broken ones', async () => {
    const newer = strToU8(canonicalJson({ ...emptyProject('x'), format: DOCUMENT_FORMAT + 1 }));
    expect(await codeOf({ 'project.json': newer })).toBe('format-too-new');
    expect(await codeOf({ 'project.json': strToU8('{}') })).toBe('structure-invalid');
  });
});
