import { unwrap } from '@paperkite/kernel';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sb3File } from '../../test/sb3-file.ts';
import type { SpriteTarget } from '../document.ts';
import { exportSb3 } from './export-sb3.ts';
import { exportSprite3 } from './export-sprite3.ts';
import { importSb3 } from './import-sb3.ts';

interface Written {
  name: string;
  comments: Record<string, { text: string }>;
}
const jsonOf = <T>(file: Uint8Array, name: string) => JSON.parse(strFromU8(unzipSync(file)[name]!)) as T;
const imported = async (text: string) =>
  unwrap(await importSb3(sb3File({ comments: { c: { text, blockId: null } } }), { title: 't' }));

describe('what Scratch would refuse a file for', () => {
  it.each([8_000, 8_001, 30_000])('a comment of %d characters comes back whole, Scratch gets 8,000', async (length) => {
    const text = '风筝🪁'.repeat(length).slice(0, length - 1) + '!';
    const { project, assets } = await imported(text);
    const file = unwrap(exportSb3(project, assets));
    const [, sprite] = jsonOf<{ targets: [Written, Written] }>(file, 'project.json').targets;
    const shown = sprite.comments['c']!.text;
    expect(shown.length).toBeGreaterThanOrEqual(Math.min(length, 7_999));
    expect(shown.length).toBeLessThanOrEqual(8_000);
    expect(shown.isWellFormed()).toBe(true);
    expect(unwrap(await importSb3(file, { title: 't' })).project).toEqual(project);
  });

  it('a sprite called _stage_ gets a name that nobody has', async () => {
    const { project, assets } = await imported('');
    const sprite = project.targets[1] as SpriteTarget;
    const two = {
      ...project,
      targets: [
        project.targets[0]!,
        { ...sprite, name: '_stage_' },
        { ...sprite, id: 'sprite-2', name: '_stage_1', layer: 2 },
      ],
    };
    const { targets } = jsonOf<{ targets: Written[] }>(unwrap(exportSb3(two, assets)), 'project.json');
    expect(targets.map(({ name }) => name)).toEqual(['Stage', '_stage_2', '_stage_1']);
    const alone = unwrap(exportSprite3(two, two.targets[1] as SpriteTarget, assets));
    expect(jsonOf<Written>(alone, 'sprite.json').name).toBe('_stage_1');
  });
});
