// The production server: one process with pages, collaboration and (unless DATABASE_URL is set) the database's supervisor.
import { readConfig } from './config.ts';
import { printWelcome } from './demo/welcome.ts';
import { readEditorParts } from './editor-parts.ts';
import { handOver } from './handover.ts';
import { BODY_SIZE_LIMIT, createHttpServer, type PageHandler } from './http-server.ts';
import { endInOrder, fail, listenOrFail, startProblem } from './lifecycle.ts';
import { createServices } from './services.ts';

const started = performance.now();
const config = readConfig(process.env);
if (!config.ok) fail(config.error);

// SvelteKit's Node adapter reads these when it is loaded.
process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
process.env.BODY_SIZE_LIMIT = BODY_SIZE_LIMIT;
if (config.value.trustProxy) process.env.ADDRESS_HEADER = 'x-forwarded-for';

const services = await createServices(config.value).catch((error: unknown) => fail(startProblem(error, config.value)));
const build = new URL('../build/', import.meta.url);
handOver(services, await readEditorParts(build));

const { handler } = (await import(new URL('handler.js', build).href)) as { handler: PageHandler };
const server = createHttpServer({
  pages: handler,
  ready: services.ready,
  upgrade: services.collab.handleUpgrade,
  trustProxy: config.value.trustProxy,
  origin: config.value.origin,
});
endInOrder(server, services);
const port = await listenOrFail(server, config.value);
printWelcome({ port, startedMs: performance.now() - started, demo: services.demo });
