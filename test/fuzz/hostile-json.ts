import type { Dice } from './dice.ts';

const costumes = [{ name: 'c', assetId: 'a', md5ext: 'a.svg', dataFormat: 'svg' }];
const common = {
  variables: {},
  lists: {},
  broadcasts: {},
  comments: {},
  costumes,
  currentCostume: 0,
  sounds: [],
  volume: 100,
};

/** A project.json around the text of one sprite's blocks. */
function project(blocks: string, extra: object = {}): string {
  const stage = { ...common, isStage: true, name: 'Stage', blocks: {} };
  const sprite = { ...common, isStage: false, name: 'S', blocks: '@', ...extra };
  return JSON.stringify({ targets: [stage, sprite], monitors: [], extensions: [], meta: { semver: '3.0.0' } }).replace(
    '"@"',
    () => blocks,
  );
}

const chain = (length: number, block: (child: string) => object, last: object): string => {
  const blocks: Record<string, object> = { hat: { opcode: 'event_whenflagclicked', next: 'b0', topLevel: true } };
  for (let i = 0; i < length; i++) blocks[`b${i}`] = block(`b${i + 1}`);
  blocks[`b${length}`] = last;
  return JSON.stringify(blocks);
};

const move = { opcode: 'motion_movesteps', inputs: { STEPS: [1, [4, 1]] } };
const many = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i)).join(',');

/** Texts of project.json that are too much of something, each by itself a few megabytes of memory or a deep walk. */
const BOMBS: readonly ((size: number) => string)[] = [
  // 10 million blocks at the largest size.
  (size) => project(`{${many(size * 30, (i) => `"${i.toString(36)}":{}`)}}`),
  (size) => project(`{${many(size * 10, (i) => `"${i}":1`)}}`),
  (size) =>
    project(
      chain(
        Math.min(size, 100_000),
        (child) => ({ opcode: 'control_forever', inputs: { SUBSTACK: [2, child] } }),
        move,
      ),
    ),
  (size) =>
    project(
      chain(Math.min(size, 100_000), (child) => ({ opcode: 'operator_add', inputs: { NUM1: [3, child, [4, '']] } }), {
        opcode: 'sensing_timer',
      }),
    ),
  (size) => project(chain(Math.min(size, 100_000), (child) => ({ ...move, next: child }), move)),
  (size) => project(chain(3 + (size % 50), (child) => ({ ...move, next: child === 'b3' ? 'b0' : child }), move)),
  (size) => project('['.repeat(size * 20)),
  (size) => project(`{"a":${'{"a":'.repeat(size)}1${'}'.repeat(size)}}`),
  (size) => project('{}', { lists: { l: ['l', Array.from({ length: size * 5 }, (_, i) => i)] } }),
  (size) => project('{}', { variables: { v: ['v', 'x'.repeat(size * 50)] } }),
  (size) =>
    project('{}', { comments: Object.fromEntries(Array.from({ length: size }, (_, i) => [`c${i}`, { text: '' }])) }),
  (size) => project('{}', { costumes: Array.from({ length: size }, () => costumes[0]) }),
  (size) => project(`{"p":{"opcode":"x_y","topLevel":true,"inputs":{${many(size, (i) => `"${i}":[1,[4,1]]`)}}}}`),
  (size) =>
    JSON.stringify({
      objName: 'Stage',
      children: [{ objName: 'S', scripts: [[0, 0, Array.from({ length: size }, () => ['show'])]] }],
    }),
  (size) => `{"objName":"Stage","scripts":[[0,0,${'[["doForever",'.repeat(size)}null${']]'.repeat(size)}]]}`,
];

/** One that is mostly small and sometimes as large as a file can be. */
export const hostileJson = (dice: Dice): string =>
  dice.pick(BOMBS)(
    dice.oneIn(40) ? 100_000 + dice.below(250_000) : dice.oneIn(5) ? dice.below(20_000) : dice.below(700),
  );
