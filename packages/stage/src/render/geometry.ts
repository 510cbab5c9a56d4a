import type { Bounds, DrawableState } from '../ports.ts';

/** The stage in its own units; the screen may show it at any size. */
export const STAGE_WIDTH = 480;
export const STAGE_HEIGHT = 360;

/**
 * `[a, b, c, d, e, f]`: x' = a x + c y + e, y' = b x + d y + f. Drawables map their picture's unit square (u to the right,
 * v **down**) to the stage (y **up**).
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A costume's size and rotation centre in stage units at 100 %, the centre from the left and the top. */
export interface SkinGeometry {
  width: number;
  height: number;
  centerX: number;
  centerY: number;
}

type Placement = Pick<DrawableState, 'x' | 'y' | 'size' | 'direction' | 'rotationStyle'>;

/** Where a skin's unit square lies on the stage. */
export function placeSkin(skin: SkinGeometry, state: Placement): Affine {
  const scale = state.size / 100;
  const turns = state.rotationStyle === 'all around';
  const angle = turns ? ((90 - state.direction) * Math.PI) / 180 : 0;
  const mirror = state.rotationStyle === 'left-right' && state.direction < 0 ? -1 : 1;
  const cos = exact(Math.cos(angle)) * scale;
  const sin = exact(Math.sin(angle)) * scale;
  const left = -skin.centerX * mirror;
  const top = skin.centerY;
  return [
    skin.width * mirror * cos,
    skin.width * mirror * sin,
    skin.height * sin,
    -skin.height * cos,
    state.x + left * cos - top * sin,
    state.y + left * sin + top * cos,
  ];
}

/** Quarter turns must land on whole pixels: cos 90° is 6e-17 in floating point. */
const exact = (value: number): number => (Math.abs(value) < 1e-9 ? 0 : value);

/** The inverse map, or null for a drawable without area. */
export function invert([a, b, c, d, e, f]: Affine): Affine | null {
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-12) return null;
  return [
    d / determinant,
    -b / determinant,
    -c / determinant,
    a / determinant,
    (c * f - d * e) / determinant,
    (b * e - a * f) / determinant,
  ];
}

/** The smallest upright box around the mapped points (`[u, v, u, v, ...]`). */
export function boundsOf(matrix: Affine, points: ArrayLike<number>): Bounds {
  const [a, b, c, d, e, f] = matrix;
  let left = Infinity;
  let right = -Infinity;
  let bottom = Infinity;
  let top = -Infinity;
  for (let i = 0; i < points.length; i += 2) {
    const u = points[i]!;
    const v = points[i + 1]!;
    const x = a * u + c * v + e;
    const y = b * u + d * v + f;
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  return { left, right, bottom, top };
}

/** `boundsOf` of those mapped points only that lie less than `height` below the highest. */
export function topOf(matrix: Affine, points: ArrayLike<number>, height: number): Bounds {
  const limit = boundsOf(matrix, points).top - height;
  const upper = Array.from(points).filter((_, i) => {
    const [u, v] = [points[i - (i % 2)]!, points[i - (i % 2) + 1]!];
    return matrix[1] * u + matrix[3] * v + matrix[5] > limit;
  });
  return boundsOf(matrix, upper);
}

/** The four corners of the unit square, for `boundsOf`. */
export const UNIT_SQUARE: readonly number[] = [0, 0, 1, 0, 1, 1, 0, 1];

export const overlap = (a: Bounds, b: Bounds): boolean =>
  a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;

export const intersection = (a: Bounds, b: Bounds): Bounds => ({
  left: Math.max(a.left, b.left),
  right: Math.min(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
  top: Math.min(a.top, b.top),
});

export const STAGE_BOUNDS: Bounds = {
  left: -STAGE_WIDTH / 2,
  right: STAGE_WIDTH / 2,
  bottom: -STAGE_HEIGHT / 2,
  top: STAGE_HEIGHT / 2,
};
