import { describe, expect, it } from 'vitest';
import { Press } from './press.ts';

function record(draggable: boolean, clicksLate = draggable) {
  const log: string[] = [];
  const press = new Press<string>({
    pick: (x) => (x < 100 ? 'cat' : null),
    isDraggable: () => draggable,
    clicksLate: () => clicksLate,
    position: () => ({ x: 10, y: 10 }),
    click: (target) => log.push(`click ${target ?? 'stage'}`),
    moveTo: (target, x, y) => log.push(`${target} to ${x},${y}`),
    drop: (target) => log.push(`drop ${target}`),
  });
  return { press, log };
}

describe('a press on the stage', () => {
  it('clicks at once what cannot be dragged, and the stage beside it', () => {
    const { press, log } = record(false);
    press.pointer(0, 0, true);
    press.pointer(50, 0, true);
    press.pointer(50, 0, false);
    press.pointer(150, 0, true);
    expect(log).toEqual(['click cat', 'click stage']);
  });

  it('clicks what can be dragged when it is let go in place', () => {
    const { press, log } = record(true);
    press.pointer(12, 12, true);
    expect(log).toEqual([]);
    press.pointer(13, 12, true);
    press.pointer(13, 12, false);
    expect(log).toEqual(['click cat']);
  });

  it('clicks at once what only the editor drags, and drags it', () => {
    const { press, log } = record(true, false);
    press.pointer(12, 12, true);
    press.pointer(32, 22, true);
    press.pointer(32, 22, false);
    press.pointer(12, 12, true);
    press.pointer(12, 12, false);
    expect(log).toEqual(['click cat', 'cat to 30,20', 'cat to 30,20', 'drop cat', 'click cat']);
  });

  it('drags without a jump and does not click afterwards', () => {
    const { press, log } = record(true);
    press.pointer(12, 12, true);
    press.pointer(32, 22, true);
    press.pointer(35, 22, false);
    expect(log).toEqual(['cat to 30,20', 'cat to 33,20', 'drop cat']);
  });
});
