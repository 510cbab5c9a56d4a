import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { mounted } from '../mounted.ts';
import DataTable from './DataTable.svelte';

const rows = [
  { id: 'a', name: '作品 10', score: 9 },
  { id: 'b', name: '作品 9', score: 100 },
  { id: 'c', name: '作品 1', score: null },
];
type Row = (typeof rows)[number];
const table = () => {
  const place = mounted(DataTable<Row>, {
    caption: '作品',
    rows,
    rowKey: (row) => row.id,
    columns: [
      { key: 'name', label: '名称', value: (row) => row.name, sortable: true },
      { key: 'score', label: '得分', value: (row) => row.score, sortable: true },
    ],
  });
  const press = (label: string) => {
    [...place.querySelectorAll('button')].find((button) => button.textContent.includes(label))?.click();
    flushSync();
  };
  const firstCells = () =>
    [...place.querySelectorAll('tbody tr')].map((tr) => tr.querySelector('td')?.textContent.trim());
  return { place, press, firstCells };
};

describe('the table', () => {
  it('keeps the given order until a heading is pressed', () => {
    expect(table().firstCells()).toEqual(['作品 10', '作品 9', '作品 1']);
  });

  it('sorts words as people count, first up, then down', () => {
    const { press, firstCells } = table();
    press('名称');
    expect(firstCells()).toEqual(['作品 1', '作品 9', '作品 10']);
    press('名称');
    expect(firstCells()).toEqual(['作品 10', '作品 9', '作品 1']);
  });

  it('sorts numbers as numbers and leaves what has none at the end of either order', () => {
    const { press, firstCells } = table();
    press('得分');
    expect(firstCells()).toEqual(['作品 10', '作品 9', '作品 1']);
    press('得分');
    expect(firstCells()).toEqual(['作品 9', '作品 10', '作品 1']);
  });

  it('tells screen readers which column sorts and how', () => {
    const { place, press } = table();
    press('得分');
    expect([...place.querySelectorAll('th')].map((th) => th.getAttribute('aria-sort'))).toEqual([null, 'ascending']);
  });
});
