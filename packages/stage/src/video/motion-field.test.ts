import { describe, expect, it } from 'vitest';
import type { MotionArea } from '../ports.ts';
import { GRID_HEIGHT, GRID_WIDTH, MotionField } from './motion-field.ts';

/** A picture that is nowhere the same: hills of grey, moved by grid pixels where `moves` says so. */
function scene(moveX: number, moveY: number, moves: (x: number, y: number) => boolean = () => true): Uint8Array {
  const greys = new Uint8Array(GRID_WIDTH * GRID_HEIGHT);
  for (let y = 0; y < GRID_HEIGHT; y++) {
    for (let x = 0; x < GRID_WIDTH; x++) {
      const [u, v] = moves(x, y) ? [x - moveX, y - moveY] : [x, y];
      const hills = Math.sin(u * 0.7) + Math.sin(v * 0.6 + 1) + Math.sin((u + v) * 0.31) + Math.sin((u - 2 * v) * 0.23);
      greys[y * GRID_WIDTH + x] = Math.round(128 + hills * 30);
    }
  }
  return greys;
}

function fieldOf(...pictures: Uint8Array[]): MotionField {
  const field = new MotionField();
  for (const picture of pictures) field.add(picture);
  return field;
}

const box = (left: number, right: number, bottom: number, top: number): MotionArea => ({
  bounds: { left, right, bottom, top },
  covers: () => true,
});

describe('motion in the video', () => {
  it('is not known before the second picture, and forgotten when the video goes off', () => {
    expect(fieldOf(scene(0, 0)).motion(null)).toBeNull();
    const field = fieldOf(scene(0, 0), scene(1, 0));
    field.clear();
    field.add(scene(2, 0));
    expect(field.motion(null)).toBeNull();
  });

  it('is 0 without a direction while nothing moves, and while there is only noise', () => {
    expect(fieldOf(scene(0, 0), scene(0, 0)).motion(null)).toEqual({ amount: 0, direction: null });
    const noisy = scene(0, 0).map((grey, i) => grey + ((i * 7919) % 5) - 2);
    expect(fieldOf(scene(0, 0), noisy).motion(null)!.amount).toBeLessThan(10);
    const flat = new Uint8Array(GRID_WIDTH * GRID_HEIGHT).fill(90);
    expect(fieldOf(flat, flat.map((grey) => grey + 1)).motion(null)!.amount).toBe(0); // prettier-ignore
  });

  it.each([
    ['right', 2, 0, 90],
    ['left', -2, 0, -90],
    ['up', 0, -2, 0],
    ['down', 0, 2, 180],
    ['right and up', 2, -2, 45],
    ['left and down', -1.5, 1.5, -135],
  ])('goes %s as Scratch counts degrees', (_name, x, y, direction) => {
    const seen = fieldOf(scene(0, 0), scene(x, y)).motion(null)!;
    expect(Math.abs(seen.direction! - direction)).toBeLessThanOrEqual(8);
    expect(seen.amount).toBeGreaterThan(50);
  });

  it('grows with the speed as Scratch counts it: by 50 for a unit anywhere, by 2.56 beneath a sprite', () => {
    const moves = [0, 0.25, 0.5, 0.75, 3];
    const amounts = (area: MotionArea | null) =>
      moves.map((move) => fieldOf(scene(0, 0), scene(move, 0)).motion(area)!.amount);
    for (const [area, perUnit] of [
      [null, 50],
      [box(-200, 200, -150, 150), 2.56],
    ] as const) {
      const seen = amounts(area);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      // A grid pixel is five units.
      expect(seen.at(-1)! / (3 * 5 * perUnit)).toBeCloseTo(1, 1);
    }
  });

  it('lets only texture tell what moves beneath a sprite', () => {
    const wall = (x: number) => x < GRID_WIDTH / 2;
    const half = (greys: Uint8Array) => greys.map((grey, at) => (wall(at % GRID_WIDTH) ? 90 : grey));
    const field = fieldOf(half(scene(0, 0)), half(scene(2, 0)));
    const [whole, moving] = [box(-230, 230, -150, 150), box(60, 200, -150, 150)].map((area) => field.motion(area)!);
    expect(whole!.amount / moving!.amount).toBeGreaterThan(0.8);
  });

  it('is asked for the place of a sprite: only what moves beneath it counts', () => {
    const right = (x: number) => x > GRID_WIDTH / 2;
    const field = fieldOf(scene(0, 0, right), scene(2, 0, right));
    expect(field.motion(box(60, 200, -100, 100))).toMatchObject({ amount: expect.closeTo(25.6, -1) as unknown });
    expect(field.motion(box(60, 200, -100, 100))!.direction).toBeCloseTo(90, -1);
    expect(field.motion(box(-200, -60, -100, 100))!.amount).toBeLessThan(5);
    // Less than one patch, at the edges and beyond.
    expect(field.motion(box(120, 121, 0, 1))!.amount).toBeGreaterThan(15);
    expect(field.motion(box(-900, -899, 0, 1))!.amount).toBeLessThan(5);
    const nowhere = { ...box(60, 200, -100, 100), covers: (x: number) => x > 190 };
    expect(field.motion(nowhere)!.amount).toBeGreaterThan(0);
  });
});
