import { emptyProject } from '@paperkite/project';
import { describe, expect, it } from 'vitest';
import { freePlace, newMonitor, nextMode, showables, valueText, withItem } from './monitors.ts';

describe('monitors', () => {
  it('find places below one another, and beside when the column is full', () => {
    const shown: { x: number; y: number; visible: boolean }[] = [];
    for (let count = 0; count < 20; count++) shown.push({ ...freePlace(shown), visible: true });
    expect(new Set(shown.map(({ x, y }) => `${x} ${y}`)).size).toBe(20);
    expect(Math.max(...shown.map(({ y }) => y))).toBeLessThan(360);
    expect(freePlace([{ x: 5, y: 5, visible: false }])).toEqual({ x: 5, y: 5 });
  });

  it('belong to a variable or list of the stage or of the sprite', () => {
    const project = emptyProject('x');
    const [stage] = project.targets;
    stage!.variables.v = { name: 'score', value: 0 };
    stage!.lists.l = { name: 'names', items: [] };
    expect(newMonitor(project, stage!, 'variable', 'v')).toMatchObject({ id: 'v', mode: 'default', target: null });
    expect(newMonitor(project, stage!, 'list', 'l')).toMatchObject({ params: { LIST: 'names' }, mode: 'list' });
    expect(showables(project, stage!).map(({ name }) => name)).toEqual(['score', 'names']);
  });

  it('write an item of a list unless it has gone, or says the same', () => {
    expect(withItem(['a', 0.1234567], 0, 'b')).toEqual(['b', 0.1234567]);
    expect(withItem(['a', 0.1234567], 1, '0.123457')).toBeNull();
    expect(withItem(['a'], 1, 'b')).toBeNull();
    expect(withItem([], 3, 'b')).toBeNull();
  });

  it('go through the three looks of a variable; a list has one', () => {
    expect(nextMode('default')).toBe('large');
    expect(nextMode('large')).toBe('slider');
    expect(nextMode('slider')).toBe('default');
    expect(nextMode('list')).toBe('list');
  });

  it('show no more digits than help', () => {
    expect(valueText(0.1 + 0.2)).toBe('0.3');
    expect(valueText(Infinity)).toBe('Infinity');
    expect(valueText('03')).toBe('03');
  });
});
