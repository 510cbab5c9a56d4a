/// The script of the browser's worker, after pxt's own script and pxt-microbit's extension: `build-static.mjs` joins the three.
import { MakeCodeError } from '../makecode-error.ts';
import { createEngine, type Engine } from './engine.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { PxtScope } from './pxt-scope.ts';

/** What the built script wraps pxt-microbit's extension in. */
declare const paperkiteEvaluateExtension: () => void;

/** A worker's scope; the DOM's types, which the rest of the package uses, have none. */
const scope = globalThis as unknown as PxtScope & {
  onmessage: unknown;
  fetch: typeof fetch;
  XMLHttpRequest: unknown;
  WebSocket: unknown;
  importScripts: unknown;
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: { data: ToWorker }) => void): void;
};

/** The least that makes the engine read all its libraries and both runtimes, so that a person's first program is quick. */
const WARM_UP = 'basic.clearScreen()\n';

/**
 * pxt asks MakeCode's servers for news of its own accord. A worker has the policy of its own script, which is none: so the network is
 * taken away here from everything but `fetchText`.
 */
const ownFetch = scope.fetch.bind(globalThis);
const offline = () => Promise.reject(new TypeError('no network'));
scope.fetch = offline;
scope.XMLHttpRequest = scope.WebSocket = scope.importScripts = undefined;

async function fetchText(address: string): Promise<string> {
  const response = await ownFetch(address).catch(() => null);
  if (!response?.ok) throw new MakeCodeError('makecode_unavailable', { file: address });
  return response.text();
}

async function start({ target, runtimes }: Extract<ToWorker, { type: 'start' }>): Promise<Engine> {
  const engine = createEngine({
    scope,
    target: JSON.parse(await fetchText(target)) as unknown,
    evaluateExtension: paperkiteEvaluateExtension,
    readRuntime: (sha) => (runtimes[sha] === undefined ? Promise.resolve(null) : fetchText(runtimes[sha])),
    now: () => performance.now(),
  });
  await engine({ text: WARM_UP, dependencies: 'blocks', output: 'universal' });
  return engine;
}

function tellFailure(serial: number | null, error: unknown): void {
  const known = error instanceof MakeCodeError ? error : null;
  const details = known?.details ?? { message: String(error) };
  scope.postMessage({ type: 'failed', serial, code: known?.code ?? 'makecode_failed', details });
}

let engine: Promise<Engine> | null = null;
let last: Promise<void> = Promise.resolve();

// pxt's script listens to messages of MakeCode's editor, and would answer ours.
scope.onmessage = null;
scope.addEventListener('message', ({ data }) => {
  if (data.type === 'start') {
    engine = start(data);
    engine.catch((error: unknown) => tellFailure(null, error));
    return;
  }
  const { serial, request } = data;
  last = last
    .then(async () => {
      if (engine === null) return;
      scope.postMessage({ type: 'done', serial, outcome: await (await engine)(request) });
    })
    .catch((error: unknown) => tellFailure(serial, error));
});
