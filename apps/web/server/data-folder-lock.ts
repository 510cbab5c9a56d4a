import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '@paperkite/kernel';

/** One server to a data folder. A lock whose holder is gone is taken over. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder's lock, waiting up to `waitMs` for a holder that is just ending.
 * The error is the process id of the holder that lives on.
 */
export async function lockDataFolder(dataDir: string, waitMs = 15_000): Promise<Result<FolderLock, number>> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'server.pid');
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, `${process.pid} ${startTicks(process.pid) ?? ''}\n`);
      closeSync(descriptor);
      return ok({ release: () => rmSync(file, { force: true }) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = livingHolder(file);
    if (holder === undefined) rmSync(file, { force: true });
    else if (Date.now() > until) return err(holder);
    else await sleep(200);
  }
}

function livingHolder(file: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const [pidText, ticks] = text.trim().split(' ');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  // The number may have been given to another process since (after a reboot, say).
  const now = startTicks(pid);
  return ticks && now && now !== ticks ? undefined : pid;
}

/** When a process started, in clock ticks since boot, on Linux; elsewhere unknown. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
