import { sanitizeSvg } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import { Dice } from './dice.ts';
import { dangersOf, hostileSvg } from './hostile-svg.ts';
import { makeCase } from './make-case.ts';
import { fuzz } from './run-workers.ts';
import { seedFiles } from './seeds.ts';

const DEEP = process.env['PAPERKITE_DEEP'] !== undefined;
const seed = DEEP ? Date.now() % 1_000_000 : 20261122;

describe('damaged and hostile project files', () => {
  it(
    'end in a project that keeps, writes and runs, or in an error with a name; never in a crash, a hang or a request',
    async () => {
      const report = await fuzz(seed, DEEP ? 100_000 : 250, 2);
      const { cases, kinds, outcomes, cpuSeconds, slowestOpenMs, memory } = report;
      console.info(
        'fuzzed project files',
        JSON.stringify({ seed, cases, kinds, outcomes, cpuSeconds, slowestOpenMs, memory }),
      );
      expect(report.cases).toBe(DEEP ? 100_000 : 250);
      expect(report).toMatchObject({ faults: [], crashes: [], slow: [], requests: 0 });
      // Some of each must have come through, or nothing was tried.
      expect(outcomes['opened']).toBeGreaterThan(cases / 3);
      expect(outcomes['zip-damaged']).toBeGreaterThan(0);
    },
    DEEP ? 6 * 3_600_000 : 120_000,
  );

  it('are the same for the same seed', async () => {
    const seeds = await seedFiles();
    for (let index = 0; index < 20; index++) expect(makeCase(7, index, seeds)).toEqual(makeCase(7, index, seeds));
  });

  it('hold pictures in which the check finds what the door keeps out', () => {
    let dangerous = 0;
    for (let index = 0; index < 300; index++) {
      const picture = hostileSvg(new Dice(seed, index));
      const clean = sanitizeSvg(new TextEncoder().encode(picture));
      if (clean.ok) expect(dangersOf(new TextDecoder().decode(clean.value))).toEqual([]);
      if (dangersOf(picture).length > 0) dangerous++;
    }
    expect(dangerous).toBeGreaterThan(100);
  });
});
