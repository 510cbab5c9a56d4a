// npm run -s bench:class -- --classes N --pupils M --rate R --seconds S [--kill9 K] --json
// Classes of pupils who edit, on the real server over real WebSockets, next to stock Hocuspocus. The last line is JSON.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newUuid } from '@paperkite/kernel';
import { enrol } from './actors.ts';
import { measure } from './class-run.ts';
import type { Subject } from './class-run.ts';
import { readOptions } from './options.ts';
import { freePort, startProcess } from './server-process.ts';

const options = readOptions(process.argv.slice(2));
const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
if (options.build) {
  const build = "import('./scripts/lib/build.mjs').then(({ ensureBuilt }) => ensureBuilt())";
  const { status } = spawnSync(process.execPath, ['-e', build], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

const dataDir = mkdtempSync(join(tmpdir(), 'paperkite-bench-'));
const paperkite: Subject = {
  name: 'Paperkite',
  async start() {
    const env = { PAPERKITE_DATA: dataDir, PAPERKITE_DEMO: '1' };
    const server = startProcess([join(root, 'apps/web/server/main.ts')], { port, env, healthPath: '/healthz' });
    await server.ready();
    return server;
  },
  url: (at) => `ws://127.0.0.1:${at}/collab`,
  enrol: (at) => enrol(`http://127.0.0.1:${at}`, dataDir, options.classes, options.pupils),
};

const stock: Subject = {
  name: 'stock Hocuspocus',
  async start() {
    const server = startProcess([join(root, 'bench/class/stock-server.ts')], { port, env: {}, healthPath: '/' });
    await server.ready();
    return server;
  },
  url: (at) => `ws://127.0.0.1:${at}`,
  enrol: async () =>
    Array.from({ length: options.classes }, () => ({
      teacher: '',
      pupils: Array.from({ length: options.pupils }, () => ({ cookie: '', projectId: newUuid() })),
    })),
};

const port = await freePort();
try {
  const result = await measure(paperkite, options, options.kill9);
  // One kill shows what the peer keeps.
  const peer = options.stock ? await measure(stock, options, Math.min(options.kill9, 1)) : undefined;
  const { classes, pupils, rate, seconds, kill9 } = options;
  process.stdout.write(`${JSON.stringify({ classes, pupils, rate, seconds, kill9, ...result, stock: peer })}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
