import { describe, expect, it } from 'vitest';
import { readBreakpoints, toggled, writeBreakpoints } from './breakpoints.ts';

function memory(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

const place = (block: string) => ({ target: 'cat', block });

describe('breakpoints of a device', () => {
  it('are kept for each work', () => {
    const storage = memory();
    writeBreakpoints(storage, 'a', [place('1')]);
    writeBreakpoints(storage, 'b', [place('2')]);
    expect(readBreakpoints(storage, 'a')).toEqual([place('1')]);
    writeBreakpoints(storage, 'a', []);
    expect(readBreakpoints(storage, 'a')).toEqual([]);
    expect(readBreakpoints(storage, 'b')).toEqual([place('2')]);
  });

  it('forget the works that were used longest ago', () => {
    const storage = memory();
    for (let i = 0; i < 40; i++) writeBreakpoints(storage, `w${i}`, [place('1')]);
    expect(readBreakpoints(storage, 'w39')).toHaveLength(1);
    expect(readBreakpoints(storage, 'w5')).toEqual([]);
  });

  it('are none where the device holds something else', () => {
    const storage = memory();
    for (const junk of ['{', '7', '[[1,2]]', '[["a",[{"target":1}]]]', 'null']) {
      storage.setItem('paperkite:breakpoints', junk);
      expect(readBreakpoints(storage, 'a')).toEqual([]);
    }
  });

  it('come and go', () => {
    const one = toggled([], place('1'));
    expect(toggled(one, place('2'))).toEqual([place('1'), place('2')]);
    expect(toggled(one, place('1'))).toEqual([]);
  });
});
