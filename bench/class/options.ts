import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Groups of pupils, each with a teacher who has all their projects open. */
  classes: number;
  /** Pupils in each class, each with a project of their own. */
  pupils: number;
  /** Edits of each pupil per second. */
  rate: number;
  /** Length of the measured part. */
  seconds: number;
  /** How often the server is killed with -9 after it. */
  kill9: number;
  /** Whether the peer (Hocuspocus as it comes) is measured too. */
  stock: boolean;
  /** Whether the application is built first when anything changed. */
  build: boolean;
}

export const USAGE =
  'bench:class -- [--classes 1] [--pupils 50] [--rate 5] [--seconds 60] [--kill9 0] [--no-stock] [--no-build] [--json]';

/** Reads the command line; throws a sentence when a number is none. `--json` is accepted: the last line always is JSON. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      classes: { type: 'string', default: '1' },
      pupils: { type: 'string', default: '50' },
      rate: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '60' },
      kill9: { type: 'string', default: '0' },
      stock: { type: 'boolean', default: true },
      build: { type: 'boolean', default: true },
      json: { type: 'boolean', default: false },
    },
  });
  const number = (name: 'classes' | 'pupils' | 'rate' | 'seconds' | 'kill9', least: number): number => {
    const value = Number(values[name]);
    if (!Number.isFinite(value) || value < least)
      throw new Error(`--${name} must be a number from ${least} up.\n${USAGE}`);
    return value;
  };
  return {
    classes: Math.floor(number('classes', 1)),
    pupils: Math.floor(number('pupils', 1)),
    rate: number('rate', 0.01),
    seconds: number('seconds', 1),
    kill9: Math.floor(number('kill9', 0)),
    stock: values.stock,
    build: values.build,
  };
}
