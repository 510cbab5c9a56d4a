import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DataError } from '../errors.ts';
import { executable } from './binaries.ts';
import { giveToPostgres, makeOwnedFolder } from './place.ts';
import type { Place } from './place.ts';
import { singleClient } from '../single-client.ts';

/** The names inside the cluster. The application is not a superuser: a hole in it must not reach the server's files. */
export const SUPERUSER = 'postgres';
export const APPLICATION = 'paperkite_app';
export const DATABASE = 'paperkite';

export interface Passwords {
  superuser: string;
  application: string;
}

/** The passwords in a file that only its owner can read, made at the first start. */
export async function loadPasswords(dataDir: string): Promise<Passwords> {
  const file = path.join(dataDir, 'passwords.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as Passwords;
  const passwords: Passwords = {
    superuser: randomBytes(24).toString('base64url'),
    application: randomBytes(24).toString('base64url'),
  };
  await writeFile(`${file}.new`, JSON.stringify(passwords), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return passwords;
}

/** PostgreSQL's own variables would redirect the server; everything else of the environment is not its business. */
function environment(libraries: Record<string, string>): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C', ...libraries };
}

/**
 * Makes the cluster unless there is one. Built under another name and renamed, so that a start that was killed half-way
 * leaves nothing that looks like a cluster.
 */
export async function ensureCluster(
  place: Place,
  libraries: Record<string, string>,
  superuserPassword: string,
  log: (line: string) => void,
): Promise<string> {
  const cluster = path.join(place.home, 'cluster');
  if ((await stat(path.join(cluster, 'PG_VERSION')).catch(() => undefined)) !== undefined) return cluster;
  log('preparing a new database');
  for (const name of await readdir(place.home)) {
    if (name.startsWith('cluster.new') || name.startsWith('pwfile')) {
      await rm(path.join(place.home, name), { recursive: true, force: true });
    }
  }
  const draft = `${cluster}.new-${randomBytes(4).toString('hex')}`;
  const pwfile = path.join(place.home, `pwfile-${randomBytes(4).toString('hex')}`);
  await makeOwnedFolder(place, draft);
  await writeFile(pwfile, `${superuserPassword}\n`, { mode: 0o600 });
  await giveToPostgres(place, pwfile, 0o600);
  try {
    // The built-in locale (17 and later) is the same on every platform and after every upgrade of it.
    const locale =
      Number.parseInt(place.files.version) >= 17
        ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
        : ['--locale=C.UTF-8'];
    const child = place.spawn(
      executable(place.files, 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${pwfile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        ...locale,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: environment(libraries), cwd: place.home },
    );
    await finished(child, 'initdb');
    await rmdir(cluster).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return;
      // Something is there that is not a cluster, or no longer: nobody's data is thrown away on a guess.
      throw new DataError('database_start_failed', { reason: `${cluster} holds files, but no PG_VERSION` });
    });
    await rename(draft, cluster);
  } finally {
    await rm(pwfile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
  return cluster;
}

async function finished(child: ChildProcess, what: string): Promise<void> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new DataError('database_start_failed', { reason: `${what}: ${output.slice(-2000)}` });
}

/** Starts the server on a port of the loopback interface. It does not belong to the terminal's process group, so that a
 * Ctrl-C reaches only us, who then stop it after our own work. */
export function spawnServer(
  place: Place,
  cluster: string,
  port: number,
  libraries: Record<string, string>,
  log: (line: string) => void,
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    // What is acknowledged must survive: stated here because the command line wins over every file.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    password_encryption: 'scram-sha-256',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Log lines may quote statements: keep children's data out of them.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
  };
  const child = place.spawn(
    executable(place.files, 'postgres'),
    ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { stdio: ['ignore', 'ignore', 'pipe'], env: environment(libraries), cwd: place.home, detached: true },
  );
  if (child.stderr) createInterface({ input: child.stderr }).on('line', log);
  return child;
}

/** Makes the application's account and database unless they are there. */
export async function ensureApplication(port: number, passwords: Passwords): Promise<void> {
  const client = singleClient(connectionString(port, SUPERUSER, passwords.superuser, 'postgres'));
  await client.connect();
  try {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [APPLICATION]);
    if (role.rowCount === 0) {
      await client.query(
        `create role ${APPLICATION} login createdb createrole password ${client.escapeLiteral(passwords.application)}`,
      );
    }
    const database = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner ${APPLICATION}`);
  } finally {
    await client.end();
  }
}

export function connectionString(port: number, user: string, password: string, database: string): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}
