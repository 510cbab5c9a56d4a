import { execFile, spawn } from 'node:child_process';
import { access, chmod, chown, cp, mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgresFiles } from './binaries.ts';
import type { PostgresFiles } from './binaries.ts';
import { startEmbeddedPostgres } from './index.ts';
import type { EmbeddedPostgres } from './index.ts';
import { singleClient } from '../single-client.ts';

const run = promisify(execFile);
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

let open: string;
let closed: string;
beforeAll(async () => {
  open = await mkdtemp(path.join(tmpdir(), 'paperkite-open-'));
  await chmod(open, 0o755);
  closed = path.join(open, 'closed');
  await mkdir(closed, { mode: 0o700 });
});
afterAll(async () => {
  await rm(open, { recursive: true, force: true });
});

async function answers(database: EmbeddedPostgres): Promise<boolean> {
  const client = singleClient(database.connectionString);
  await client.connect();
  const { rowCount } = await client.query('select 1');
  await client.end();
  return rowCount === 1;
}

/** The files of PostgreSQL as npm unpacks them when no install script may run: without the links to its libraries. */
async function withoutLinks(folder: string): Promise<PostgresFiles> {
  const files = await findPostgresFiles();
  const native = path.join(folder, 'package', 'native');
  await cp(files.native, native, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of links) await rm(path.join(path.dirname(native), target), { force: true });
  return { ...files, native };
}

describe.runIf(process.platform === 'linux')('where install scripts did not run', () => {
  it('the libraries are found all the same, and node_modules stays as it is', async () => {
    const files = await withoutLinks(closed);
    const before = await readdir(path.join(files.native, 'lib'));
    const dataDir = path.join(closed, 'unlinked');
    for (let start = 0; start < 2; start++) {
      const database = await startEmbeddedPostgres({ dataDir, files });
      expect(await answers(database)).toBe(true);
      await database.stop();
    }
    expect(await readdir(path.join(files.native, 'lib'))).toEqual(before);
  });
});

describe.runIf(isRoot)('as an ordinary user', () => {
  it('it runs as that user', async ({ skip }) => {
    const nobody = { uid: 65534, gid: 65534 };
    const look = `require('node:fs').accessSync(${JSON.stringify(import.meta.filename)})`;
    // Where the folder is closed not even Node of this checkout can be started.
    const reachable = await run(process.execPath, ['-e', look], { ...nobody, cwd: '/' }).then(
      () => true,
      () => false,
    );
    if (!reachable) return skip('this checkout is not open to other users');
    const home = path.join(open, 'users');
    await mkdir(home, { mode: 0o700 });
    await chown(home, nobody.uid, nobody.gid);
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { startEmbeddedPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'index.ts'))};
         const database = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(path.join(home, 'database'))} });
         console.log(database.place.kind);
         await database.stop();`,
      ],
      { ...nobody, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((resolve) => child.once('close', resolve));
    expect(output.trim()).toBe('direct');
    expect((await stat(path.join(home, 'database', 'cluster'))).uid).toBe(nobody.uid);
  });
});

// These make an account on the machine, which is why they are not part of every run.
describe.runIf(isRoot && process.env.PAPERKITE_DEEP)('as root without user namespaces', () => {
  let hadAccount = false;
  beforeAll(async () => {
    hadAccount = await run('id', ['paperkite']).then(
      () => true,
      () => false,
    );
  });
  afterAll(async () => {
    if (!hadAccount) await run('userdel', ['paperkite']).catch(() => undefined);
  });

  it('it stays in place where its account can reach', async () => {
    const dataDir = path.join(open, 'reachable');
    for (let start = 0; start < 2; start++) {
      const database = await startEmbeddedPostgres({ dataDir, allowNamespace: false });
      expect(database.place).toEqual({ kind: 'user', home: dataDir });
      expect(await answers(database)).toBe(true);
      await database.stop();
    }
  });

  it('it moves to a reachable place where it cannot, binaries and all, and finds it again', async () => {
    const files = await withoutLinks(await mkdtemp(path.join(closed, 'installed-')));
    const dataDir = path.join(closed, 'elsewhere');
    const homes: string[] = [];
    for (let start = 0; start < 2; start++) {
      const database = await startEmbeddedPostgres({ dataDir, files, allowNamespace: false });
      homes.push(database.place.home);
      expect(await answers(database)).toBe(true);
      await database.stop();
    }
    try {
      expect(homes[1]).toBe(homes[0]);
      expect(homes[0]).toMatch(/^\/var\/lib\/paperkite\//);
      expect((await stat(closed)).mode & 0o777).toBe(0o700);
      expect((await stat(homes[0]!)).mode & 0o777).toBe(0o700);
      await access(path.join(homes[0]!, `native-${files.version}`, 'bin', 'postgres'));
    } finally {
      await rm(homes[0]!, { recursive: true, force: true });
    }
    await expect(startEmbeddedPostgres({ dataDir, allowNamespace: false })).rejects.toMatchObject({
      code: 'database_start_failed',
    });
  });
});
