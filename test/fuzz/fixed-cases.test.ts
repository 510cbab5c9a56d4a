import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const SHARED = existsSync(new URL('../../../shared/fixtures/bench-sb3/', import.meta.url));

/** Cases that once were slow or wrong. Those that start from Scratch projects beside the repository need these. */
const CASES: readonly { seed: number; index: number; what: string; shared: boolean }[] = [
  { seed: 20261123, index: 29905, what: '16,000 blocks inside each other, written and read four times', shared: false },
  { seed: 20261122, index: 8217, what: 'a script without screen refresh that grows a long text', shared: true },
  { seed: 20261123, index: 4966, what: 'another one', shared: true },
  { seed: 20261123, index: 50378, what: 'a list of ever longer texts that is searched', shared: true },
  { seed: 20261123, index: 68772, what: 'another one', shared: true },
  { seed: 20261201, index: 2, what: 'a block below one that ends its stack', shared: true },
  { seed: 20261203, index: 7782, what: 'a monitor of `__proto__`', shared: true },
  { seed: 20261201, index: 5658, what: 'hundreds of thousands of blocks of nothing', shared: false },
];
const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

interface Line {
  index?: number;
  openMs: number;
  allMs: number;
  faults: string[];
}

describe('files that once were slow or wrong', () => {
  it.each(CASES.filter(({ shared }) => SHARED || !shared))(
    'case $index of $seed: $what',
    ({ seed, index }) => {
      const args = ['--max-old-space-size=512', WORKER, `${seed}`, `${index}`, `${index + 1}`];
      const { stdout } = spawnSync(process.execPath, args);
      const lines = stdout.toString().trim().split('\n');
      const examined = lines.map((line) => JSON.parse(line) as Line).find((line) => line.index === index);
      expect(examined?.faults).toEqual([]);
      expect(examined?.openMs).toBeLessThan(2_000);
      // With eight frames of running, and for some with writing and reading again, twice.
      expect(examined?.allMs).toBeLessThan(index === 29905 ? 20_000 : 2_000);
    },
    120_000,
  );
});
