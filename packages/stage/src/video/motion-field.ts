import type { MotionArea, VideoMotion } from '../ports.ts';

/** The picture in which motion is looked for: the stage, five units to a pixel. */
export const GRID_WIDTH = 96;
export const GRID_HEIGHT = 72;
/** Stage units for each pixel of the grid. */
const CELL = 480 / GRID_WIDTH;

/** Patches that are looked for in the picture before: so large, so far apart, moved by so much at most (grid pixels). */
const PATCH = 8;
const STEP = 4;
const REACH = 4;
const PATCH_PIXELS = PATCH * PATCH;

/** Mean difference of grey (0..255) that is nothing but the camera's noise. */
const NOISE = 2.5;
/** A patch was found when it differs there by no more than this share of its difference in place. */
const FOUND = 0.65;
/**
 * How Scratch counts what moves anywhere, and what moves beneath a sprite: how much a stage unit in a thirtieth of a second is,
 * the most there can be, and what it must exceed for a direction to be more than a guess.
 */
const ANYWHERE = { perUnit: 50, most: Infinity, directionAbove: 10 };
const BENEATH = { perUnit: 2.56, most: 100, directionAbove: 10 / 3 };

const COLUMNS = (GRID_WIDTH - PATCH) / STEP + 1;
const ROWS = (GRID_HEIGHT - PATCH) / STEP + 1;

/**
 * How things move between two pictures, by block matching: each patch of the newer one is looked for around its place in the
 * older one, to a fraction of a pixel. Patches without texture or change stand still.
 */
export class MotionField {
  #before: Uint8Array | null = null;
  #now: Uint8Array | null = null;
  /** Three numbers for each patch, see {@link flowBetween}; worked out when first asked for. */
  #flow: Float32Array | null = null;

  /** Another picture: `GRID_WIDTH` x `GRID_HEIGHT` greys from the top left, as they are seen on the stage. */
  add(greys: Uint8Array): void {
    this.#before = this.#now;
    this.#now = greys;
    this.#flow = null;
  }

  /** Forgets all pictures. */
  clear(): void {
    this.#before = this.#now = this.#flow = null;
  }

  /** What moves in an area, or anywhere; null before the second picture. */
  motion(area: MotionArea | null): VideoMotion | null {
    if (!this.#now || !this.#before) return null;
    const flow = (this.#flow ??= flowBetween(this.#before, this.#now));
    let x = 0;
    let y = 0;
    let weights = 0;
    let met = false;
    const add = (at: number): void => {
      // Anywhere every patch counts the same. Beneath a sprite texture tells what moves, as in Scratch: walls say nothing.
      const weight = area ? flow[at + 2]! : 1;
      x += flow[at]! * weight;
      y += flow[at + 1]! * weight;
      weights += weight;
      met = true;
    };
    for (let row = 0; row < ROWS; row++) {
      const stageY = 180 - (row * STEP + PATCH / 2) * CELL;
      for (let column = 0; column < COLUMNS; column++) {
        const stageX = (column * STEP + PATCH / 2) * CELL - 240;
        if (!area || isIn(area, stageX, stageY)) add((row * COLUMNS + column) * 3);
      }
    }
    // A sprite smaller than the patches lie apart: the nearest one.
    if (!met && area) {
      add(nearestPatch((area.bounds.left + area.bounds.right) / 2, (area.bounds.top + area.bounds.bottom) / 2));
    }
    if (weights === 0) return { amount: 0, direction: null };
    const across = (x / weights) * CELL;
    const up = (-y / weights) * CELL;
    const { perUnit, most, directionAbove } = area ? BENEATH : ANYWHERE;
    const amount = Math.min(most, Math.round(Math.hypot(across, up) * perUnit));
    return { amount, direction: amount > directionAbove ? degrees(across, up) : null };
  }
}

/** Scratch's direction: 0 is up, 90 to the right, whole degrees in (-180, 180]. */
function degrees(across: number, up: number): number {
  const rounded = Math.round((Math.atan2(across, up) * 180) / Math.PI);
  return rounded === -180 ? 180 : rounded;
}

function isIn({ bounds, covers }: MotionArea, x: number, y: number): boolean {
  return x >= bounds.left && x <= bounds.right && y >= bounds.bottom && y <= bounds.top && covers(x, y);
}

function nearestPatch(x: number, y: number): number {
  const place = (at: number, most: number): number => Math.max(0, Math.min(most - 1, Math.round(at)));
  const column = place(((x + 240) / CELL - PATCH / 2) / STEP, COLUMNS);
  const row = place(((180 - y) / CELL - PATCH / 2) / STEP, ROWS);
  return (row * COLUMNS + column) * 3;
}

/** For each patch how far it moved, in grid pixels to the right and down, and how much texture it has. */
function flowBetween(before: Uint8Array, now: Uint8Array): Float32Array {
  const flow = new Float32Array(ROWS * COLUMNS * 3);
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const [x, y] = moveOf(before, now, column * STEP, row * STEP);
      flow.set([x, y, textureOf(now, column * STEP, row * STEP)], (row * COLUMNS + column) * 3);
    }
  }
  return flow;
}

