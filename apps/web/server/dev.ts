// The development server: the same services and database, pages by Vite with hot reload.
import { createServer as createViteServer } from 'vite';
import { readConfig } from './config.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { printWelcome } from './demo/welcome.ts';
import { handOver } from './handover.ts';
import { createHttpServer } from './http-server.ts';
import { endInOrder, fail, listenOrFail } from './lifecycle.ts';
import { createServices } from './services.ts';

const started = performance.now();
const config = readConfig(process.env);
if (!config.ok) fail(config.error);
const lock = await lockDataFolder(config.value.dataDir);
if (!lock.ok) fail(`Paperkite is already running on ${config.value.dataDir} (process ${lock.error}).`);

const services = await createServices(config.value);
handOver(services);

const root = new URL('..', import.meta.url).pathname;
process.chdir(root);
const server = createHttpServer({
  pages: (req, res, next) => vite.middlewares(req, res, next),
  ready: services.ready,
  upgrade: services.collab.handleUpgrade,
  trustProxy: config.value.trustProxy,
});
const vite = await createViteServer({ root, appType: 'custom', server: { middlewareMode: true, hmr: { server } } });
endInOrder(server, services, lock.value);
const port = await listenOrFail(server, config.value);
printWelcome({ port, startedMs: performance.now() - started, demo: services.demo });
