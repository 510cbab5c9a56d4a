import type { ChildProcess } from 'node:child_process';
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataError } from '../errors.ts';
import { executable, findPostgresFiles, libraryEnvironment } from './binaries.ts';
import type { PostgresFiles } from './binaries.ts';
import {
  APPLICATION,
  DATABASE,
  SUPERUSER,
  connectionString,
  ensureApplication,
  ensureCluster,
  loadPasswords,
  spawnServer,
} from './cluster.ts';
import type { Passwords } from './cluster.ts';
import { lockFolder } from './folder-lock.ts';
import { stopOrphans } from './orphans.ts';
import { choosePlace } from './place.ts';
import type { Place } from './place.ts';
import { singleClient } from '../single-client.ts';

export interface EmbeddedPostgresOptions {
  /** A folder of ours alone; made when it is missing, so that others may pass through but not list it. */
  dataDir: string;
  /** Progress and recovery, a line each, for whoever watches the start. */
  log?: (line: string) => void;
  /** PostgreSQL's own log, a line each. */
  serverLog?: (line: string) => void;
  /** Told once when the server keeps dying and is given up. */
  onGiveUp?: (error: DataError) => void;
  /** False forgoes user namespaces where root could have one: for kernels on which they misbehave. Default true. */
  allowNamespace?: boolean;
  /** Another installation than the one from npm: for tests on older releases. */
  files?: PostgresFiles;
}

export interface EmbeddedPostgres {
  /** As the application's account, which is not a superuser. Valid until `stop`, also across restarts of the server. */
  connectionString: string;
  /** Which way was found to run PostgreSQL, and where its files are. */
  place: { kind: Place['kind']; home: string };
  /** Process id of the server at present. */
  pid(): number | undefined;
  /** Ends all connections and the server, and releases the folder. */
  stop(): Promise<void>;
}

const READY_PATIENCE_MS = 120_000;
const RESTARTS_PER_MINUTE = 5;

interface Running {
  place: Place;
  cluster: string;
  port: number;
  libraries: Record<string, string>;
  passwords: Passwords;
  serverLog: ServerLog;
  child: ChildProcess;
  stopping: boolean;
  /** When the server was started anew after dying, within the last minute. */
  restarts: number[];
}

/**
 * Runs PostgreSQL for this process: makes the cluster at first, takes over after a hard kill of anything, starts the server
 * again when it dies, on the same port.
 * @throws DataError `database_in_use`: another live process supervises the folder; `database_platform_unsupported`;
 * `database_start_failed` with a `reason`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const dataDir = path.resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const unlock = await lockFolder(dataDir);
  try {
    const serverLog = keepTail(options.serverLog ?? (() => undefined));
    const running = await start(dataDir, options, log, serverLog);
    supervise(running, log, options.onGiveUp ?? (() => undefined));
    return {
      connectionString: connectionString(running.port, APPLICATION, running.passwords.application, DATABASE),
      place: { kind: running.place.kind, home: running.place.home },
      pid: () => running.child.pid,
      stop: async () => {
        running.stopping = true;
        await stopServer(running);
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

interface ServerLog {
  line: (line: string) => void;
  /** The last lines, for the report of a failed start. */
  tail: string[];
}

function keepTail(pass: (line: string) => void): ServerLog {
  const tail: string[] = [];
  const line = (text: string): void => {
    tail.push(text);
    if (tail.length > 12) tail.shift();
    pass(text);
  };
  return { line, tail };
}

async function start(
  dataDir: string,
  options: EmbeddedPostgresOptions,
  log: (line: string) => void,
  serverLog: ServerLog,
): Promise<Running> {
  const files = options.files ?? (await findPostgresFiles());
  const place = await choosePlace(dataDir, files, options.allowNamespace ?? true);
  const libraries = await libraryEnvironment(place.files, path.join(place.home, `lib-${files.version}`));
  const passwords = await loadPasswords(dataDir);
  const cluster = await ensureCluster(place, libraries, passwords.superuser, log);
  await stopOrphans(cluster, log);
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = spawnServer(place, cluster, port, libraries, serverLog.line);
    try {
      await untilReady(child, port, passwords, serverLog.tail);
      await ensureApplication(port, passwords);
      return { place, cluster, port, libraries, passwords, serverLog, child, stopping: false, restarts: [] };
    } catch (error) {
      child.kill('SIGKILL');
      if (attempt === 3) throw error;
      // The port may have been taken in between, or the last child of a killed server is still on its way out.
      await stopOrphans(cluster, log);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until the server takes connections, which after a crash means: until recovery is done. */
async function untilReady(
  child: ChildProcess,
  port: number,
  passwords: Passwords,
  tail: readonly string[],
): Promise<void> {
  const ending: { reason?: string } = {};
  child.once('exit', (code, signal) => (ending.reason = `server ended (${code ?? signal})`));
  child.once('error', (error) => (ending.reason = error.message));
  const deadline = Date.now() + READY_PATIENCE_MS;
  let last = 'no answer';
  while (Date.now() < deadline) {
    if (ending.reason !== undefined) {
      throw new DataError('database_start_failed', { reason: [ending.reason, ...tail].join('\n') });
    }
    const client = singleClient(connectionString(port, SUPERUSER, passwords.superuser, 'postgres'));
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      last = (error as Error).message;
      await sleep(20);
    }
  }
  throw new DataError('database_start_failed', { reason: last });
}

/** Starts the server again when it dies without having been asked to. */
function supervise(running: Running, log: (line: string) => void, giveUp: (error: DataError) => void): void {
  running.child.once('exit', (code, signal) => {
    if (running.stopping) return;
    log(`the database ended (${code ?? signal}) and is started again`);
    restart(running, log).then(
      () => supervise(running, log, giveUp),
      (cause: unknown) =>
        running.stopping
          ? undefined
          : giveUp(new DataError('database_start_failed', { reason: String(cause) }, { cause })),
    );
  });
}

async function restart(running: Running, log: (line: string) => void): Promise<void> {
  for (;;) {
    const now = Date.now();
    running.restarts = running.restarts.filter((at) => now - at < 60_000);
    if (running.restarts.length >= RESTARTS_PER_MINUTE) throw new Error('it keeps ending');
    running.restarts.push(now);
    await stopOrphans(running.cluster, log);
    if (running.stopping) return;
    running.child = spawnServer(
      running.place,
      running.cluster,
      running.port,
      running.libraries,
      running.serverLog.line,
    );
    try {
      return await untilReady(running.child, running.port, running.passwords, running.serverLog.tail);
    } catch (error) {
      running.child.kill('SIGKILL');
      log(String(error));
      await sleep(500);
    }
  }
}

/** Fast shutdown, then immediate, then kill. What is committed is safe in each case. */
async function stopServer({ child, cluster, place }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<true>((resolve) => child.once('exit', () => resolve(true)));
  const within = (ms: number): Promise<boolean> => Promise.race([gone, sleep(ms, false as boolean, { ref: false })]);
  if (process.platform === 'win32') {
    // Windows knows no signals; pg_ctl asks the server through a pipe.
    execFile(executable(place.files, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast', '-W']);
  } else {
    child.kill('SIGINT');
  }
  if (await within(20_000)) return;
  child.kill(process.platform === 'win32' ? 'SIGKILL' : 'SIGQUIT');
  if (await within(5_000)) return;
  child.kill('SIGKILL');
  await within(5_000);
}
