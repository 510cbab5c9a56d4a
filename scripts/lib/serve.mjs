import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
    // Between npm and this process there may be a shell, which outlives npm.
    const launchers = () => `${process.ppid} ${parentOf(process.ppid)}`;
    const atStart = launchers();
    setInterval(() => {
      if (launchers() !== atStart) child.kill('SIGTERM');
    }, 1000).unref();
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** The parent of a process, where the system tells (Linux). */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return '';
  }
}
