// The development server: the same services and database, pages by Vite with hot reload.
import { createServer as createViteServer } from 'vite';
import { readConfig } from './config.ts';
import { printWelcome } from './demo/welcome.ts';
import { handOver } from './handover.ts';
import { createHttpServer } from './http-server.ts';
import { endInOrder, fail, listenOrFail, startProblem } from './lifecycle.ts';
import { createServices } from './services.ts';

const started = performance.now();
const config = readConfig(process.env);
if (!config.ok) fail(config.error);

const services = await createServices(config.value).catch((error: unknown) => fail(startProblem(error, config.value)));
handOver(services);

const root = new URL('..', import.meta.url).pathname;
process.chdir(root);
const server = createHttpServer({
  pages: (req, res, next) => vite.middlewares(req, res, next),
  ready: services.ready,
  upgrade: services.collab.handleUpgrade,
  trustProxy: config.value.trustProxy,
  origin: config.value.origin,
});
const vite = await createViteServer({ root, appType: 'custom', server: { middlewareMode: true, hmr: { server } } });
endInOrder(server, services);
const port = await listenOrFail(server, config.value);
printWelcome({ port, startedMs: performance.now() - started, demo: services.demo });
