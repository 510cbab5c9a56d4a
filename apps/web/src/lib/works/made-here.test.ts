import { afterEach, expect, it, vi } from 'vitest';
import { madeHere, noteMadeHere, sortUnclaimed } from './made-here.ts';

afterEach(() => vi.unstubAllGlobals());

function storage(): void {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
}

it('only works begun in this tab come along by themselves; older ones of the device are asked about', () => {
  storage();
  noteMadeHere('mine');
  noteMadeHere('mine too');
  noteMadeHere('mine');
  const work = (id: string, more: object = {}) => ({ id, owner: null, ...more });
  const works = [
    work('mine'),
    work('of the child before'),
    work('mine too', { binnedAt: 5 }),
    work('claimed', { owner: 'somebody' }),
    work('theirs, thrown away', { binnedAt: 5 }),
  ];
  const { own, others } = sortUnclaimed(works, madeHere());
  expect(own.map(({ id }) => id)).toEqual(['mine']);
  expect(others.map(({ id }) => id)).toEqual(['of the child before']);
});

it('without storage nothing comes along unasked', () => {
  vi.stubGlobal('sessionStorage', undefined);
  noteMadeHere('x');
  expect(madeHere().size).toBe(0);
});
