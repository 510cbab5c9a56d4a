import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { unwrap } from '@paperkite/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from './data-folder-lock.ts';

describe('the lock on the data folder', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'paperkite-lock-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is refused while another living process holds it, and names that process', async () => {
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    writeFileSync(join(folder, 'server.pid'), `${other.pid}\n`);
    expect(await lockDataFolder(folder, 100)).toEqual({ ok: false, error: other.pid });
    other.kill('SIGKILL');
  });

  it('is taken over from a process that was killed', async () => {
    const other = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => other.on('exit', resolve));
    writeFileSync(join(folder, 'server.pid'), `${other.pid}\n`);
    unwrap(await lockDataFolder(folder, 100)).release();
  });

  it('is taken over when the number now belongs to another process', async () => {
    writeFileSync(join(folder, 'server.pid'), `${process.ppid} 1\n`);
    expect((await lockDataFolder(folder, 100)).ok).toBe(process.platform === 'linux');
  });

  it('can be taken again after it was released', async () => {
    unwrap(await lockDataFolder(folder, 100)).release();
    unwrap(await lockDataFolder(folder, 100)).release();
  });
});
