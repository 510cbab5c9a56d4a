import { seededRandom } from '@paperkite/kernel';
import type { BlockId, Slot } from '@paperkite/project';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Location } from './location.ts';
import { REPAIR_STEPS, repair } from './repair.ts';
import type { RepairSteps } from './repair.ts';
import { forestProblems, sorted } from './testing/forest-check.ts';

const RUNS = process.env.PAPERKITE_DEEP ? 2000 : 300;

const top = (lamport: number, client = 1): Location => ({ x: 10, y: 20, lamport, client });
const child = (parent: BlockId, slot: Slot, lamport: number, client = 1): Location => ({
  parent,
  slot,
  lamport,
  client,
});

const view = (locations: Record<BlockId, Location>, { shadows = [] as string[], caps = [] as string[] } = {}) =>
  Object.fromEntries(
    repair({
      locations: new Map(Object.entries(locations)),
      isShadow: (id) => shadows.includes(id),
      endsStack: (id) => caps.includes(id),
    }),
  );
const free = { x: expect.any(Number), y: expect.any(Number) };

describe('the repair', () => {
  it('leaves alone what is in order', () => {
    expect(view({ a: top(1), b: child('a', 'next', 2), c: child('b', 'input:X', 3) })).toEqual({
      a: { x: 10, y: 20 },
      b: { parent: 'a', slot: 'next' },
      c: { parent: 'b', slot: 'input:X' },
    });
  });

  it('gives a contested slot to the newest, and puts losing statements with their stacks at the tail', () => {
    expect(
      view({
        a: top(1),
        old: child('a', 'next', 2),
        oldBelow: child('old', 'next', 3),
        middle: child('a', 'next', 4),
        newest: child('a', 'next', 5),
        newestBelow: child('newest', 'next', 1),
      }),
    ).toMatchObject({
      newest: { parent: 'a', slot: 'next' },
      newestBelow: { parent: 'newest', slot: 'next' },
      middle: { parent: 'newestBelow', slot: 'next' },
      old: { parent: 'middle', slot: 'next' },
      oldBelow: { parent: 'old', slot: 'next' },
    });
  });

  it('does the same inside of a C-block', () => {
    expect(view({ a: top(1), b: child('a', 'input:SUBSTACK2', 2), c: child('a', 'input:SUBSTACK2', 3) })).toMatchObject(
      {
        c: { parent: 'a', slot: 'input:SUBSTACK2' },
        b: { parent: 'c', slot: 'next' },
      },
    );
  });

  it('decides ties by client, then by id', () => {
    expect(view({ a: top(1), b: child('a', 'next', 2, 7), c: child('a', 'next', 2, 9) })['c']).toEqual({
      parent: 'a',
      slot: 'next',
    });
    expect(view({ a: top(1), b: child('a', 'next', 2, 7), c: child('a', 'next', 2, 7) })['c']).toEqual({
      parent: 'a',
      slot: 'next',
    });
  });

  it('sets losing values free, with what hangs from them', () => {
    expect(
      view({ a: top(1), b: child('a', 'input:NUM', 2), c: child('a', 'input:NUM', 3), d: child('b', 'input:NUM', 1) }),
    ).toMatchObject({ c: { parent: 'a', slot: 'input:NUM' }, b: free, d: { parent: 'b', slot: 'input:NUM' } });
  });

  it('puts nothing below a block that ends its stack', () => {
    expect(view({ a: top(1), f: child('a', 'next', 3), b: child('a', 'next', 2) }, { caps: ['f'] })).toMatchObject({
      f: { parent: 'a', slot: 'next' },
      b: free,
    });
    expect(view({ a: top(1), b: child('a', 'next', 2), c: child('b', 'next', 3) }, { caps: ['a'] })).toMatchObject({
      b: free,
      c: { parent: 'b', slot: 'next' },
    });
  });

  it('cuts a cycle at its newest edge', () => {
    expect(view({ a: child('c', 'next', 1), b: child('a', 'next', 9), c: child('b', 'next', 2) })).toMatchObject({
      b: free,
      c: { parent: 'b', slot: 'next' },
      a: { parent: 'c', slot: 'next' },
    });
    expect(view({ a: child('a', 'next', 1) })).toMatchObject({ a: free });
  });

  it('sets a block free whose parent is gone', () => {
    expect(view({ b: child('gone', 'next', 2), c: child('b', 'next', 3) })).toMatchObject({
      b: free,
      c: { parent: 'b', slot: 'next' },
    });
  });

  it('hides shadows without a parent or beaten by another one, but never what was put into them', () => {
    expect(view({ s: child('gone', 'shadow:X', 1), inner: child('s', 'input:Y', 2) }, { shadows: ['s'] })).toEqual({
      inner: free,
    });
    const two = { a: top(1), s: child('a', 'shadow:X', 1), t: child('a', 'shadow:X', 2), u: child('s', 'shadow:Z', 3) };
    expect(view(two, { shadows: ['s', 't', 'u'] })).toEqual({
      a: { x: 10, y: 20 },
      t: { parent: 'a', slot: 'shadow:X' },
    });
  });

  it('puts blocks that it sets free where they can be seen, always at the same place', () => {
    const locations = {
      a: top(1),
      b: child('a', 'input:N', 2),
      c: child('a', 'input:N', 3),
      d: child('a', 'input:N', 4),
    };
    const places = view(locations);
    expect(places['b']).not.toEqual(places['c']);
    expect(view({ ...locations, e: child('gone', 'next', 5) })['b']).toEqual(places['b']);
  });

  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const stamp = { lamport: fc.integer({ min: 0, max: 4 }), client: fc.integer({ min: 0, max: 1 }) };
  const slot = fc.constantFrom<Slot>('next', 'input:SUBSTACK', 'input:NUM', 'shadow:NUM');
  const location: fc.Arbitrary<Location> = fc.oneof(
    fc.record({ x: fc.integer(), y: fc.integer(), ...stamp }),
    fc.record({ parent: fc.constantFrom(...ids, 'gone'), slot, ...stamp }),
  );
  const anything = fc.record({
    locations: fc.dictionary(fc.constantFrom(...ids), location),
    caps: fc.subarray(ids),
    seed: fc.integer(),
  });
  type Anything = typeof anything extends fc.Arbitrary<infer T> ? T : never;

  const checkForest = ({ locations, caps, seed }: Anything, steps: RepairSteps): void => {
    const run = (entries: [string, Location][]) =>
      repair({ locations: new Map(entries), isShadow: () => false, endsStack: (id) => caps.includes(id) }, steps);
    const entries = Object.entries(locations);
    const random = seededRandom(seed);
    const shuffled = entries.map((entry) => ({ entry, at: random.next() })).sort((a, b) => a.at - b.at);
    const places = run(entries);
    expect(forestProblems(places)).toEqual([]);
    expect([...places.keys()].sort()).toEqual(Object.keys(locations).sort());
    expect(sorted(run(shuffled.map(({ entry }) => entry)))).toEqual(sorted(places));
  };

  it('makes a forest of anything, whatever the order it comes in', () => {
    fc.assert(
      fc.property(anything, (input) => checkForest(input, REPAIR_STEPS)),
      { numRuns: RUNS },
    );
  });

  const mutants: [string, Partial<RepairSteps>][] = [
    [
      'forgets the tie-break',
      { rank: (claims, at) => [...claims].sort((a, b) => at.get(b)!.lamport - at.get(a)!.lamport) },
    ],
    ['cuts no cycles', { cut: () => 'no block' }],
    ['drops the losers', { losersOf: () => 'nowhere' }],
  ];
  it.each(mutants)('would not pass if it were one that %s', (_name, mutation) => {
    const steps = { ...REPAIR_STEPS, ...mutation };
    const wrong = fc.property(anything, (input) => checkForest(input, steps));
    // As many as it takes: the first one that fails ends it.
    expect(fc.check(wrong, { numRuns: 20_000 }).failed).toBe(true);
  });

  it('takes a stack of twenty thousand blocks', () => {
    const locations: Record<BlockId, Location> = { b0: top(1) };
    for (let i = 1; i < 20_000; i++) locations[`b${i}`] = child(`b${i - 1}`, 'next', i);
    expect(Object.keys(view(locations))).toHaveLength(20_000);
  });
});
