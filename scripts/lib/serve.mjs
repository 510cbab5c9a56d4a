import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { ROOT, bundledNode, toolEnvironment } from './toolchain.mjs';

/**
 * Starts the server and stays with it: passes signals on, ends with its exit code. The server watches the channel to this
 * process and shuts down cleanly when it breaks; this process in turn ends when npm, its parent, is killed.
 */
export function serve(entry, env = {}) {
  const child = spawn(bundledNode(), ['--disable-warning=ExperimentalWarning', join(ROOT, entry)], {
    cwd: ROOT,
    env: toolEnvironment(env),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) child.kill('SIGTERM');
    }, 1000).unref();
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
