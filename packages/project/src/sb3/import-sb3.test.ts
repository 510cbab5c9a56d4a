import { unwrap } from '@paperkite/kernel';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { sb3File, SQUARE_SVG } from '../../test/sb3-file.ts';
import { MISSING_COSTUME, MISSING_SOUND } from '../assets/builtin.ts';
import type { Json, Project } from '../document.ts';
import { parseProject } from '../parse-project.ts';
import { sceneOf } from '../scene.ts';
import { snapshotHash } from '../snapshot-hash.ts';
import { importSb3 } from './import-sb3.ts';

const spriteOf = (project: Project) => sceneOf(project).targets[1]!;
const blocksOf = async (blocks: Json, comments: Json = {}) =>
  spriteOf(unwrap(await importSb3(sb3File({ blocks, comments }))).project).blocks;
const codeOf = async (bytes: Uint8Array) => {
  const result = await importSb3(bytes);
  return result.ok ? 'ok' : result.error.code;
};
const block = (opcode: string, more: { [key: string]: Json } = {}) => ({
  opcode,
  next: null,
  parent: null,
  inputs: {},
  fields: {},
  shadow: false,
  topLevel: false,
  ...more,
});

describe('importing .sb3 blocks', () => {
  it('gives every block one place: below, in an input, as a shadow, or on the workspace', async () => {
    const blocks = await blocksOf({
      hat: block('event_whenflagclicked', { topLevel: true, x: 10, y: 20, next: 'move' }),
      move: block('motion_movesteps', { parent: 'hat', inputs: { STEPS: [3, 'sum', [4, '10']] } }),
      sum: block('operator_add', {
        parent: 'move',
        inputs: { NUM1: [1, [4, '1']], NUM2: [3, [12, 'n', 'v1'], [4, '2']] },
      }),
    });
    expect(blocks['hat']!.at).toEqual({ x: 10, y: 20 });
    expect(blocks['move']!.at).toEqual({ parent: 'hat', slot: 'next' });
    expect(blocks['sum']!.at).toEqual({ parent: 'move', slot: 'input:STEPS' });
    expect(blocks['move:shadow:STEPS']).toEqual({
      id: 'move:shadow:STEPS',
      opcode: 'math_number',
      fields: { NUM: { value: '10' } },
      shadow: true,
      at: { parent: 'move', slot: 'shadow:STEPS' },
    });
    expect(blocks['sum:input:NUM2']).toMatchObject({ opcode: 'data_variable', shadow: false });
    expect(blocks['sum:input:NUM2']!.fields).toEqual({ VARIABLE: { value: 'n', id: 'v1' } });
    expect(Object.keys(blocks)).toHaveLength(7);
  });

  it('reads every short-array block', async () => {
    const inputs = Object.fromEntries([4, 5, 6, 7, 8, 9, 10, 11].map((code) => [`I${code}`, [1, [code, 'x', 'id']]]));
    const blocks = await blocksOf({
      a: block('unknown_thing', { topLevel: true, inputs }),
      v: [12, 'score', 'v1', 3, 4],
      l: [13, 'names', 'l1', 5, 6],
    });
    const opcodes = Object.values(blocks).map((one) => one.opcode);
    expect(opcodes).toEqual(
      expect.arrayContaining(
        `math_number math_positive_number math_whole_number math_integer math_angle colour_picker text event_broadcast_menu
         data_variable data_listcontents`.split(/\s+/),
      ),
    );
    expect(blocks['v']).toMatchObject({ at: { x: 3, y: 4 }, fields: { VARIABLE: { value: 'score', id: 'v1' } } });
    expect(blocks['a:shadow:I11']!.fields).toEqual({ BROADCAST_OPTION: { value: 'x', id: 'id' } });
    expect(blocks['a:shadow:I4']!.fields).toEqual({ NUM: { value: 'x' } });
  });

  it('keeps blocks of unknown extensions with their fields and mutations exactly', async () => {
    const mutation = {
      tagName: 'mutation',
      children: [],
      proccode: 'go %s',
      argumentids: '["a"]',
      warp: 'true',
      extra: { deep: [1] },
    };
    const blocks = await blocksOf({
      p: block('laser_fire', {
        topLevel: true,
        mutation,
        fields: { MODE: ['hot', null], N: [3] },
        inputs: { A: [2, 'q'] },
      }),
      q: block('laser_reporter', { parent: 'p' }),
    });
    expect(blocks['p']).toMatchObject({
      opcode: 'laser_fire',
      mutation,
      fields: { MODE: { value: 'hot' }, N: { value: 3 } },
    });
    expect(blocks['q']!.at).toEqual({ parent: 'p', slot: 'input:A' });
  });

  it('attaches comments to their blocks and leaves the others free', async () => {
    const comment = { x: 1, y: 2, width: 3, height: 4, minimized: true, text: 'why' };
    const { project } = unwrap(
      await importSb3(
        sb3File({
          blocks: { a: block('event_whenflagclicked', { topLevel: true, comment: 'c' }) },
          comments: {
            c: { ...comment, blockId: 'a' },
            d: { ...comment, blockId: null, x: null },
            e: { ...comment, blockId: 'gone' },
          },
        }),
      ),
    );
    expect(spriteOf(project).blocks['a']!.comment).toBe('c');
    expect(spriteOf(project).comments['c']).toEqual(comment);
    expect(Object.keys(spriteOf(project).comments)).toEqual(['c', 'd', 'e']);
  });

  it('cuts links that lead nowhere and a second claim to the same block, and says so', async () => {
    const file = sb3File({
      blocks: {
        a: block('event_whenflagclicked', { topLevel: true, next: 'gone' }),
        b: block('control_forever', { topLevel: true, inputs: { SUBSTACK: [2, 'c'] } }),
        c: block('motion_ifonedgebounce'),
        d: block('control_forever', { topLevel: true, inputs: { SUBSTACK: [2, 'c'] } }),
        orphan: block('looks_show', { parent: 'a' }),
        leftover: block('math_number', { shadow: true, parent: 'a' }),
      },
    });
    const { project, notes } = unwrap(await importSb3(file));
    expect(Object.keys(spriteOf(project).blocks)).toEqual(['a', 'b', 'c', 'd']);
    expect(notes).toEqual([
      { code: 'links-cut', target: 'Cat', count: 2 },
      { code: 'blocks-dropped', target: 'Cat', count: 1 },
    ]);
  });

  it('refuses blocks that contain themselves', async () => {
    const ring = {
      a: block('control_forever', { inputs: { SUBSTACK: [2, 'b'] } }),
      b: block('control_forever', { inputs: { SUBSTACK: [2, 'a'] } }),
    };
    expect(await codeOf(sb3File({ blocks: ring }))).toBe('blocks-cyclic');
    expect(await codeOf(sb3File({ blocks: { a: block('looks_show', { next: 'a', topLevel: true }) } }))).toBe(
      'blocks-cyclic',
    );
  });

  it('does not let names of JavaScript itself become ids', async () => {
    const file = sb3File({});
    const hostile = JSON.parse(
      '{"__proto__": {"opcode": "x", "topLevel": true}, "constructor": {"opcode": "y", "topLevel": true}}',
    ) as Json;
    const { project } = unwrap(await importSb3(sb3File({ blocks: hostile })));
    expect(spriteOf(project).blocks).toEqual({});
    expect(unwrap(await importSb3(file)).project.targets).toHaveLength(2);
  });
});

