import type { Bounds, DrawableState, Renderer } from '@paperkite/stage';

export interface FlatRenderer extends Renderer {
  /** Colours with which the pen drew, alpha last. */
  inks: (readonly [number, number, number, number])[];
}

/**
 * A renderer for runs without a browser: every costume is a rectangle around its rotation centre with a square of ink in its
 * middle, which is what touches. Nothing turns.
 * @param width of every costume, in stage units
 * @param ink side of the square
 */
export function flatRenderer(width: number, height: number, ink: number): FlatRenderer {
  const states = new Map<number, DrawableState>();
  const inks: FlatRenderer['inks'] = [];
  let made = 0;
  const bounds = (id: number): Bounds => {
    const { x, y, size } = states.get(id)!;
    const half = ((ink / 2) * size) / 100;
    return { left: x - half, right: x + half, top: y + half, bottom: y - half };
  };
  const meet = (a: Bounds, b: Bounds): boolean =>
    a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
  return {
    inks,
    loadCostume: () => 0,
    createDrawable: () => made++,
    destroyDrawable: (id) => void states.delete(id),
    update: (id, state) => void states.set(id, { ...state }),
    setOrder: () => undefined,
    skinSize: () => ({ width, height }),
    bounds,
    touchingSprites: (id, others) =>
      others.some((other) => other !== id && states.get(other)!.visible && meet(bounds(id), bounds(other))),
    touchingColor: () => false,
    colorTouchingColor: () => false,
    touchingPoint: (id, x, y) => meet(bounds(id), { left: x - 1, right: x + 1, top: y + 1, bottom: y - 1 }),
    pick: () => null,
    showBubble: () => undefined,
    hideBubble: () => undefined,
    penClear: () => undefined,
    penLine: (_x0, _y0, _x1, _y1, rgba) => void inks.push(rgba),
    penStamp: () => undefined,
    draw: () => undefined,
  };
}
