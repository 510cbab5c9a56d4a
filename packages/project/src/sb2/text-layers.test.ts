import { unwrap } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { pngOf } from '../../test/png.ts';
import { sb2File } from '../../test/sb2-file.ts';
import { sceneOf } from '../scene.ts';
import { exportSb3 } from '../sb3/export-sb3.ts';
import { importSb3 } from '../sb3/import-sb3.ts';
import { importSb2 } from './import-sb2.ts';

const base = pngOf(40, 20, () => [255, 0, 0, 255]);
const text = pngOf(30, 10, () => [0, 0, 255, 128]);
const poster = {
  costumeName: 'poster',
  baseLayerID: 1,
  baseLayerMD5: 'b.png',
  textLayerID: 2,
  textLayerMD5: 't.png',
  rotationCenterX: 30,
  rotationCenterY: 10,
  bitmapResolution: 2,
};

async function open(files: Record<string, Uint8Array>, costumes = [poster]) {
  const { project, assets, notes } = unwrap(await importSb2(sb2File({ sprite: { costumes }, files }), { title: 't' }));
  const costume = sceneOf(project).targets[1]!.costumes[0]!;
  return { project, assets, notes, costume, bytes: assets.get(costume.asset)!.bytes };
}

const dataOf = (bytes: Uint8Array): string => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
const DROPPED = [{ code: 'text-dropped', target: 'Cat', name: 'poster' }];

describe('text that Scratch 2 kept as a picture of its own', () => {
  it('lies over its bitmap, in a picture of both that has the bitmap’s size on the stage', async () => {
    const { costume, bytes, notes } = await open({ '1.png': base, '2.png': text });
    expect(notes).toEqual([]);
    expect(costume).toMatchObject({
      name: 'poster',
      format: 'svg',
      bitmapResolution: 1,
      rotationCenterX: 15,
      rotationCenterY: 5,
    });
    expect(new TextDecoder().decode(bytes)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10" viewBox="0 0 20 10">' +
        `<image width="20" height="10" preserveAspectRatio="none" xlink:href="${dataOf(base)}"/>` +
        `<image width="15" height="5" preserveAspectRatio="none" xlink:href="${dataOf(text)}"/></svg>`,
    );
  });

  it('is still there after the project was saved as .sb3 and opened again', async () => {
    const { project, assets, costume, bytes } = await open({ '1.png': base, '2.png': text });
    const again = unwrap(await importSb3(unwrap(exportSb3(project, assets)), { title: 't' }));
    expect(again.notes).toEqual([]);
    expect(again.project).toEqual(project);
    expect(again.assets.get(costume.asset)!.bytes).toEqual(bytes);
  });

  it('leaves no picture behind that no costume shows', async () => {
    const { project, assets } = await open({ '1.png': base, '2.png': text }, [poster, poster]);
    const shown = sceneOf(project).targets.flatMap(({ costumes }) => costumes.map(({ asset }) => asset));
    expect([...assets.keys()].sort()).toEqual([...new Set(shown)].sort());
  });

  it.each<[string, Uint8Array | undefined]>([
    ['missing', undefined],
    ['cut off', text.subarray(0, text.length - 20)],
    ['damaged', text.map((byte, at) => (at === text.length - 18 ? byte ^ 1 : byte))],
    ['too large to be drawn', pngOf(1, 1, () => [0, 0, 0, 0]).map((byte, at) => (at === 17 || at === 21 ? 1 : byte))],
    ['no PNG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('leaves the bitmap as it is, and says so, when it is %s', async (_, layer) => {
    const { costume, bytes, notes } = await open({ '1.png': base, ...(layer && { '2.png': layer }) });
    expect(notes).toEqual(DROPPED);
    expect(costume).toMatchObject({ format: 'png', bitmapResolution: 2, rotationCenterX: 30, rotationCenterY: 10 });
    expect(bytes).toEqual(base);
  });

  it('has an end when many large pictures have many texts', async () => {
    const large = new Uint8Array(5_000_000);
    large.set(base);
    const costumes = Array.from({ length: 12 }, (_, i) => ({ ...poster, textLayerID: 2 + i }));
    const texts = costumes.map(({ textLayerID }) => [`${textLayerID}.png`, pngOf(1, 1, () => [textLayerID, 0, 0, 9])]);
    const { assets, notes } = await open({ '1.png': large, ...Object.fromEntries(texts) }, costumes);
    expect(notes.length).toBeGreaterThan(0);
    const bytes = [...assets.values()].reduce((sum, asset) => sum + asset.bytes.length, 0);
    expect(bytes).toBeLessThan(70 * 1024 * 1024);
  });
});
