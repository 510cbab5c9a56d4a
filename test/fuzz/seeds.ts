import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import { exportSprite3, importSb3 } from '@paperkite/project';
import { strToU8, unzipSync, zipSync } from 'fflate';

/** A sound file to start from, unpacked. */
export interface SeedFile {
  name: string;
  /** What is inside by name; `json` is the one that says what the file is. */
  files: Record<string, Uint8Array>;
  json: 'project.json' | 'sprite.json';
}

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10"><style>.a{fill:#f60}</style><path class="a" d="M0 0h10v10H0z"/><text>kite</text></svg>';
const repository = (path: string) => new URL(`../../${path}`, import.meta.url);
/** Scratch projects that live beside the repository; see its README for where they come from. */
const SHARED = ['bench-sb3/', 'scratch-execute/'].map((folder) => repository(`../shared/fixtures/${folder}`));

/** Blocks of every group in Scratch 2's notation. */
const SCRIPTS = [
  [
    0,
    0,
    [
      ['whenGreenFlag'],
      ['setVar:to:', 'n', ['+', 1, ['*', 2, ['randomFrom:to:', 1, 10]]]],
      [
        'doRepeat',
        5,
        [
          ['changeVar:by:', 'n', ['%', 7, 3]],
          ['append:toList:', ['letter:of:', 1, 'kite'], 'l'],
        ],
      ],
      [
        'doIfElse',
        ['&', ['=', ['readVariable', 'n'], '1e3'], ['not', ['<', 1, 'Infinity']]],
        [['say:', ['concatenate:with:', 'a', 'b']]],
        [['doForever', [['wait:elapsed:from:', 0]]]],
      ],
    ],
  ],
  [
    200,
    0,
    [
      ['whenIReceive', 'go'],
      ['call', 'jump %n times %b', 3, ['touching:', '_edge_']],
      ['createCloneOf', '_myself_'],
      ['glideSecs:toX:y:elapsed:from:', 0.1, 10, 20],
      ['setGraphicEffect:to:', 'ghost', 50],
      ['stopScripts', 'other scripts in sprite'],
    ],
  ],
  [
    0,
    300,
    [
      ['procDef', 'jump %n times %b', ['height', 'high'], [1, false], true],
      [
        'doUntil',
        ['>', ['getParam', 'height', 'r'], 9],
        [
          ['changeYposBy:', 1],
          ['doWaitUntil', ['getParam', 'high', 'b']],
        ],
      ],
      ['setLine:ofList:to:', 'last', 'l', ['computeFunction:of:', 'tan', 90]],
      ['deleteLine:ofList:', 'all', 'l'],
    ],
  ],
  [
    200,
    300,
    [['whenCloned'], ['putPenDown'], ['penColor:', 255], ['stampCostume'], ['broadcast:', 'go'], ['deleteClone']],
  ],
  [
    400,
    0,
    [
      ['whenSensorGreaterThan', 'timer', 0],
      ['doAsk', 'why'],
      ['playSound:', 's'],
      ['noteOn:duration:elapsed:from:', 60, 0.1],
      ['lookLike:', 'c'],
      ['obsolete block', 1],
    ],
  ],
];

const sb2 = (): Record<string, Uint8Array> => {
  const costumes = [
    {
      costumeName: 'c',
      baseLayerID: 0,
      baseLayerMD5: 'x.svg',
      bitmapResolution: 1,
      rotationCenterX: 5,
      rotationCenterY: 5,
    },
  ];
  const sprite = {
    objName: 'Cat',
    costumes,
    scripts: SCRIPTS,
    scale: 0.5,
    rotationStyle: 'leftRight',
    sounds: [{ soundName: 's', soundID: 0, md5: 'y.wav' }],
    variables: [{ name: 'n', value: 1, isPersistent: true }],
    scriptComments: [[1, 2, 3, 4, true, 1, 'why']],
  };
  const monitor = { target: 'Cat', cmd: 'getVar:', param: 'n', mode: 3, visible: true };
  const json = {
    objName: 'Stage',
    costumes,
    lists: [{ listName: 'l', contents: [1, 'two'], visible: true }],
    children: [sprite, monitor],
  };
  return {
    'project.json': strToU8(JSON.stringify(json)),
    '0.svg': strToU8(PICTURE),
    '0.wav': strToU8('RIFF    WAVEfmt '),
  };
};

/** The files that every case starts from. Pictures and sounds of large ones are left out, so that cases stay quick. */
export async function seedFiles(): Promise<SeedFile[]> {
  const fixtures = [
    'packages/project/test/fixtures/kite-flyer.sb3',
    'packages/project/test/fixtures/format-1.kite',
    'test/fixtures/greeting.sb3',
  ];
  const seeds: SeedFile[] = fixtures.map((path) => ({
    name: path,
    json: 'project.json',
    files: unzipSync(new Uint8Array(readFileSync(repository(path)))),
  }));
  seeds.push({ name: 'blocks.sb2', json: 'project.json', files: sb2() });
  const { project, assets } = unwrap(await importSb3(zipSync(seeds[0]!.files)));
  const sprite = project.targets.find((target) => target.kind === 'sprite')!;
  seeds.push({
    name: 'one.sprite3',
    json: 'sprite.json',
    files: unzipSync(unwrap(exportSprite3(project, sprite, assets))),
  });
  const old = JSON.parse(new TextDecoder().decode(sb2()['project.json'])) as { children: object[] };
  const { 'project.json': _, ...oldAssets } = sb2();
  seeds.push({
    name: 'one.sprite2',
    json: 'sprite.json',
    files: { ...oldAssets, 'sprite.json': strToU8(JSON.stringify(old.children[0])) },
  });
  return [...seeds, ...sharedSeeds()];
}

function sharedSeeds(): SeedFile[] {
  return SHARED.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.sb[23]$/.test(name) && statSync(new URL(name, folder)).size < 60_000)
      .map((name): SeedFile => ({
        name,
        json: 'project.json',
        files: Object.fromEntries(
          Object.entries(unzipSync(new Uint8Array(readFileSync(new URL(name, folder))))).filter(
            ([file, bytes]) => file === 'project.json' || bytes.length < 3_000,
          ),
        ),
      }))
      .filter(({ files }) => files['project.json']!.length < 12_000),
  );
}
