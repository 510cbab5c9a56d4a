import { seededRandom } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialKeys, keyBetween } from './order-keys.ts';

describe('order keys', () => {
  it('leave room between any two, wherever things are inserted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { maxLength: 120 }),
        fc.nat({ max: 20 }),
        fc.integer(),
        (positions, count, seed) => {
          const random = seededRandom(seed);
          const keys = initialKeys(count);
          for (const position of positions) {
            const at = position % (keys.length + 1);
            keys.splice(at, 0, keyBetween(keys[at - 1], keys[at], random));
          }
          expect([...keys].sort((a, b) => (a < b ? -1 : 1))).toEqual(keys);
          expect(new Set(keys).size).toBe(keys.length);
        },
      ),
    );
  });

  it('stay short when things are always added at an end', () => {
    const random = seededRandom(1);
    for (const end of ['last', 'first'] as const) {
      let key: string | undefined;
      for (let i = 0; i < 500; i++)
        key = end === 'last' ? keyBetween(key, undefined, random) : keyBetween(undefined, key, random);
      expect(key!.length).toBeLessThan(30);
    }
  });

  it('end for neighbours that are equal or in the wrong order', () => {
    expect(keyBetween('aV', 'aV')).toBeTypeOf('string');
    expect(keyBetween('b', 'a')).toBeTypeOf('string');
    expect(keyBetween('', '')).toBeTypeOf('string');
    expect(keyBetween('漢字', '!')).toBeTypeOf('string');
  });

  it('are ascending from the beginning', () => {
    for (const count of [0, 1, 5, 61, 62, 63, 4000]) {
      const keys = initialKeys(count);
      expect(keys).toHaveLength(count);
      for (let i = 1; i < keys.length; i++) expect(keys[i - 1]! < keys[i]!).toBe(true);
    }
  });
});