/** The sum of squared differences between neighbours in a patch. */
function textureOf(greys: Uint8Array, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + PATCH - 1; y++) {
    for (let at = y * GRID_WIDTH + left; at < y * GRID_WIDTH + left + PATCH - 1; at++) {
      const across = greys[at]! - greys[at + 1]!;
      const down = greys[at]! - greys[at + GRID_WIDTH]!;
      sum += across * across + down * down;
    }
  }
  return sum;
}

const STILL: readonly [number, number] = [0, 0];

/** How far the patch at a place of the newer picture has moved since the older one. */
function moveOf(before: Uint8Array, now: Uint8Array, left: number, top: number): readonly [number, number] {
  const inPlace = difference(before, now, left, top, 0, 0, Infinity);
  if (inPlace <= NOISE * PATCH_PIXELS) return STILL;
  let best = inPlace;
  let bestX = 0;
  let bestY = 0;
  for (let y = -REACH; y <= REACH; y++) {
    for (let x = -REACH; x <= REACH; x++) {
      const found = difference(before, now, left, top, x, y, best);
      if (found < best) [best, bestX, bestY] = [found, x, y];
    }
  }
  const at = (x: number, y: number): number => difference(before, now, left, top, x, y, Infinity);
  const x = bestX + between(at(bestX - 1, bestY), best, at(bestX + 1, bestY));
  const y = bestY + between(at(bestX, bestY - 1), best, at(bestX, bestY + 1));
  // Moves of about a pixel leave most of the difference wherever one looks.
  const isSmall = Math.abs(bestX) <= 1 && Math.abs(bestY) <= 1;
  if (!isSmall && best > inPlace * FOUND) return STILL;
  return [x, y];
}

/** Where the lowest point of a valley is, between -0.5 and 0.5, from three differences a pixel apart. */
function between(low: number, middle: number, high: number): number {
  // Sums of absolute differences make a V, not a parabola.
  if (!Number.isFinite(low) || !Number.isFinite(high)) return 0;
  const steeper = Math.max(low, high) - middle;
  return steeper <= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (low - high) / (2 * steeper)));
}

/** Sum of differences of a patch of `now` to `before`, from where it would have come by a move; infinite outside. */
function difference(
  before: Uint8Array,
  now: Uint8Array,
  left: number,
  top: number,
  moveX: number,
  moveY: number,
  enough: number,
): number {
  const fromX = left - moveX;
  const fromY = top - moveY;
  if (fromX < 0 || fromY < 0 || fromX + PATCH > GRID_WIDTH || fromY + PATCH > GRID_HEIGHT) return Infinity;
  let sum = 0;
  for (let y = 0; y < PATCH; y++) {
    const a = (top + y) * GRID_WIDTH + left;
    const b = (fromY + y) * GRID_WIDTH + fromX;
    for (let x = 0; x < PATCH; x++) sum += Math.abs(now[a + x]! - before[b + x]!);
    if (sum >= enough) return Infinity;
  }
  return sum;
}
