import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DataError } from '../errors.ts';

interface Holder {
  pid: number;
  /** When that process began, in the kernel's own words; '' where the platform does not tell. Guards against reuse of ids. */
  began: string;
  nonce: string;
}

/** Start time of a live process as the Linux kernel counts it; undefined: no such process; '': alive, time unknown. */
export async function processBegan(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // The command name in parentheses may itself hold spaces and parentheses. Field 3 is the state, field 22 the time.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
  }
  try {
    process.kill(pid, 0);
    return '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? '' : undefined;
  }
}

async function readHolder(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Holder);
  } catch {
    return { pid: 0, began: '', nonce: '' };
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.pid <= 0) return false;
  const began = await processBegan(holder.pid);
  return began !== undefined && (began === '' || holder.began === '' || began === holder.began);
}

/**
 * Makes this process the only supervisor of a folder. A lock left by a killed process is taken over: it names the process
 * and when that process began.
 * @returns releases the lock.
 * @throws DataError `database_in_use` with the holder's `pid`.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'supervisor.lock');
  const nonce = randomBytes(8).toString('hex');
  const mine: Holder = { pid: process.pid, began: (await processBegan(process.pid)) ?? '', nonce };
  const draft = `${file}.${nonce}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A hard link appears with its content in one step and fails if the name is taken.
        await link(draft, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = await readHolder(file);
      if (holder === undefined) continue;
      if (await isAlive(holder)) throw new DataError('database_in_use', { pid: holder.pid });
      const aside = `${draft}.stale`;
      await rename(file, aside).catch(() => undefined);
      const moved = await readHolder(aside);
      if (moved !== undefined && moved.nonce !== holder.nonce) {
        // Somebody else took the stale lock over in this very moment: give theirs back.
        await link(aside, file).catch(() => undefined);
        await rm(aside, { force: true });
        throw new DataError('database_in_use', { pid: moved.pid });
      }
      await rm(aside, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    const holder = await readHolder(file);
    if (holder?.nonce === nonce) await rm(file, { force: true });
  };
}
