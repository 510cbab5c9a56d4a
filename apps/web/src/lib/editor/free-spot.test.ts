import { describe, expect, it } from 'vitest';
import { freeSpot } from './free-spot.ts';

describe('the place of a new sprite', () => {
  it('is the middle of an empty stage', () => {
    expect(freeSpot([])).toEqual({ x: 0, y: 0 });
  });

  it('is never on another sprite while there is room', () => {
    const sprites: { x: number; y: number; visible: boolean }[] = [];
    for (let count = 0; count < 8; count++) sprites.push({ ...freeSpot(sprites), visible: true });
    for (const [index, a] of sprites.entries())
      for (const b of sprites.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(80);
  });

  it('does not count sprites that nobody sees, and still answers on a full stage', () => {
    expect(freeSpot([{ x: 0, y: 0, visible: false }])).toEqual({ x: 0, y: 0 });
    const crowd = Array.from({ length: 60 }, (_, index) => ({
      x: (index % 10) * 48 - 216,
      y: Math.floor(index / 10) * 60 - 150,
      visible: true,
    }));
    const { x, y } = freeSpot(crowd);
    expect(Math.abs(x)).toBeLessThanOrEqual(240);
    expect(Math.abs(y)).toBeLessThanOrEqual(180);
  });
});
