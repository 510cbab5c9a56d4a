import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/**
 * Builds what runs inside the stage's frame: one classic script that holds the frame's code and, as text, the worker's.
 * Command line: `node build-frame.mjs OUT_DIR` writes `stage-frame.<hash>.js` and `stage-frame.json` (`{file, bytes,
 * gzipBytes}`) there.
 */

const source = (path) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));
const WORKER_MODULE = 'virtual:stage-worker';

/** One self-contained classic script; what its entry exports becomes the global `name`. */
export async function bundleScript({ entry, name, minify = true, plugins = [] }) {
  const outputs = await build({
    configFile: false,
    logLevel: 'warn',
    plugins,
    build: {
      write: false,
      minify,
      target: 'es2023',
      lib: { entry, name, formats: ['iife'] },
      modulePreload: false,
    },
  });
  const [chunk] = [outputs].flat()[0].output;
  return chunk.code;
}

/** The frame's script as text. */
export async function bundleFrame({ minify = true } = {}) {
  const worker = await bundleScript({ entry: source('frame/worker.ts'), name: 'paperkiteWorker', minify });
  const code = await bundleScript({
    entry: source('frame/main.ts'),
    name: 'paperkiteFrame',
    minify,
    plugins: [
      {
        name: 'stage-worker',
        resolveId: (id) => (id === WORKER_MODULE ? `\0${id}` : null),
        load: (id) => (id === `\0${WORKER_MODULE}` ? `export default ${JSON.stringify(worker)}` : null),
      },
    ],
  });
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 12);
  return { code, hash, gzipBytes: gzipSync(code, { level: 9 }).length };
}

/** Writes the frame's script under a name that changes with its content, and the name in `stage-frame.json`. */
export async function buildFrame(outDir) {
  const { code, hash, gzipBytes } = await bundleFrame();
  const manifest = { file: `stage-frame.${hash}.js`, bytes: Buffer.byteLength(code), gzipBytes };
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, manifest.file), code);
  await writeFile(join(outDir, 'stage-frame.json'), `${JSON.stringify(manifest)}\n`);
  return manifest;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [outDir] = process.argv.slice(2);
  if (!outDir) {
    console.error('usage: node build-frame.mjs OUT_DIR');
    process.exit(2);
  }
  console.log(JSON.stringify(await buildFrame(outDir)));
}
