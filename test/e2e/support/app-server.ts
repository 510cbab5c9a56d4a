import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../../apps/web/server/main.ts', import.meta.url));

/** The real server on a data folder of its own. Needs the built application. */
export class AppServer {
  readonly port: number;
  readonly dataDir: string;
  #child: ChildProcess | undefined;
  #log = '';

  private constructor(port: number, dataDir: string) {
    this.port = port;
    this.dataDir = dataDir;
  }

  static async start(env: Record<string, string> = {}): Promise<AppServer> {
    const server = new AppServer(await freePort(), mkdtempSync(join(tmpdir(), 'paperkite-e2e-')));
    await server.#launch(env);
    return server;
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** What the server printed since its last start. */
  get log(): string {
    return this.#log;
  }

  async #launch(env: Record<string, string> = {}): Promise<void> {
    this.#log = '';
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ENTRY], {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(this.port),
        HOST: '127.0.0.1',
        PAPERKITE_DATA: this.dataDir,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (this.#log += String(chunk)));
    const until = Date.now() + 90_000;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${this.#log}`);
      const answer = await fetch(`${this.origin}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      if (Date.now() > until) throw new Error(`the server did not get ready:\n${this.#log}`);
      await sleep(100);
    }
  }

  /** Kills the server and its database the hard way, as a power cut would, and starts them again. */
  async killAndRestart(): Promise<void> {
    const child = this.#child;
    if (!child?.pid) throw new Error('the server is not running');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    for (const pid of [child.pid, ...descendants(child.pid)]) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself in the meantime.
      }
    }
    await gone;
    await this.#launch();
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Process ids of children, grandchildren and so on (Linux). */
function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended while we looked.
    }
  }
  const found: number[] = [];
  const visit = (pid: number): void => {
    for (const child of children.get(pid) ?? []) {
      found.push(child);
      visit(child);
    }
  };
  visit(root);
  return found;
}
