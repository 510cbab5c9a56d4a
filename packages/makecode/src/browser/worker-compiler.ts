import type { CompileOutcome, MakeCodeCompiler } from '../compiler.ts';
import type { FromWorker, ToWorker } from '../engine/messages.ts';
import { MakeCodeError } from '../makecode-error.ts';
import type { MakeCodeFiles } from './makecode-files.ts';

interface Waiting {
  resolve: (outcome: CompileOutcome) => void;
  reject: (error: unknown) => void;
}

/** Milliseconds of silence, loading included, after which the worker counts as stuck: no program needs so long on any computer. */
const PATIENCE = 120_000;

/**
 * MakeCode's compiler in a worker of this page. It starts to load at once and warms up, which takes seconds on a slow machine,
 * and holds about 300 MB: make it when a micro:bit program is opened, and `close` it after. After a failure the next `compile`
 * starts anew, and so it does after a program at which the compiler never comes to an end.
 */
export function createWorkerCompiler(files: MakeCodeFiles, { patienceMs = PATIENCE } = {}): MakeCodeCompiler {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let serial = 0;
  let closed = false;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const send = (message: ToWorker) => worker?.postMessage(message);

  const end = (error: MakeCodeError) => {
    clearTimeout(patience);
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  /** As long as something is asked for, the worker must be heard of now and then. */
  const watch = () => {
    clearTimeout(patience);
    if (waiting.size === 0) return;
    patience = setTimeout(
      () => end(new MakeCodeError('makecode_failed', { message: 'no answer in time' })),
      patienceMs,
    );
  };

  const listen = ({ data }: MessageEvent<FromWorker>) => {
    const failure = data.type === 'failed' ? new MakeCodeError(data.code, data.details) : null;
    if (failure && data.serial === null) return end(failure);
    const asked = waiting.get(data.serial ?? 0);
    waiting.delete(data.serial ?? 0);
    if (data.type === 'done') asked?.resolve(data.outcome);
    else asked?.reject(failure);
    watch();
  };

  const start = () => {
    worker = new Worker(files.compiler, { name: 'makecode' });
    worker.addEventListener('message', listen);
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      // A script that does not load has no message.
      const failure = event.message
        ? new MakeCodeError('makecode_failed', { message: event.message })
        : new MakeCodeError('makecode_unavailable', { file: files.compiler });
      end(failure);
    });
    send({ type: 'start', target: files.target, runtimes: files.runtimes });
  };
  start();

  return {
    compile(request, { signal } = {}) {
      if (closed) return Promise.reject(new MakeCodeError('makecode_closed'));
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      if (worker === null) start();
      const asked = ++serial;
      return new Promise((resolve, reject) => {
        const giveUp = () => {
          waiting.delete(asked);
          reject(signal?.reason as Error);
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        const settled = () => signal?.removeEventListener('abort', giveUp);
        waiting.set(asked, {
          resolve: (outcome) => (settled(), resolve(outcome)),
          reject: (error) => (settled(), reject(error as Error)),
        });
        send({ type: 'compile', serial: asked, request });
        if (waiting.size === 1) watch();
      });
    },
    close() {
      closed = true;
      end(new MakeCodeError('makecode_closed'));
    },
  };
}
