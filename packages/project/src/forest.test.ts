import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryBlocks, runs } from '../test/arbitrary-project.ts';
import { isChild, type Block, type BlockLocation } from './document.ts';
import { cyclicBlocks, forestOf, normaliseBlocks } from './forest.ts';

const forest = (places: Record<string, BlockLocation>): Record<string, Block> =>
  Object.fromEntries(
    Object.entries(places).map(([id, at]) => [id, { id, opcode: 'x_y', fields: {}, shadow: false, at }]),
  );

const script = forest({
  say: { parent: 'loop', slot: 'input:SUBSTACK' },
  late: { x: 0, y: 200 },
  hat: { x: 0, y: 0 },
  loop: { parent: 'hat', slot: 'next' },
  text: { parent: 'say', slot: 'shadow:MESSAGE' },
  sum: { parent: 'say', slot: 'input:MESSAGE' },
  wait: { parent: 'say', slot: 'next' },
  right: { x: 9, y: 0 },
});

describe('a forest of blocks', () => {
  const { blockIn, childrenOf, inputBlock, topBlocks, descendants, stack } = forestOf(script);
  const ids = (blocks: readonly Block[]) => blocks.map((block) => block.id);

  it('is walked downwards by slot', () => {
    expect(blockIn('hat', 'next')?.id).toBe('loop');
    expect(blockIn('loop', 'next')).toBeUndefined();
    expect(ids(childrenOf('say'))).toEqual(['text', 'sum', 'wait']);
    expect(ids(descendants('loop'))).toEqual(['loop', 'say', 'text', 'sum', 'wait']);
    expect(ids(stack('say'))).toEqual(['say', 'wait']);
    expect(descendants('constructor')).toEqual([]);
  });

  it('prefers what is plugged in to the shadow behind it', () => {
    expect(inputBlock('say', 'MESSAGE')?.id).toBe('sum');
    const { sum: _, ...rest } = script;
    expect(forestOf(rest).inputBlock('say', 'MESSAGE')?.id).toBe('text');
  });

  it('starts scripts from top to bottom, then from left to right', () => {
    expect(ids(topBlocks())).toEqual(['hat', 'right', 'late']);
  });
});

describe('blocks that hang from themselves', () => {
  const ring = forest({
    a: { parent: 'c', slot: 'next' },
    b: { parent: 'a', slot: 'next' },
    c: { parent: 'b', slot: 'next' },
    tail: { parent: 'b', slot: 'input:X' },
    free: { x: 0, y: 0 },
  });

  it('are found, with what hangs from them', () => {
    expect(cyclicBlocks(ring).sort()).toEqual(['a', 'b', 'c', 'tail']);
    expect(cyclicBlocks(script)).toEqual([]);
  });

  it('do not keep a walk from ending', () => {
    expect(forestOf(ring).descendants('a')).toHaveLength(4);
    expect(forestOf(ring).stack('a')).toHaveLength(3);
  });

  it('are cut at one place', () => {
    const repaired = normaliseBlocks(ring);
    expect(cyclicBlocks(repaired)).toEqual([]);
    expect(repaired['a']!.at).toEqual({ x: 0, y: 0 });
    expect(repaired['b']).toBe(ring['b']);
  });
});

describe('normalising blocks', () => {
  it('leaves a valid forest alone', () => {
    fc.assert(
      fc.property(arbitraryBlocks, (blocks) => void expect(normaliseBlocks(blocks)).toBe(blocks)),
      runs(2_000, 100),
    );
  });

  it('makes a valid forest of anything and loses no block', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'gone');
    const slot = fc.constantFrom('next', 'input:X', 'shadow:X');
    const place = fc.oneof(fc.record({ x: fc.integer(), y: fc.integer() }), fc.record({ parent: id, slot }));
    const places = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), place) as fc.Arbitrary<
      Record<string, BlockLocation>
    >;
    fc.assert(
      fc.property(places, (any) => {
        const repaired = normaliseBlocks(forest(any));
        expect(Object.keys(repaired).sort()).toEqual(Object.keys(any).sort());
        expect(cyclicBlocks(repaired)).toEqual([]);
        const taken = Object.values(repaired).flatMap(({ at }) => (isChild(at) ? [JSON.stringify(at)] : []));
        expect(new Set(taken).size).toBe(taken.length);
        for (const { at } of Object.values(repaired)) if (isChild(at)) expect(repaired).toHaveProperty(at.parent);
        expect(
          forestOf(repaired)
            .topBlocks()
            .flatMap((top) => forestOf(repaired).descendants(top.id)),
        ).toHaveLength(Object.keys(any).length);
      }),
      runs(5_000, 500),
    );
  });
});
