import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PEER = fileURLToPath(new URL('peer', import.meta.url));
const INSTALL_MS = 5 * 60_000;

const holds = (folder: string): boolean => existsSync(join(folder, 'node_modules/scratch-vm/package.json'));

/**
 * The folder in whose node_modules scratch-vm is: the given one, or `peer` beside this file, where it is installed when it is
 * missing (200 MB, which is why it is no dependency of the whole). Null where it cannot be had.
 */
export function scratchVmFolder(given: string): string | null {
  if (given !== '') return holds(given) ? given : null;
  if (holds(PEER)) return PEER;
  console.error('installing scratch-vm for comparison (bench/stage/peer) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  spawnSync(npm, args, {
    cwd: PEER,
    stdio: ['ignore', 2, 2],
    timeout: INSTALL_MS,
    shell: process.platform === 'win32',
  });
  return holds(PEER) ? PEER : null;
}
