import { execFile } from 'node:child_process';
import { readFile, readdir, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { processBegan } from './folder-lock.ts';

const run = promisify(execFile);

/**
 * The processes of PostgreSQL that still work on a cluster although nobody supervises them: postmaster first. PostgreSQL
 * changes into its data folder, which is how its processes are told from strangers with the same id.
 */
export async function findOrphans(cluster: string): Promise<number[]> {
  const postmaster = await postmasterPid(cluster);
  if (process.platform !== 'linux') {
    return postmaster !== undefined && (await isPostgresByName(postmaster)) ? [postmaster] : [];
  }
  const folder = await realpath(cluster).catch(() => cluster);
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const cwd = await readlink(`/proc/${name}/cwd`).catch(() => undefined);
    if (cwd !== folder) continue;
    const command = await readFile(`/proc/${name}/comm`, 'utf8').catch(() => '');
    if (command.startsWith('postgres')) found.push(Number(name));
  }
  return found.sort((a, b) => Number(b === postmaster) - Number(a === postmaster) || a - b);
}

async function postmasterPid(cluster: string): Promise<number | undefined> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

async function isPostgresByName(pid: number): Promise<boolean> {
  if ((await processBegan(pid)) === undefined) return false;
  const listing =
    process.platform === 'win32'
      ? run('tasklist', ['/FI', `PID eq ${pid}`, '/NH'])
      : run('ps', ['-p', String(pid), '-o', 'comm=']);
  return listing.then(
    ({ stdout }) => stdout.includes('postgres'),
    () => false,
  );
}

/**
 * Ends whatever a killed server left running on the cluster, gently first, and removes the pid file it left. Only for a
 * caller who holds the folder's lock.
 */
export async function stopOrphans(cluster: string, log: (line: string) => void): Promise<void> {
  // Fast shutdown, then immediate, then the hammer; children of a dead postmaster ignore the first and end by themselves.
  for (const [signal, patienceMs] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    const orphans = await findOrphans(cluster);
    if (orphans.length === 0) break;
    log(`a database left running by an earlier start is stopped (process ${orphans[0]})`);
    for (const pid of signal === 'SIGINT' ? orphans.slice(0, 1) : orphans) signalProcess(pid, signal);
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline && (await findOrphans(cluster)).length > 0) await sleep(50);
  }
  if ((await findOrphans(cluster)).length === 0) await rm(path.join(cluster, 'postmaster.pid'), { force: true });
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}
