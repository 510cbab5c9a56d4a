import { lockWorker } from './lockdown.ts';
import { decodeToWorker, type FromWorker } from './protocol.ts';
import { ScriptLoader } from './script-loader.ts';
import { WorkerStage } from './worker-stage.ts';
import type { WorkerScope } from './worker-scope.ts';

/** The worker's entry: takes what it needs for itself, locks the rest away, and listens. */

const scope = globalThis as unknown as WorkerScope;
const post = scope.postMessage.bind(scope);
const scripts = new ScriptLoader(scope);
lockWorker();

const send = (message: FromWorker, transfer: Transferable[] = []): void => post(message, transfer);
const stage = new WorkerStage(scripts, send);

scope.addEventListener('message', ({ data }) => {
  const message = decodeToWorker(data);
  if (message) stage.receive(message);
});
