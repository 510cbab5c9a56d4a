import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createContext, runInContext } from 'node:vm';
import { RUNTIMES, type MakeCodeCompiler } from '../compiler.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { PxtScope } from '../engine/pxt-scope.ts';
import { trimTarget, type PxtTarget } from '../engine/trim-target.ts';
import { MakeCodeError } from '../makecode-error.ts';

const require = createRequire(import.meta.url);

/** pxt's script expects the globals of a worker; what it is not given it does not use. */
function evaluateWorkerScript() {
  const globals: Record<string, unknown> = {
    console,
    setTimeout,
    clearTimeout,
    performance,
    btoa,
    atob,
    TextEncoder,
    TextDecoder,
  };
  globals.self = globals.global = globals;
  // It reports that it is ready; nobody listens.
  globals.postMessage = () => undefined;
  const context = createContext(globals);
  const script = require.resolve('pxt-core/built/web/pxtworker.js');
  runInContext(readFileSync(script, 'utf8'), context, { filename: script });
  return { context, scope: globals as unknown as PxtScope };
}

function loadEngine(): Engine {
  const { context, scope } = evaluateWorkerScript();
  const target = JSON.parse(readFileSync(require.resolve('pxt-microbit/built/target.json'), 'utf8')) as PxtTarget;
  const folder = join(dirname(require.resolve('pxt-microbit/package.json')), 'built/hexcache');
  return createEngine({
    scope,
    target: runInContext(`(${JSON.stringify(trimTarget(target))})`, context),
    evaluateExtension: () => runInContext(target.compile.compilerExtension, context) as void,
    // Not whatever is installed: what works here shall work in the browser, too.
    readRuntime: (sha) =>
      Promise.resolve(
        RUNTIMES.some((known) => known === sha) ? readFileSync(join(folder, `${sha}.hex`), 'utf8') : null,
      ),
    now: () => performance.now(),
  });
}

/** MakeCode's compiler in this process, from the installed packages: for the command line and tests. It blocks while it works. */
export function createNodeCompiler(): MakeCodeCompiler {
  let engine: Engine | null = null;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();
  return {
    compile(request, { signal } = {}) {
      const answer = last.then(() => {
        signal?.throwIfAborted();
        if (closed) throw new MakeCodeError('makecode_closed');
        engine ??= loadEngine();
        return engine(request);
      });
      last = answer.catch(() => undefined);
      return answer;
    },
    close() {
      closed = true;
      engine = null;
    },
  };
}
