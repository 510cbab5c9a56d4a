import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { bridgeProgram } from '../../firmware-bridges/microbit/bridge.mjs';
import { trimTarget } from './src/engine/trim-target.ts';
import { RUNTIMES } from './src/compiler.ts';

/**
 * Builds what the browser needs for micro:bits: the compiler's worker, its libraries, the compiled runtimes, the
 * simulator's frame and the bridge's program. Command line: `node build-static.mjs OUT_DIR` writes them there under names that change with their
 * content, and the names in `makecode.json` (see `MakeCodeFiles`).
 */

const require = createRequire(import.meta.url);
const installed = (path) => readFile(require.resolve(path), 'utf8');
const source = (path) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** One self-contained classic script. */
async function bundleScript(entry, name) {
  const outputs = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: source(entry), name, formats: ['iife'] },
      modulePreload: false,
    },
  });
  return [outputs].flat()[0].output[0].code;
}

/** Replaces what is there exactly once, so that another version of pxt cannot lose the change in silence. */
function replaceOnce(text, pattern, replacement) {
  const found = text.match(new RegExp(pattern, 'g'));
  if (found?.length !== 1) throw new Error(`${pattern} is there ${found?.length ?? 0} times`);
  return text.replace(pattern, replacement);
}

async function compilerScript(target) {
  const parts = [
    // pxt's bundle was made for Node, too.
    'self.global=self;',
    await installed('pxt-core/built/web/pxtworker.js'),
    // In MakeCode this text is evaluated. As a part of the script it works where evaluation is forbidden.
    `function paperkiteEvaluateExtension(){${target.compile.compilerExtension}\n}`,
    await bundleScript('engine/worker.ts', 'paperkiteMakeCode'),
  ];
  return parts.join('\n;\n');
}

async function simulatorScript() {
  const pxsim = await installed('pxt-core/built/web/pxtsim.js');
  const parts = [
    // The program comes as a script of its own instead: see the frame's `run`.
    replaceOnce(pxsim, /eval\(\w+\.code\)/, 'globalThis.paperkiteProgram'),
    await installed('pxt-microbit/built/sim.js'),
    await bundleScript('simulator/frame.ts', 'paperkiteMicrobit'),
  ];
  return parts.join('\n;\n');
}

/** Writes everything, and takes away what an earlier version left. */
export async function buildMakeCode(outDir) {
  await mkdir(outDir, { recursive: true });
  const written = new Set(['makecode.json']);
  const write = async (name, extension, text) => {
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
    const file = `${name}.${hash}.${extension}`;
    await writeFile(join(outDir, file), text);
    written.add(file);
    return { file, bytes: Buffer.byteLength(text) };
  };

  const target = JSON.parse(await installed('pxt-microbit/built/target.json'));
  const compiler = await write('compiler', 'js', await compilerScript(target));
  const libraries = await write('target', 'json', JSON.stringify(trimTarget(target)));
  const simulator = await write('simulator', 'js', await simulatorScript());

  // It is compiled where it is needed: the compiler is there, and a .hex is 30 times as long.
  const bridge = await write('bridge', 'txt', await bridgeProgram());

  const folder = join(dirname(require.resolve('pxt-microbit/package.json')), 'built/hexcache');
  const runtimes = {};
  let runtimeBytes = 0;
  for (const sha of RUNTIMES) {
    const text = await readFile(join(folder, `${sha}.hex`), 'utf8');
    // Servers compress what they know; they do not know .hex.
    runtimes[sha] = `${sha}.hex.txt`;
    runtimeBytes += text.length;
    await writeFile(join(outDir, runtimes[sha]), text);
    written.add(runtimes[sha]);
  }

  const names = {
    compiler: compiler.file,
    target: libraries.file,
    simulator: simulator.file,
    bridge: bridge.file,
    runtimes,
  };
  await writeFile(join(outDir, 'makecode.json'), `${JSON.stringify(names)}\n`);
  for (const file of await readdir(outDir)) if (!written.has(file)) await rm(join(outDir, file));
  return { compiler: compiler.bytes, target: libraries.bytes, simulator: simulator.bytes, runtimes: runtimeBytes };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [outDir] = process.argv.slice(2);
  if (!outDir) {
    console.error('usage: node build-static.mjs OUT_DIR');
    process.exit(2);
  }
  console.log(JSON.stringify(await buildMakeCode(outDir)));
}