describe('importing .sb3 files', () => {
  it('gives equal documents for the same file, valid by the schema', async () => {
    const [first, second] = [await importSb3(sb3File({})), await importSb3(sb3File({}))];
    expect(first).toEqual(second);
    const { project, assets } = unwrap(first);
    expect(unwrap(parseProject(project))).toEqual(project);
    expect(await snapshotHash(project)).toMatch(/^[0-9a-f]{64}$/);
    expect([...assets.keys()]).toEqual([sceneOf(project).targets[0]!.costumes[0]!.asset]);
  });

  it('puts a stand-in where a costume or sound is missing or is none, with a note', async () => {
    const costumes: Json[] = [
      { name: 'lost', assetId: 'b', dataFormat: 'png' },
      { name: 'broken', assetId: 'c', dataFormat: 'png', md5ext: 'c.png' },
    ];
    const sounds = [{ name: 'hush', assetId: 'd', dataFormat: 'wav', rate: 44100, sampleCount: 9 }];
    const files = { 'c.png': strToU8('no picture') };
    const { project, assets, notes } = unwrap(await importSb3(sb3File({ sprite: { costumes, sounds }, files })));
    expect(notes).toEqual([
      { code: 'asset-missing', target: 'Cat', name: 'lost' },
      { code: 'asset-unreadable', target: 'Cat', name: 'broken' },
      { code: 'asset-missing', target: 'Cat', name: 'hush' },
    ]);
    expect(spriteOf(project).costumes.map((one) => one.asset)).toEqual([MISSING_COSTUME.hash, MISSING_COSTUME.hash]);
    expect(spriteOf(project).sounds[0]).toMatchObject({ name: 'hush', asset: MISSING_SOUND.hash, rate: 8000 });
    expect(assets.has(MISSING_SOUND.hash)).toBe(true);
  });

  it('takes scripts out of pictures and says so', async () => {
    const svg = SQUARE_SVG.replace('<path', '<script>alert(1)</script><path onclick="x()"');
    const { project, assets, notes } = unwrap(await importSb3(sb3File({ files: { 'a.svg': strToU8(svg) } })));
    expect(notes.map((note) => note.code)).toEqual(['picture-cleaned', 'picture-cleaned']);
    expect(new TextDecoder().decode(assets.get(spriteOf(project).costumes[0]!.asset)!.bytes)).toBe(
      SQUARE_SVG.replace('fill', 'fill'),
    );
  });

  it('keeps members it does not know, of the file and of its targets', async () => {
    const file = sb3File({ project: { customFonts: [{ family: 'x' }] }, sprite: { videoState: 'on' } });
    const { project } = unwrap(await importSb3(file));
    expect(project.unknown).toEqual({
      customFonts: [{ family: 'x' }],
      meta: { semver: '3.0.0', vm: '0.2.0', agent: '' },
      targetMembers: { 'sprite-1': { videoState: 'on' } },
    });
  });

  it('reads monitors, drops those of sprites that do not exist', async () => {
    const monitor = {
      id: 'v1',
      mode: 'slider',
      opcode: 'data_variable',
      params: { VARIABLE: 'n' },
      spriteName: 'Cat',
      value: 3,
    };
    const { project, notes } = unwrap(
      await importSb3(
        sb3File({
          project: {
            monitors: [
              { ...monitor, x: 1, y: 2, visible: true },
              { ...monitor, id: 'w', spriteName: 'Dog' },
            ],
          },
        }),
      ),
    );
    expect(project.monitors).toEqual([
      {
        id: 'v1',
        opcode: 'data_variable',
        params: { VARIABLE: 'n' },
        target: 'sprite-1',
        mode: 'slider',
        visible: true,
        x: 1,
        y: 2,
        width: 0,
        height: 0,
      },
    ]);
    expect(notes).toEqual([{ code: 'monitor-dropped', target: 'Dog' }]);
  });

  it('opens a file that was zipped again with its folder', async () => {
    const json = { targets: [{ isStage: true, name: 'Stage', costumes: [] }] };
    const zip = zipSync({ 'my work/project.json': strToU8(JSON.stringify(json)) });
    expect(await codeOf(zip)).toBe('ok');
  });
});

