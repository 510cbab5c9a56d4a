// What every command needs before it can do anything: Node >= 20, the dependencies, and the Node 24 that comes with them.
// Runs before anything is installed, so it imports nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const WINDOWS = process.platform === 'win32';

/** Path of the Node 24 that the `node` dev dependency brings; the machine's own may be too old for the build. */
export function bundledNode() {
  const own = join(ROOT, 'node_modules', 'node', 'bin', WINDOWS ? 'node.exe' : 'node');
  return existsSync(own) ? own : process.execPath;
}

export function say(text) {
  process.stdout.write(`\u001b[36m▸\u001b[0m ${text}\n`);
}

export function fail(text) {
  process.stderr.write(`\u001b[31m✗\u001b[0m ${text}\n`);
  process.exit(1);
}

/** Environment in which child processes find the bundled Node and the installed command-line tools first. */
export function toolEnvironment(extra = {}) {
  const separator = WINDOWS ? ';' : ':';
  const path = [dirname(bundledNode()), join(ROOT, 'node_modules', '.bin'), process.env.PATH ?? ''].join(separator);
  return { ...process.env, PATH: path, ...extra };
}

/** Runs a tool of node_modules/.bin by its JavaScript entry under the bundled Node; resolves with the exit code. */
export function runTool(name, args, { cwd = ROOT, env = {} } = {}) {
  return run(bundledNode(), [toolEntry(name), ...args], { cwd, env });
}

/** Runs a program with its output shown; resolves with the exit code. */
export function run(command, args, { cwd = ROOT, env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: toolEnvironment(env), stdio: 'inherit' });
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

const TOOL_PACKAGES = {
  tsc: 'typescript',
  'svelte-check': 'svelte-check',
  'svelte-kit': '@sveltejs/kit',
  vite: 'vite',
  vitest: 'vitest',
  eslint: 'eslint',
  prettier: 'prettier',
  depcruise: 'dependency-cruiser',
  knip: 'knip',
  'paraglide-js': '@inlang/paraglide-js',
};

function toolEntry(name) {
  const folder = join(ROOT, 'node_modules', TOOL_PACKAGES[name]);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

const LOCK = join(ROOT, '.preparing');
/** Milliseconds; installing and building take minutes. */
const LOCK_HOLDS = 60 * 60_000;

/**
 * Does what changes this folder while no other command of ours does: two starts at once would build over each other. A lock
 * whose owner is gone counts for nothing.
 */
export async function alone(work) {
  let told = false;
  while (!tryLock()) {
    if (!told) say('Another command is preparing this folder; waiting for it …');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const release = () => {
    // It may be somebody else's, where this one could make none.
    if (owner() === process.pid) rmSync(LOCK, { force: true });
  };
  process.on('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function tryLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    // Whoever may not write here cannot build over anybody either.
    if (error.code !== 'EEXIST') return true;
  }
  try {
    const age = Date.now() - statSync(LOCK).mtimeMs;
    // A lock without a number is being written; an old one has a number that is somebody else's by now.
    if ((owner() > 0 && !isAlive(owner())) || age > LOCK_HOLDS) rmSync(LOCK, { force: true });
  } catch (error) {
    // Nor can whoever may not take away what a dead one left.
    return error.code !== 'ENOENT';
  }
  return false;
}

/** The process that holds the lock; 0 where none does or says so. */
function owner() {
  try {
    return Number(readFileSync(LOCK, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Installs the exact dependencies of the lockfile unless that was already done. */
export async function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) fail(`Paperkite needs Node 20 or newer; this is ${process.version}. Get it from nodejs.org.`);
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  const marker = join(ROOT, 'node_modules', '.paperkite-installed');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  say('Installing what Paperkite needs (once; about a minute) …');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: WINDOWS,
  });
  if (result.status !== 0) {
    fail(
      'The installation did not finish. Check the network and the free disk space (2 GB), then run the same command again.',
    );
  }
  if (!existsSync(join(ROOT, 'node_modules', 'node', 'bin', WINDOWS ? 'node.exe' : 'node')) && major < 24) {
    spawnSync('npm', ['rebuild', 'node', '--loglevel=error'], { cwd: ROOT, stdio: 'inherit', shell: WINDOWS });
  }
  writeFileSync(marker, lock);
}

/** Whether `output` was made from the very state of `inputs` that is on disk now (names, sizes, times of change). */
export function isFresh(stampFile, inputs) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint(inputs);
}

export function writeStamp(stampFile, inputs) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, fingerprint(inputs));
}

const PASSED_OVER = new Set(['node_modules', 'build', '.svelte-kit', 'generated', '.git', '.data']);

function fingerprint(inputs) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) if (!PASSED_OVER.has(name)) visit(join(path, name));
    } else hash.update(`${relative(ROOT, path)}\0${stat.size}\0${Math.round(stat.mtimeMs)}\n`);
  };
  for (const input of inputs) visit(join(ROOT, input));
  return hash.digest('hex');
}
