import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BoardLink } from '@paperkite/boards';
import type { CompileOutcome, CompileRequest, MicrobitSimulator, MicrobitSimulatorEvent } from '@paperkite/makecode';
import { FRAME_SCRIPT_HASH } from '@paperkite/stage/host';
import { build } from 'vite';
import { buildMakeCode } from '../../packages/makecode/build-static.mjs';

/** The application's policy: nothing may be evaluated, nothing comes from elsewhere. */
const POLICY = [
  "default-src 'self'",
  `script-src 'self' ${FRAME_SCRIPT_HASH} blob:`,
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "frame-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
].join('; ');

/** What the test page leaves in its window. */
export interface MicrobitWindow {
  compile(request: CompileRequest): Promise<CompileOutcome>;
  /** Compiles in a worker of its own that may take this many milliseconds; the failure's code. */
  compileWithin(patienceMs: number): Promise<string>;
  /** Compiles a program and runs it in the simulator; gives its code. */
  start(text: string): Promise<string>;
  /** The same, and links to it over its simulated cable. */
  link(text: string): Promise<BoardLink>;
  simulator: MicrobitSimulator;
  /** Another one, by default with the built script of its frame. */
  makeSimulator(frameCode?: () => Promise<string>): MicrobitSimulator;
  /** Of the program that runs. */
  code: string;
  events: MicrobitSimulatorEvent[];
  /** Runs a program on another board within reach of those before; its place among them. */
  place(text: string): Promise<number>;
  placed: { simulator: MicrobitSimulator; serial: string; leave(): void }[];
  /** The lamps as rows of `#` and `.`. */
  lamps(): string[];
  serial(): string;
}

const SCRIPT = `
const events = [];
const files = microbit.fetchMakeCodeFiles('/makecode/');
const compiler = files.then(microbit.createWorkerCompiler);
const compile = async (request) => (await compiler).compile(request);
const compileWithin = async (patienceMs) => {
  const impatient = microbit.createWorkerCompiler(await files, { patienceMs });
  const request = { text: '', dependencies: 'blocks', output: 'v2' };
  const failures = [];
  for (let turn = 0; turn < 2; turn++) failures.push(await impatient.compile(request).catch((error) => error.code));
  impatient.close();
  return failures.join();
};
const frameScript = async () => (await fetch((await files).simulator)).text();
const makeSimulator = (frameCode = frameScript) => new microbit.MicrobitSimulator({
  container: document.body,
  frameCode,
  frameDocument: microbit.frameDocument(),
  title: 'micro:bit',
});
const simulator = makeSimulator();
simulator.onEvent((event) => events.push(event));
async function start(text) {
  const { code, diagnostics } = await compile({ text, dependencies: 'blocks', output: 'simulator' });
  if (code === null) throw new Error(JSON.stringify(diagnostics));
  window.code = code;
  await simulator.run(code);
  // What was told until now is the program's before.
  events.length = 0;
  return code;
}
async function link(text) {
  const transport = new microbit.MicrobitSimulatorTransport(simulator, await start(text));
  await transport.open({ baudRate: 115200 });
  return microbit.openTextLink(transport);
}
const air = new microbit.RadioAir();
const placed = [];
async function place(text) {
  const { code, diagnostics } = await compile({ text, dependencies: 'blocks', output: 'simulator' });
  if (code === null) throw new Error(JSON.stringify(diagnostics));
  const simulator = makeSimulator();
  const board = { simulator, serial: '', leave: air.join(simulator) };
  simulator.onEvent((event) => {
    if (event.type === 'serial') board.serial += event.text;
  });
  await simulator.run(code);
  return placed.push(board) - 1;
}
const lamps = () => {
  const leds = events.findLast((event) => event.type === 'state')?.state.leds ?? [];
  return Array.from({ length: 5 }, (_, row) => leds.slice(row * 5, row * 5 + 5).map((level) => (level > 0 ? '#' : '.')).join(''));
};
const serial = () => events.filter((event) => event.type === 'serial').map((event) => event.text).join('');
Object.assign(window, { compile, compileWithin, makeSimulator, start, link, simulator, events, place, placed, lamps, serial });
`;

const PAGE = `<!doctype html><meta charset="utf-8"><title>micro:bit</title><link rel="icon" href="data:,"><body><script src="/page.js"></script><script src="/test.js"></script>`;

async function bundlePage(): Promise<string> {
  const entry = fileURLToPath(new URL('./page.ts', import.meta.url));
  const outputs = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, target: 'es2023', lib: { entry, name: 'microbit', formats: ['iife'] } },
  });
  const [bundle] = [outputs].flat() as { output: { code: string }[] }[];
  return bundle?.output[0]?.code ?? '';
}

export interface MicrobitSite {
  url: string;
  /** From now on nobody gets an answer. */
  cut(): void;
  close(): Promise<void>;
}

/** A site with the built compiler and simulator, under the application's policy. */
export async function serveMicrobit(): Promise<MicrobitSite> {
  const folder = await mkdtemp(join(tmpdir(), 'paperkite-makecode-'));
  await buildMakeCode(folder);
  const files: Record<string, [type: string, body: string]> = {
    '/': ['text/html', PAGE],
    '/page.js': ['text/javascript', await bundlePage()],
    '/test.js': ['text/javascript', SCRIPT],
  };
  let isCut = false;
  const server = createServer((request, response) => {
    if (isCut) return void request.destroy();
    const path = request.url ?? '/';
    const known = files[path];
    const type = known?.[0] ?? (path.endsWith('.js') ? 'text/javascript' : 'text/plain');
    response.setHeader('content-type', `${type}; charset=utf-8`);
    // Static files bring no policy in the application either.
    if (known) response.setHeader('content-security-policy', POLICY);
    const body = known ? Promise.resolve(known[1]) : readFile(join(folder, basename(path)), 'utf8');
    body.then(
      (text) => response.end(text),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    cut: () => {
      isCut = true;
      server.closeAllConnections();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
