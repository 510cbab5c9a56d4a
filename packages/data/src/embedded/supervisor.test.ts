import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrphans } from './orphans.ts';
import { startEmbeddedPostgres } from './index.ts';
import type { EmbeddedPostgres } from './index.ts';
import { singleClient } from '../single-client.ts';

const onUnix = process.platform !== 'win32';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'paperkite-embedded-'));
  await chmod(folder, 0o700);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function query(database: EmbeddedPostgres, text: string): Promise<Record<string, unknown>[]> {
  const client = singleClient(database.connectionString);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Another process that supervises the database, to be killed. */
async function startElsewhere(dataDir: string): Promise<{ child: ChildProcess; postmaster: number }> {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { startEmbeddedPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'index.ts'))};
       const database = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
       console.log(database.pid());
       setInterval(() => undefined, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: child.stdout! })) return { child, postmaster: Number(line) };
  throw new Error('the other process ended');
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

describe('the embedded database', () => {
  it('starts under a folder of mode 700, keeps what it holds, and loosens no permission', async () => {
    const dataDir = path.join(folder, 'kept');
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first, 'create table kept (n int)');
    await query(first, 'insert into kept values (42)');
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await query(second, 'select n from kept')).toEqual([{ n: 42 }]);
    await second.stop();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    if (onUnix) expect((await stat(path.join(dataDir, 'passwords.json'))).mode & 0o777).toBe(0o600);
  });

  it('never trades durability for speed, and is not a superuser', async () => {
    const database = await startEmbeddedPostgres({ dataDir: path.join(folder, 'kept') });
    const rows = await query(
      database,
      `select current_setting('fsync') f, current_setting('synchronous_commit') s, current_setting('full_page_writes') p,
              (select rolsuper from pg_roles where rolname = current_user) su`,
    );
    expect(rows).toEqual([{ f: 'on', s: 'on', p: 'on', su: false }]);
    await database.stop();
  });

  it('wants a password even on the loopback interface', async () => {
    const database = await startEmbeddedPostgres({ dataDir: path.join(folder, 'kept') });
    const wrong = new URL(database.connectionString);
    wrong.password = 'guess';
    const client = singleClient(wrong.href);
    await expect(client.connect()).rejects.toThrow(/password/);
    await database.stop();
  });

  it('tells a second process on the same folder who holds it', async () => {
    const dataDir = path.join(folder, 'kept');
    const database = await startEmbeddedPostgres({ dataDir });
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'database_in_use',
      details: { pid: process.pid },
    });
    await database.stop();
  });

  it('starts anew when a first start was cut short', async () => {
    const dataDir = path.join(folder, 'cut-short');
    await mkdir(path.join(dataDir, 'cluster.new-1', 'base'), { recursive: true });
    await mkdir(path.join(dataDir, 'cluster'));
    const database = await startEmbeddedPostgres({ dataDir });
    expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }]);
    await database.stop();
    expect((await readdir(dataDir)).filter((name) => name.startsWith('cluster'))).toEqual(['cluster']);
  });

  it('refuses to start over files that are no longer a cluster, and leaves them alone', async () => {
    const dataDir = path.join(folder, 'damaged');
    const precious = path.join(dataDir, 'cluster', 'base', '1');
    await mkdir(path.dirname(precious), { recursive: true });
    await writeFile(precious, 'rows');
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'database_start_failed' });
    expect(await readFile(precious, 'utf8')).toBe('rows');
  });

  it('is not fooled by pid files that name strangers', async () => {
    const dataDir = path.join(folder, 'kept');
    const stranger = String(process.ppid);
    await writeFile(path.join(dataDir, 'supervisor.lock'), JSON.stringify({ pid: 1, began: '1', nonce: 'x' }));
    const cluster = path.join(dataDir, 'cluster');
    if (process.platform === 'linux') {
      await writeFile(path.join(cluster, 'postmaster.pid'), `${stranger}\n${cluster}\n1\n5432\n\n\n`);
    }
    const database = await startEmbeddedPostgres({ dataDir });
    expect(await query(database, 'select n from kept')).toEqual([{ n: 42 }]);
    await database.stop();
  });
});

describe.runIf(process.platform === 'linux')('after a hard kill', () => {
  const dataDir = (): string => path.join(folder, 'kept');

  it('of our process, the next start stops the orphaned server and goes on', async () => {
    const { child, postmaster } = await startElsewhere(dataDir());
    await killed(child);
    expect(await findOrphans(path.join(dataDir(), 'cluster'))).toContain(postmaster);
    const database = await startEmbeddedPostgres({ dataDir: dataDir() });
    expect(database.pid()).not.toBe(postmaster);
    expect(await query(database, 'select n from kept')).toEqual([{ n: 42 }]);
    await database.stop();
  });

  it('of the whole tree, the next start recovers what was committed', async () => {
    const { child } = await startElsewhere(dataDir());
    const all = await findOrphans(path.join(dataDir(), 'cluster'));
    await killed(child);
    for (const pid of all) process.kill(pid, 'SIGKILL');
    const database = await startEmbeddedPostgres({ dataDir: dataDir() });
    expect(await query(database, 'select n from kept')).toEqual([{ n: 42 }]);
    await database.stop();
  });

  it('of the postmaster alone, the server is back on the same address by itself', async () => {
    const log: string[] = [];
    const database = await startEmbeddedPostgres({ dataDir: dataDir(), log: (line) => log.push(line) });
    process.kill(database.pid()!, 'SIGKILL');
    await comesBack(database);
    expect(log.join('\n')).toContain('started again');
    await database.stop();
  });

  it('of any one of its processes, the server is back by itself', async () => {
    const database = await startEmbeddedPostgres({ dataDir: dataDir() });
    const children = (await findOrphans(path.join(dataDir(), 'cluster'))).filter((pid) => pid !== database.pid());
    expect(children.length).toBeGreaterThan(3);
    for (const pid of children) {
      // One that went with an earlier victim has a new id by now.
      if (!(await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).startsWith('postgres')) continue;
      process.kill(pid, 'SIGKILL');
      await comesBack(database);
    }
    await database.stop();
  });

  async function comesBack(database: EmbeddedPostgres): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const rows = await query(database, 'select n from kept').catch((error: unknown) => {
        if (Date.now() > deadline) throw error;
        return undefined;
      });
      if (rows !== undefined) return expect(rows).toEqual([{ n: 42 }]);
      await sleep(50);
    }
  }
});
