import { seededRandom } from '@paperkite/kernel';
import type { BlockId, BlockLocation } from '@paperkite/project';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPAIR_STEPS } from './repair.ts';
import type { RepairSteps } from './repair.ts';
import { forestProblems, sorted } from './testing/forest-check.ts';
import { displacedCount, expectedBlocks, playScenario, repairedPlaces } from './testing/replicas.ts';
import type { Scenario } from './testing/replicas.ts';

const RUNS = process.env.PAPERKITE_DEEP ? 2000 : 150;
/** Of the properties that are not counted in the issue. */
const FEWER_RUNS = Math.ceil(RUNS / 4);

/** What is wrong at the end of a scenario when blocks are repaired in this way; empty when nothing is. */
function problems({ replicas, history }: Scenario, steps: RepairSteps): string[] {
  const views = replicas.map((replica) => repairedPlaces(replica, steps));
  const [first, ...others] = views.map((view) => JSON.stringify(sorted(view)));
  const seen = [...views[0]!.keys()].sort();
  return [
    ...views.flatMap(forestProblems),
    ...(others.some((other) => other !== first) ? ['the replicas differ'] : []),
    ...expectedBlocks(history).flatMap((id) => (seen.includes(id) ? [] : [`lost ${id}`])),
    ...seen.flatMap((id) => (history.deleted.has(id) ? [`${id} came back`] : [])),
  ];
}

const placesOf = (blocks: Readonly<Record<BlockId, { at: BlockLocation }>>) =>
  new Map(Object.entries(blocks).map(([id, { at }]) => [id, at]));

/** Two thousand runs take a minute alone and longer beside other tests. */
const LONG_MS = 600_000;

describe('three replicas under shuffled, duplicated, partial delivery', () => {
  it(
    `always come to the same valid forest and lose no block that nobody deleted (${RUNS} runs)`,
    () => {
      let displaced = 0;
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const scenario = playScenario(seededRandom(seed));
          expect(problems(scenario, REPAIR_STEPS)).toEqual([]);
          for (const { store } of scenario.replicas) expect(store.read()).toEqual(scenario.replicas[0]!.store.read());
          displaced += displacedCount(scenario.replicas[0]!);
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
      // Otherwise there was nothing to repair, and the test would show nothing.
      expect(displaced).toBeGreaterThan(RUNS);
    },
    LONG_MS,
  );

  it('tell each editor exactly what it needs to show the same', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        for (const { editor, store } of playScenario(seededRandom(seed), { undo: true }).replicas)
          expect(editor).toEqual(store.read());
      }),
      { numRuns: FEWER_RUNS, endOnFailure: true },
    );
  });

  it('also agree on a valid forest when people undo', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { replicas } = playScenario(seededRandom(seed), { undo: true });
        for (const { store } of replicas) {
          expect(forestProblems(placesOf(store.read()))).toEqual([]);
          expect(store.read()).toEqual(replicas[0]!.store.read());
        }
      }),
      { numRuns: FEWER_RUNS, endOnFailure: true },
    );
  });

  const byArrival = <T>(things: readonly T[]): T[] => [...things];
  const mutants: [string, Partial<RepairSteps>][] = [
    ['cuts no cycles', { cut: () => 'no block' }],
    ['cuts a cycle where it was found', { cut: (cycle) => cycle[0]! }],
    ['lets win who came first here', { rank: byArrival }],
    ['drops the losers', { losersOf: () => 'nowhere' }],
    ['drops the orphans', { orphans: 'nowhere' }],
  ];
  it.each(mutants)('would notice a repair that %s', (_name, mutation) => {
    const steps: RepairSteps = { ...REPAIR_STEPS, ...mutation };
    let caught = 0;
    for (let seed = 0; seed < 2000 && caught === 0; seed++)
      caught += problems(playScenario(seededRandom(seed), { steps: 60 }), steps).length;
    expect(caught).toBeGreaterThan(0);
  });
});
