import { unwrap } from '@paperkite/kernel';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sb3File, SQUARE_SVG } from '../../test/sb3-file.ts';
import type { Project, SpriteTarget } from '../document.ts';
import { exportSprite3 } from '../sb3/export-sprite3.ts';
import { importSb3 } from '../sb3/import-sb3.ts';
import { readSpriteFile } from './read-sprite-file.ts';

const spriteOf = (project: Project) => project.targets[1] as SpriteTarget;

describe('sprite files', () => {
  it('give back a sprite of a project under a new id, with what it needs of the stage', async () => {
    const blocks = {
      a: {
        opcode: 'event_whenbroadcastreceived',
        topLevel: true,
        next: 'b',
        fields: { BROADCAST_OPTION: ['go', 'g'] },
      },
      b: { opcode: 'pen_clear', next: 'c', inputs: {} },
      c: {
        opcode: 'data_setvariableto',
        fields: { VARIABLE: ['score', 's'] },
        inputs: { VALUE: [3, [12, 'own', 'o'], [10, '']] },
      },
    };
    const sprite = { variables: { o: ['own', 7] }, x: 12, layerOrder: 9 };
    const { project, assets } = unwrap(await importSb3(sb3File({ blocks, sprite })));
    const original = spriteOf(project);
    const read = unwrap(await readSpriteFile(unwrap(exportSprite3(project, original, assets)), { id: 'new' }));
    expect(read.sprite).toEqual({
      ...original,
      id: 'new',
      layer: 1,
      costumes: original.costumes.map((costume) => ({ ...costume, id: 'new-costume-1' })),
    });
    expect(read.assets).toEqual(assets);
    expect(read.extensions).toEqual(['pen']);
    expect(read.globals).toEqual({ variables: { s: { name: 'score', value: 0 } }, lists: {}, broadcasts: { g: 'go' } });
  });

  it('of Scratch 2 open too', async () => {
    const json = {
      objName: 'Cat',
      costumes: [{ costumeName: 'c', baseLayerID: 0, baseLayerMD5: 'x.svg', rotationCenterX: 5, rotationCenterY: 5 }],
      scripts: [[0, 0, [['whenGreenFlag'], ['broadcast:', 'go']]]],
      scale: 2,
    };
    const file = zipSync({ 'sprite.json': strToU8(JSON.stringify(json)), '0.svg': strToU8(SQUARE_SVG) });
    const { sprite, notes } = unwrap(await readSpriteFile(file, { id: 's' }));
    expect(notes).toEqual([]);
    expect(sprite).toMatchObject({ id: 's', kind: 'sprite', name: 'Cat', size: 200 });
    expect(Object.values(sprite.blocks).map((block) => block.opcode)).toContain('event_broadcast');
  });

  it('are told apart from projects and from nothing', async () => {
    const codeOf = async (bytes: Uint8Array) => {
      const read = await readSpriteFile(bytes, { id: 's' });
      return read.ok ? 'ok' : read.error.code;
    };
    expect(await codeOf(sb3File({}))).toBe('sprite-json-missing');
    expect(await codeOf(zipSync({ 'sprite.json': strToU8('[]') }))).toBe('structure-invalid');
    expect(await codeOf(zipSync({ 'sprite.json': strToU8('{') }))).toBe('json-damaged');
    expect(await codeOf(new Uint8Array(30))).toBe('not-a-project-file');
  });
});
