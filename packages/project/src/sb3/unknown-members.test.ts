import { unwrap } from '@paperkite/kernel';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sb3File } from '../../test/sb3-file.ts';
import { isChild } from '../document.ts';
import { scriptsInOrder } from '../script-order.ts';
import { exportSb3 } from './export-sb3.ts';
import { importSb3 } from './import-sb3.ts';

const block = (opcode: string, more: object) => ({
  opcode,
  inputs: {},
  fields: {},
  topLevel: true,
  x: 0,
  y: 0,
  ...more,
});

describe('what a .sb3 file has and our document has no place for', () => {
  const file = sb3File({
    blocks: {
      late: block('event_whenflagclicked', { y: 500, theirs: { deep: [1] } }),
      early: block('event_whenflagclicked', { y: 10 }),
    },
    comments: {
      k: { blockId: 'late', text: 'why', x: null, y: null, width: 1, height: 2, minimized: true, colour: 'red' },
    },
    sprite: {
      fonts: ['x'],
      costumes: [{ name: 'c', assetId: 'a', md5ext: 'a.svg', dataFormat: 'svg', skin: 7, bitmapResolution: 1 }],
      variables: { v: ['v', 1, true] },
    },
    project: {
      meta: { semver: '3.0.0', vm: '0.2.0', agent: 'x', platform: { name: 'TurboWarp' } },
      extensionURLs: { mine: 'https://example.com/mine.js' },
      extensions: ['mine'],
      monitors: [
        {
          id: 'm',
          opcode: 'mine_value',
          params: {},
          spriteName: 'Cat',
          mode: 'default',
          visible: true,
          x: 1,
          y: 2,
          width: 0,
          height: 0,
          value: 42,
          theirs: 1,
        },
      ],
    },
  });
  const written = async () => {
    const { project, assets, notes } = unwrap(await importSb3(file));
    const files = unzipSync(unwrap(exportSb3(project, assets)));
    type Thing = Record<string, never>;
    const json = JSON.parse(strFromU8(files['project.json']!)) as Thing & { targets: Thing[]; monitors: Thing[] };
    return { project, notes, json, sprite: json.targets[1]! as Record<string, Record<string, object>> };
  };

  it('is written back where it was: of the file, of targets, blocks, comments, costumes and monitors', async () => {
    const { json, sprite } = await written();
    expect(json).toMatchObject({ meta: { agent: 'x', platform: { name: 'TurboWarp' } }, extensions: ['mine'] });
    expect(json['extensionURLs']).toEqual({ mine: 'https://example.com/mine.js' });
    expect(sprite).toMatchObject({ fonts: ['x'], costumes: [{ skin: 7 }], variables: { v: ['v', 1, true] } });
    expect(sprite['blocks']!['late']).toMatchObject({ theirs: { deep: [1] } });
    expect(sprite['comments']!['k']).toMatchObject({ colour: 'red', blockId: 'late' });
    expect(json.monitors[0]).toMatchObject({ value: 42, theirs: 1, spriteName: 'Cat' });
  });

  it('includes the order of scripts, which is not always that of their places', async () => {
    const { project, sprite } = await written();
    expect(Object.keys(sprite['blocks']!)).toEqual(['late', 'early']);
    const target = project.targets[1]!;
    expect(scriptsInOrder(project, target).map(({ id }) => id)).toEqual(['late', 'early']);
    expect(scriptsInOrder({}, target).map(({ id }) => id)).toEqual(['early', 'late']);
    const moved = {
      ...target,
      blocks: { ...target.blocks, late: { ...target.blocks['late']!, at: { parent: 'early', slot: 'next' as const } } },
    };
    expect(scriptsInOrder(project, moved).every(({ at }) => !isChild(at))).toBe(true);
  });

  it('does not include cloud variables: they stay, as ordinary ones, and people are told', async () => {
    const { notes } = await written();
    expect(notes).toEqual([{ code: 'cloud-variables', target: 'Cat', count: 1 }]);
  });
});
