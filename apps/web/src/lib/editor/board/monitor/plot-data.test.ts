import { expect, it } from 'vitest';
import { PlotData } from './plot-data.ts';

const of = (values: Record<string, number>): Map<string, number> => new Map(Object.entries(values));

it('gives a channel that comes later nothing for the time before', () => {
  const data = new PlotData();
  data.push(0, of({ a: 1 }));
  data.push(1, of({ b: 5 }));
  data.push(2, of({ a: 2, b: 6 }));
  expect(data.columns()).toEqual([
    [0, 1, 2],
    [1, null, 2],
    [null, 5, 6],
  ]);
  expect(data.latest()).toEqual([
    { name: 'a', value: 2 },
    { name: 'b', value: 6 },
  ]);
});

it('stays bounded in time and in channels', () => {
  const data = new PlotData();
  for (let at = 0; at < 10_000; at++) data.push(at, of({ a: at, [`c${at % 100}`]: at }));
  expect(data.length).toBeLessThanOrEqual(3300);
  expect(data.names).toHaveLength(8);
  for (const column of data.columns()) expect(column).toHaveLength(data.length);
  expect(data.columns()[0].at(-1)).toBe(9999);
});

it('never goes back in time', () => {
  const data = new PlotData();
  data.push(2, of({ a: 1 }));
  data.push(1, of({ a: 2 }));
  expect(data.columns()[0]).toEqual([2, 2]);
});

it('writes a table that no spreadsheet takes for formulas', () => {
  const data = new PlotData();
  data.push(0, of({ '=cmd': 1 }));
  data.push(0.5, of({ 'a,"b': -2 }));
  expect(data.toCsv()).toBe('seconds,\'=cmd,"a,""b"\r\n0.000,1,\r\n0.500,,-2\r\n');
});
