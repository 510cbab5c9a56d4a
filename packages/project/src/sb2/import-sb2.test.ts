import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { sb2File } from '../../test/sb2-file.ts';
import type { Block, Json, Project, Target } from '../document.ts';
import { forestOf } from '../forest.ts';
import { readProjectFile } from '../read-project-file.ts';
import { sceneOf } from '../scene.ts';
import { stageExtras } from '../stage-extras.ts';
import { exportSb3 } from '../sb3/export-sb3.ts';
import { importSb3 } from '../sb3/import-sb3.ts';
import { importSb2 } from './import-sb2.ts';

const shared = new URL('../../../../../shared/fixtures/scratch-execute/', import.meta.url);
const projects = existsSync(shared) ? readdirSync(shared).filter((name) => name.endsWith('.sb2')) : [];

const open = async (...args: Parameters<typeof sb2File>) =>
  unwrap(await importSb2(sb2File(...args), { title: 't' })).project;
const cat = (project: Project) => project.targets[1]!;

/** A target's scripts without ids and places: what they do. What is covered by a block shows only what kind it is. */
function scriptsOf(target: Target): Json {
  const { topBlocks, childrenOf, blockIn } = forestOf(target.blocks);
  const tree = (block: Block): Json => ({
    opcode: block.opcode,
    fields: Object.fromEntries(Object.entries(block.fields).map(([name, { value }]) => [name, value])),
    ...(block.mutation && { mutation: block.mutation }),
    slots: Object.fromEntries(
      childrenOf(block.id)
        .map(({ at }) => ('slot' in at ? at.slot : 'next'))
        .sort()
        .map((slot) => {
          const child = blockIn(block.id, slot)!;
          const covered = slot.startsWith('shadow:') && blockIn(block.id, `input:${slot.slice('shadow:'.length)}`);
          return [slot, covered ? child.opcode : tree(child)];
        }),
    ),
  });
  return topBlocks().map(tree);
}

