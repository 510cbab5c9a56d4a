// npm run -s stage:record-traces -- [--count 150]: runs random projects on Scratch's own virtual machine and writes what
// they said, frame by frame, to traces.json. Only needed when the random projects change. See README.md.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scratchVmFolder } from '../../../bench/stage/scratch-vm-folder.ts';
import { randomProject } from './random-project.ts';
import { FIRST_NUMERIC_SEED } from './random-source.ts';

const FRAMES = 80;
/** Projects that say more than this have run away. */
const MOST_LINES = 400;

interface Sprite {
  sprite: { name: string };
  isOriginal: boolean;
}

interface VirtualMachine {
  loadProject(json: string): Promise<void>;
  greenFlag(): void;
  runtime: {
    currentStepTime: number;
    renderer: unknown;
    _step(): void;
    on(event: 'SAY', heard: (target: Sprite, kind: string, text: string) => void): void;
  };
}

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '150' },
    'scratch-vm-in': { type: 'string', default: process.env.SCRATCH_VM ?? '' },
  },
});
const folder = scratchVmFolder(values['scratch-vm-in']);
if (folder === null) throw new Error('scratch-vm is not installed');
const Machine = createRequire(join(folder, 'package.json'))('scratch-vm') as new () => VirtualMachine;

/** Draws nothing, but is there: only with a renderer do moving sprites end a frame. */
function renderer(): unknown {
  let made = 0;
  const size = (): number[] => [10, 10];
  const known: Record<string, (...values: never[]) => unknown> = {
    createDrawable: () => ++made,
    createTextSkin: () => ++made,
    createSVGSkin: () => ++made,
    getFencedPositionOfDrawable: (_drawable: number, place: unknown) => place,
    getCurrentSkinSize: size,
    getSkinSize: size,
    getNativeSize: () => [480, 360],
    getBounds: () => ({ left: -5, right: 5, top: 5, bottom: -5, width: 10, height: 10 }),
    getBoundsForBubble: () => ({ left: -5, right: 5, top: 5, bottom: -5, width: 10, height: 10 }),
    getSkinRotationCenter: () => [5, 5],
  };
  return new Proxy({}, { get: (_target, name) => known[String(name)] ?? (() => undefined) });
}

let frame = 1e6;
let looks = 0;
Date.now = () => frame + Math.min(32, ++looks * 0.04);
const print = console.log;
for (const level of ['log', 'warn', 'error', 'info', 'debug'] as const) console[level] = () => undefined;

async function record(seed: number): Promise<string[]> {
  const vm = new Machine();
  const { runtime } = vm;
  runtime.renderer = renderer();
  const said: string[] = [];
  runtime.on('SAY', ({ sprite, isOriginal }, _kind, text) => {
    if (text !== '') said.push(`${sprite.name}${isOriginal ? '' : '*'}: ${text}`);
  });
  await vm.loadProject(JSON.stringify(randomProject(seed)));
  runtime.currentStepTime = 1000 / 30;
  vm.greenFlag();
  for (let i = 0; i < FRAMES; i++) {
    runtime._step();
    said.push('#');
    frame += 1000 / 30;
    looks = 0;
  }
  while (said.at(-1) === '#') said.pop();
  return said;
}

const traces: Record<string, string[]> = {};
for (const from of [1, FIRST_NUMERIC_SEED]) {
  let left = Number(values.count);
  for (let seed = from; left > 0; seed++) {
    const said = await record(seed);
    if (said.length === 0 || said.length >= MOST_LINES) continue;
    traces[seed] = said;
    left--;
  }
}
const lines = Object.entries(traces).map(([seed, said]) => `  "${seed}": ${JSON.stringify(said)}`);
writeFileSync(new URL('traces.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
print(`${lines.length} projects recorded`);
process.exit(0);