describe('refusing what is no .sb3', () => {
  it.each<[string, Uint8Array, string]>([
    ['text', strToU8('hello'), 'not-a-project-file'],
    ['nothing', new Uint8Array(), 'not-a-project-file'],
    ['a zip of something else', zipSync({ 'a.txt': strToU8('x') }), 'project-json-missing'],
    ['broken JSON', zipSync({ 'project.json': strToU8('{"targets": [') }), 'json-damaged'],
    ['JSON of something else', zipSync({ 'project.json': strToU8('[]') }), 'structure-invalid'],
    ['no stage', zipSync({ 'project.json': strToU8('{"targets": []}') }), 'stage-missing'],
    ['two stages', sb3File({ sprite: { isStage: true } }), 'structure-invalid'],
    ['a cut-off file', sb3File({}).slice(0, -60), 'not-a-project-file'],
    [
      'very deep JSON',
      zipSync({ 'project.json': strToU8('['.repeat(100_000) + ']'.repeat(100_000)) }),
      'json-too-deep',
    ],
    [
      'a list of 200,001 items',
      sb3File({ sprite: { lists: { l: ['l', Array<number>(200_001).fill(0)] } } }),
      'list-too-long',
    ],
    [
      '1,001 sprites',
      sb3File({ project: { targets: Array<Json>(1001).fill({ isStage: false }) } }),
      'too-many-targets',
    ],
  ])('%s', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('a hundred thousand blocks and one', async () => {
    const blocks = Object.fromEntries(Array.from({ length: 100_001 }, (_, i) => [`b${i}`, {}]));
    expect(await codeOf(sb3File({ blocks }))).toBe('too-many-blocks');
  });

  it('a project.json of 64 MB, without unpacking it', async () => {
    const bomb = zipSync({ 'project.json': new Uint8Array(64 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await codeOf(bomb)).toBe('json-too-large');
  });
});