describe('importing .sb2 scripts', () => {
  it('builds stacks, nested stacks, inputs, menus and fields of Scratch 3', async () => {
    const project = await open({
      scripts: [
        [
          10,
          20,
          [
            ['whenKeyPressed', 'space'],
            [
              'doIfElse',
              ['<', ['xpos'], 5],
              [['gotoSpriteOrMouse:', '_mouse_']],
              [['changeGraphicEffect:by:', 'color', 25]],
            ],
            ['stopScripts', 'other scripts in sprite'],
          ],
        ],
      ],
    });
    expect(scriptsOf(cat(project))).toEqual([
      {
        opcode: 'event_whenkeypressed',
        fields: { KEY_OPTION: 'space' },
        slots: {
          next: {
            opcode: 'control_if_else',
            fields: {},
            slots: {
              'input:CONDITION': {
                opcode: 'operator_lt',
                fields: {},
                slots: {
                  'input:OPERAND1': { opcode: 'motion_xposition', fields: {}, slots: {} },
                  'shadow:OPERAND1': 'text',
                  'shadow:OPERAND2': { opcode: 'text', fields: { TEXT: 5 }, slots: {} },
                },
              },
              'input:SUBSTACK': {
                opcode: 'motion_goto',
                fields: {},
                slots: { 'shadow:TO': { opcode: 'motion_goto_menu', fields: { TO: '_mouse_' }, slots: {} } },
              },
              'input:SUBSTACK2': {
                opcode: 'looks_changeeffectby',
                fields: { EFFECT: 'COLOR' },
                slots: { 'shadow:CHANGE': { opcode: 'math_number', fields: { NUM: 25 }, slots: {} } },
              },
              next: {
                opcode: 'control_stop',
                fields: { STOP_OPTION: 'other scripts in sprite' },
                mutation: { tagName: 'mutation', children: [], hasnext: 'true' },
                slots: {},
              },
            },
          },
        },
      },
    ]);
    expect(cat(project).blocks['sprite-1-block-1']!.at).toEqual({ x: 15, y: 44 });
  });

  it('names variables, lists and messages by id: own before the stage’s, made where nobody has them', async () => {
    const project = await open({
      stage: {
        variables: [
          { name: 'a', value: 1 },
          { name: 'b', value: 'x', isPersistent: true },
        ],
        lists: [{ listName: 'l', contents: [1, 'two'] }],
      },
      sprite: { variables: [{ name: 'a', value: 2 }] },
      scripts: [
        [
          0,
          0,
          [
            ['setVar:to:', 'a', 0],
            ['setVar:to:', 'b', ['readVariable', 'c']],
            ['append:toList:', 'x', 'l'],
          ],
        ],
        [
          0,
          99,
          [
            ['whenIReceive', 'Go'],
            ['broadcast:', 'go'],
          ],
        ],
      ],
    });
    const [stage, sprite] = project.targets;
    const fields = Object.values(sprite!.blocks).flatMap((block) => Object.values(block.fields).filter(({ id }) => id));
    expect(fields).toEqual([
      { value: 'a', id: 'variable:sprite-1:a' },
      { value: 'b', id: 'variable:stage:b' },
      { value: 'c', id: 'variable:sprite-1:c' },
      { value: 'l', id: 'list:stage:l' },
      { value: 'Go', id: 'broadcast:go' },
      { value: 'go', id: 'broadcast:go' },
    ]);
    expect(stage!.variables['variable:stage:b']).toEqual({ name: 'b', value: 'x', cloud: true });
    expect(stage!.lists['list:stage:l']).toEqual({ name: 'l', items: [1, 'two'] });
    expect(sprite!.variables['variable:sprite-1:c']).toEqual({ name: 'c', value: 0 });
    expect(stage).toMatchObject({ broadcasts: { 'broadcast:go': 'Go' } });
  });

  it('turns procedures into definition, prototype and calls', async () => {
    const project = await open({
      scripts: [
        [
          0,
          0,
          [
            ['procDef', 'jump %n times %b', ['far', 'high'], [1, false], true],
            ['forward:', ['getParam', 'far', 'r']],
          ],
        ],
        [0, 99, [['call', 'jump %n times %b', 10, ['not', false]]]],
      ],
    });
    const mutation = {
      tagName: 'mutation',
      children: [],
      proccode: 'jump %n times %b',
      argumentids: '["input0","input1"]',
      warp: 'true',
    };
    const [definition, call] = scriptsOf(cat(project)) as { slots: Record<string, Json> }[];
    expect(definition!.slots['shadow:custom_block']).toEqual({
      opcode: 'procedures_prototype',
      fields: {},
      mutation: { ...mutation, argumentnames: '["far","high"]', argumentdefaults: '[1,false]' },
      slots: {
        'shadow:input0': { opcode: 'argument_reporter_string_number', fields: { VALUE: 'far' }, slots: {} },
        'shadow:input1': { opcode: 'argument_reporter_boolean', fields: { VALUE: 'high' }, slots: {} },
      },
    });
    expect(call).toEqual({
      opcode: 'procedures_call',
      fields: {},
      mutation,
      slots: {
        'shadow:input0': { opcode: 'math_number', fields: { NUM: 10 }, slots: {} },
        'input:input1': { opcode: 'operator_not', fields: {}, slots: {} },
      },
    });
  });

  it('keeps blocks that Scratch 3 does not have, by name and with what is in them', async () => {
    const project = await open({ scripts: [[0, 0, [['LEGO WeDo 2.0.motorOnFor', 'motor A', ['+', 1, 2]]]]] });
    expect(scriptsOf(cat(project))).toMatchObject([
      {
        opcode: 'scratch2_LEGO WeDo 2.0.motorOnFor',
        slots: {
          'shadow:ARG1': { fields: { TEXT: 'motor A' } },
          'input:ARG2': { opcode: 'operator_add' },
        },
      },
    ]);
  });

  it('knows the odd ones: colours, clicks on the stage, video motion, the stage by name, extensions', async () => {
    const project = await open({
      stage: { objName: 'Scene', scripts: [[0, 0, [['whenClicked']]]] },
      scripts: [
        [0, 0, [['whenClicked'], ['penColor:', -65536], ['playDrum', 2, 0.25]]],
        [
          0,
          99,
          [
            ['whenSensorGreaterThan', 'video motion', 20],
            ['say:', ['getAttribute:of:', 'backdrop name', 'Scene']],
          ],
        ],
        [
          0,
          199,
          [
            ['whenSensorGreaterThan', 'loudness', 5],
            ['say:', ['timeAndDate', 'day of week']],
          ],
        ],
      ],
    });
    const text = JSON.stringify(project.targets.map(scriptsOf));
    for (const piece of [
      '"event_whenstageclicked"',
      '"event_whenthisspriteclicked"',
      '{"COLOUR":"#ff0000"}',
      '"videoSensing_whenMotionGreaterThan","fields":{},"slots":{"next"',
      '"shadow:REFERENCE":{"opcode":"math_number","fields":{"NUM":20}',
      '{"OBJECT":"_stage_"}',
      '{"WHENGREATERTHANMENU":"LOUDNESS"}',
      '{"CURRENTMENU":"DAYOFWEEK"}',
    ]) {
      expect(text).toContain(piece);
    }
    expect(project.extensions).toEqual(['pen', 'music', 'videoSensing']);
  });

  it('attaches comments by the number of their block', async () => {
    const project = await open({
      scripts: [[0, 0, [['say:', ['+', 1, 2]], ['hide'], ['show']]]],
      sprite: {
        scriptComments: [
          [1, 2, 150, 100, true, 2, 'hides'],
          [0, 0, 150, 100, false, -1, 'free'],
        ],
      },
    });
    const owners = Object.values(cat(project).blocks).filter((block) => block.comment !== undefined);
    expect(owners).toMatchObject([{ opcode: 'looks_hide', comment: 'comment-1' }]);
    expect(cat(project).comments['comment-2']).toMatchObject({ text: 'free', minimized: true });
  });
});

