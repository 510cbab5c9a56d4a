import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Only the JSON line. */
  json: boolean;
  /** Fresh processes for each engine and project. */
  processes: number;
  /** Names of the projects to run; all when it is empty. */
  only: readonly string[];
  /** Folder with `bench-sb3` and `bench-js/baseline.mjs`. */
  fixtures: string;
  /** Whether our own projects run, too. */
  more: boolean;
  /** Whether scratch-vm runs, too. */
  scratchVm: boolean;
  /** Folder in whose node_modules scratch-vm is; "" for the one beside this file. */
  scratchVmFolder: string;
}

export const USAGE = `npm run -s stage:bench -- [--json] [--processes 5] [--only arith,mandel] [--no-more] [--no-scratch-vm]
  [--fixtures FOLDER]    with bench-sb3 and bench-js; else STAGE_FIXTURES, else shared/fixtures beside the repository
  [--scratch-vm-in FOLDER]  whose node_modules has scratch-vm; else SCRATCH_VM, else it is installed in bench/stage/peer`;

/** Reads the command line; throws a sentence when a number is none. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      json: { type: 'boolean', default: false },
      processes: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      fixtures: { type: 'string' },
      more: { type: 'boolean', default: true },
      'scratch-vm': { type: 'boolean', default: true },
      'scratch-vm-in': { type: 'string' },
    },
  });
  const processes = Number(values.processes);
  if (!Number.isInteger(processes) || processes < 1)
    throw new Error(`--processes must be a number from 1 up.\n${USAGE}`);
  return {
    json: values.json,
    processes,
    only: values.only.split(',').filter((name) => name !== ''),
    fixtures:
      values.fixtures ??
      process.env.STAGE_FIXTURES ??
      fileURLToPath(new URL('../../../shared/fixtures', import.meta.url)),
    more: values.more,
    scratchVm: values['scratch-vm'],
    scratchVmFolder: values['scratch-vm-in'] ?? process.env.SCRATCH_VM ?? '',
  };
}
