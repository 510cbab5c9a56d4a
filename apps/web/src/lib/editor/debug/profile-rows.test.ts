import { expect, it } from 'vitest';
import { blockRows, heatOf, scriptRows } from './profile-rows.ts';

const costs = [
  { target: 'cat', block: 'a', count: 1, ms: 10 },
  { target: 'cat', block: 'b', count: 5, ms: 20 },
  { target: 'dog', block: 'c', count: 2, ms: 70 },
];

it('shares the time among blocks, the costliest first', () => {
  expect(blockRows(costs).map(({ block, share }) => [block, share])).toEqual([
    ['c', 0.7],
    ['b', 0.2],
    ['a', 0.1],
  ]);
  expect(blockRows([])).toEqual([]);
});

it('adds up what the blocks of a script take', () => {
  const rows = scriptRows(costs, ({ target }) => `${target} top`);
  expect(rows.map(({ block, ms }) => [block, ms])).toEqual([
    ['dog top', 70],
    ['cat top', 30],
  ]);
});

it('heats blocks of one sprite against the costliest of all', () => {
  expect([...heatOf(costs, 'cat')]).toEqual([
    ['a', 10 / 70],
    ['b', 20 / 70],
  ]);
  expect(heatOf([], 'cat').size).toBe(0);
});
