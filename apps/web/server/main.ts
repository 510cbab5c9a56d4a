// The production server: one process with pages, collaboration and (unless DATABASE_URL is set) the database's supervisor.
import { readConfig } from './config.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { printWelcome } from './demo/welcome.ts';
import { handOver } from './handover.ts';
import { createHttpServer, type PageHandler } from './http-server.ts';
import { endInOrder, fail, listenOrFail } from './lifecycle.ts';
import { createServices } from './services.ts';

const started = performance.now();
const config = readConfig(process.env);
if (!config.ok) fail(config.error);
const lock = await lockDataFolder(config.value.dataDir);
if (!lock.ok) {
  fail(`Paperkite is already running on ${config.value.dataDir} (process ${lock.error}). Stop it, or set PAPERKITE_DATA to another folder.`);
}

// SvelteKit's Node adapter reads these when it is loaded.
process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
process.env.BODY_SIZE_LIMIT = '64M';
if (config.value.trustProxy) process.env.ADDRESS_HEADER = 'x-forwarded-for';

const services = await createServices(config.value).catch((error: unknown) => {
  lock.value.release();
  fail(error instanceof Error ? error.message : String(error));
});
handOver(services);

const build = new URL('../build/handler.js', import.meta.url).href;
const { handler } = (await import(build)) as { handler: PageHandler };
const server = createHttpServer({
  pages: handler,
  ready: services.ready,
  upgrade: services.collab.handleUpgrade,
  trustProxy: config.value.trustProxy,
});
endInOrder(server, services, lock.value);
const port = await listenOrFail(server, config.value);
printWelcome({ port, startedMs: performance.now() - started, demo: services.demo });
