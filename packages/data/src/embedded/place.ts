import { execFile, spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { DataError } from '../errors.ts';
import { executable } from './binaries.ts';
import type { PostgresFiles } from './binaries.ts';

const run = promisify(execFile);

/**
 * Where the cluster lives and as whom PostgreSQL runs, which refuses to run as root:
 * - `direct`: we are not root (or on Windows); nothing special.
 * - `namespace`: we are root, and run it in a user namespace in which our id is another one. It reaches what we reach.
 * - `user`: we are root without namespaces: it runs as an ordinary user, in a place that this user can reach.
 */
export interface Place {
  kind: 'direct' | 'namespace' | 'user';
  /** The folder that holds `cluster`. */
  home: string;
  files: PostgresFiles;
  /** The owner that files meant for PostgreSQL need. */
  owner?: { uid: number; gid: number };
  spawn(binary: string, args: string[], options: SpawnOptions): ChildProcess;
}

interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** The folder for what does not fit under a folder that only root may enter. */
const ELSEWHERE = '/var/lib/paperkite';
const OWN_ACCOUNT = 'paperkite';

export async function choosePlace(dataDir: string, files: PostgresFiles, allowNamespace: boolean): Promise<Place> {
  const direct: Place = { kind: 'direct', home: dataDir, files, spawn };
  if (process.platform === 'win32' || process.getuid?.() !== 0) return direct;

  const marked = await readMarker(dataDir);
  if (marked !== undefined) return inUserPlace(marked, files, await accountOf(path.join(marked, 'cluster')));

  const clusterOwner = await accountOf(path.join(dataDir, 'cluster'));
  if (clusterOwner !== undefined && clusterOwner.uid !== 0) return inUserPlace(dataDir, files, clusterOwner);

  if (allowNamespace) {
    const prefix = await namespacePrefix();
    if (prefix !== undefined) {
      return {
        ...direct,
        kind: 'namespace',
        spawn: (binary, args, options) => spawn('unshare', [...prefix, binary, ...args], options),
      };
    }
  }
  if (clusterOwner !== undefined) {
    throw new DataError('database_start_failed', {
      reason: 'the database belongs to root, and this kernel no longer allows user namespaces',
    });
  }
  const account = await ownAccount();
  if (await canWriteUnder(dataDir, account)) return inUserPlace(dataDir, files, account);
  return inUserPlace(await makeElsewhere(dataDir, account), files, account);
}

/** The arguments with which `unshare` makes a working user namespace here, or undefined. */
async function namespacePrefix(): Promise<string[] | undefined> {
  if (process.platform !== 'linux') return undefined;
  // initdb wants its user to have a name: any account will do, as the number means nothing outside the namespace.
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const other = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => Number(fields[2]) > 0);
  if (other === undefined) return undefined;
  const prefix = ['--user', `--map-user=${other[2]}`, `--map-group=${other[3]}`, '--'];
  const answer = await run('unshare', [...prefix, 'id', '-u']).catch(() => undefined);
  return answer?.stdout.trim() === other[2] ? prefix : undefined;
}

/** Runs as `account` inside `home`, from the installed binaries if it reaches them, else from a copy in `home`. */
async function inUserPlace(home: string, files: PostgresFiles, account: Account | undefined): Promise<Place> {
  if (account === undefined) {
    throw new DataError('database_start_failed', { reason: `there is no database in ${home}, which a marker names` });
  }
  const { uid, gid } = account;
  const reachable = await run(executable(files, 'postgres'), ['--version'], { uid, gid }).then(
    () => true,
    () => false,
  );
  return {
    kind: 'user',
    home,
    files: reachable ? files : await copyFiles(home, files),
    owner: { uid, gid },
    spawn: (binary, args, options) => spawn(binary, args, { ...options, uid, gid }),
  };
}

async function copyFiles(home: string, files: PostgresFiles): Promise<PostgresFiles> {
  const native = path.join(home, `native-${files.version}`);
  const present = await stat(native).catch(() => undefined);
  if (present === undefined) {
    const draft = `${native}.${randomBytes(4).toString('hex')}`;
    await cp(files.native, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, native);
  }
  return { ...files, native };
}

async function readMarker(dataDir: string): Promise<string | undefined> {
  const text = await readFile(path.join(dataDir, 'place.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { home, key } = JSON.parse(text) as { home: string; key: string };
  const found = await readFile(path.join(home, 'key'), 'utf8').catch(() => '');
  if (found !== key) {
    throw new DataError('database_start_failed', { reason: `${home}, where the database lives, is gone or not ours` });
  }
  return home;
}

/** A folder that only `account` can enter, in a place that it can reach; the marker in `dataDir` leads there. */
async function makeElsewhere(dataDir: string, account: Account): Promise<string> {
  const key = randomBytes(12).toString('hex');
  const home = path.join(ELSEWHERE, key);
  await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 });
  await mkdir(home, { mode: 0o700 });
  await chown(home, account.uid, account.gid);
  await writeFile(path.join(home, 'key'), key);
  const marker = path.join(dataDir, 'place.json');
  await writeFile(`${marker}.new`, JSON.stringify({ home, key }), { mode: 0o600 });
  // An initialised cluster is what makes the place count: an interrupted first start leaves an empty one.
  await mkdir(path.join(home, 'cluster'), { mode: 0o700 });
  await chown(path.join(home, 'cluster'), account.uid, account.gid);
  await rename(`${marker}.new`, marker);
  return home;
}

/** Whether the account could work in a folder of its own under `parent`. Tried, not computed. */
async function canWriteUnder(parent: string, account: Account): Promise<boolean> {
  const probe = path.join(parent, `probe-${randomBytes(4).toString('hex')}`);
  await mkdir(probe, { mode: 0o700 });
  try {
    await chown(probe, account.uid, account.gid);
    await run('/bin/sh', ['-c', 'test -w "$1" && cd "$1"', 'sh', probe], {
      uid: account.uid,
      gid: account.gid,
      cwd: '/',
    });
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

async function accountOf(folder: string): Promise<Account | undefined> {
  const found = await stat(folder).catch(() => undefined);
  return found === undefined ? undefined : { name: '', uid: found.uid, gid: found.gid };
}

/** The account `paperkite`, made when it is missing; else the `postgres` that a system package may have made. */
async function ownAccount(): Promise<Account> {
  const known = await findAccount(OWN_ACCOUNT);
  if (known !== undefined) return known;
  await run('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_ACCOUNT]).catch(
    () => undefined,
  );
  const account =
    (await findAccount(OWN_ACCOUNT)) ?? (await findAccount('postgres')) ?? (await findAccount('_postgres'));
  if (account !== undefined) return account;
  throw new DataError('database_start_failed', {
    reason: 'PostgreSQL refuses to run as root, and no other account could be made for it',
  });
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/** Makes an empty private folder that PostgreSQL owns, replacing what an interrupted start may have left there. */
export async function makeOwnedFolder(place: Place, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  await giveToPostgres(place, folder, 0o700);
}

export async function giveToPostgres(place: Place, file: string, mode: number): Promise<void> {
  if (place.owner !== undefined) await chown(file, place.owner.uid, place.owner.gid);
  await chmod(file, mode);
}