describe('importing .sb2 files', () => {
  it('reads sprites in the library’s order, layers in the stage’s, and their looks', async () => {
    const dog = {
      objName: 'Dog',
      costumes: [],
      indexInLibrary: 1,
      direction: 270,
      rotationStyle: 'none',
      visible: false,
    };
    const project = await open({ sprite: { indexInLibrary: 2, scratchX: 3 }, children: [dog] });
    expect(project.targets.map(({ name }) => name)).toEqual(['Stage', 'Dog', 'Cat']);
    expect(project.targets[1]).toMatchObject({
      layer: 2,
      direction: -90,
      rotationStyle: "don't rotate",
      visible: false,
    });
    expect(project.targets[2]).toMatchObject({ layer: 1, x: 3, size: 50, rotationStyle: 'left-right', direction: 90 });
  });

  it('reads whether the camera is on and how much shows through its picture, and hands both to Scratch 3', async () => {
    const { project, assets } = unwrap(
      await importSb2(sb2File({ stage: { videoAlpha: 0.25, info: { videoOn: true } } }), { title: 't' }),
    );
    expect(stageExtras(project)).toEqual({ videoState: 'on', videoTransparency: 75 });
    const again = unwrap(await importSb3(unwrap(exportSb3(project, assets)))).project;
    expect(stageExtras(again)).toEqual({ videoState: 'on', videoTransparency: 75 });
    const off = await open({ stage: { videoAlpha: 1, info: { videoOn: false } } });
    expect(stageExtras(off)).toEqual({ videoState: 'off', videoTransparency: 0 });
    expect(stageExtras(await open({ stage: { videoAlpha: 'x', info: {} } }))).toEqual({});
    // A hundred times as much would be no number any more.
    expect(stageExtras(await open({ stage: { videoAlpha: 1e307, info: {} } }))).toEqual({ videoTransparency: 0 });
    expect(stageExtras(await open({ stage: { videoAlpha: -1e307, info: {} } }))).toEqual({ videoTransparency: 100 });
  });

  it('reads monitors of variables, lists and sensors', async () => {
    const project = await open({
      stage: {
        variables: [{ name: 'n', value: 1 }],
        lists: [{ listName: 'l', contents: [], x: 5, y: 6, width: 100, height: 200, visible: true }],
      },
      children: [
        {
          target: 'Stage',
          cmd: 'getVar:',
          param: 'n',
          mode: 3,
          sliderMin: -1,
          sliderMax: 1,
          isDiscrete: false,
          x: 1,
          y: 2,
          visible: true,
        },
        { target: 'Cat', cmd: 'xpos', param: null, mode: 1, x: 3, y: 4, visible: true },
        { target: 'Stage', cmd: 'timeAndDate', param: 'minute', mode: 2, visible: true },
        { target: 'Stage', cmd: 'getVar:', param: 'gone', mode: 1 },
      ],
    });
    expect(project.monitors.map(({ id, opcode, mode, target }) => [id, opcode, mode, target])).toEqual([
      ['list:stage:l', 'data_listcontents', 'list', null],
      ['variable:stage:n', 'data_variable', 'slider', null],
      ['sprite-1_xposition', 'motion_xposition', 'default', 'sprite-1'],
      ['current_minute', 'sensing_current', 'large', null],
    ]);
  });

  it('ends in an error for scripts without end', async () => {
    let nested: Json = ['xpos'];
    for (let i = 0; i < 1200; i++) nested = ['rounded', nested];
    const deep = await importSb2(sb2File({ scripts: [[0, 0, [['forward:', nested]]]] }));
    expect(deep.ok ? 'ok' : deep.error.code).toBe('json-too-deep');
    const long = await importSb2(sb2File({ scripts: [[0, 0, Array<Json>(100_001).fill(['hide'])]] }));
    expect(long.ok ? 'ok' : long.error.code).toBe('too-many-blocks');
  });

  it.skipIf(projects.length === 0).each(projects.length > 0 ? projects : ['(folder ../shared/fixtures is absent)'])(
    'reads the shared fixture %s with every block known, and it survives as .sb3',
    async (name) => {
      const opened = unwrap(await readProjectFile(readFileSync(new URL(name, shared)), { title: 't' }));
      expect(opened.notes).toEqual([]);
      const opcodes = opened.project.targets.flatMap((target) =>
        Object.values(target.blocks).map(({ opcode }) => opcode),
      );
      expect(opcodes.filter((opcode) => opcode.startsWith('scratch2_'))).toEqual([]);
      const again = unwrap(await importSb3(unwrap(exportSb3(opened.project, opened.assets)), { title: 't' }));
      expect(again.project).toEqual(opened.project);
    },
  );

  it.skipIf(projects.length === 0).each(['order-library', 'order-library-reverse'])(
    'makes of %s what Scratch itself made of it',
    async (name) => {
      const [ours, theirs] = await Promise.all(
        ['sb2', 'sb3'].map(
          async (ending) => unwrap(await readProjectFile(readFileSync(new URL(`${name}.${ending}`, shared)))).project,
        ),
      );
      const essence = (project: Project) =>
        sceneOf(project).targets.map((target) => ({
          name: target.name,
          kind: target.kind,
          scripts: scriptsOf(target),
          variables: Object.values(target.variables),
          lists: Object.values(target.lists),
          costumes: target.costumes.map((costume) => costume.name),
          sounds: target.sounds.map((sound) => sound.name),
          ...(target.kind === 'sprite' && {
            looks: [
              target.x,
              target.y,
              target.size,
              target.direction,
              target.layer,
              target.visible,
              target.rotationStyle,
            ],
          }),
        }));
      expect(essence(ours!)).toEqual(essence(theirs!));
    },
  );

  it('says so when a costume had text of its own, which is not in its bitmap', async () => {
    const costume = {
      costumeName: 'poster',
      baseLayerID: 0,
      baseLayerMD5: 'x.svg',
      textLayerID: 1,
      textLayerMD5: 'y.png',
    };
    const { notes } = unwrap(await importSb2(sb2File({ sprite: { costumes: [costume] } })));
    expect(notes).toEqual([{ code: 'text-dropped', target: 'Cat', name: 'poster' }]);
  });
});
