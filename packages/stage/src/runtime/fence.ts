import type { Bounds, Renderer } from '../ports.ts';
import type { Core } from './core.ts';
import type { StageTarget } from './target.ts';

/** At least this much of a sprite (or half of it, if it is smaller) stays on the stage. */
const FENCE = 15;
const HALF_WIDTH = 240;
const HALF_HEIGHT = 180;

/** Where a sprite gets to when it is sent to a place: part of it always stays to be seen. */
export function fenced(core: Core, renderer: Renderer, t: StageTarget, x: number, y: number): { x: number; y: number } {
  // Most moves end well inside, where a sprite cannot be lost unless its centre lies outside of its picture.
  const inside = Math.abs(x) <= HALF_WIDTH - FENCE && Math.abs(y) <= HALF_HEIGHT - FENCE;
  if (inside && hasInnerCentre(renderer, t)) return { x, y };
  core.targets.flush();
  const bounds = renderer.bounds(t.drawable);
  const inset = Math.floor(Math.min(bounds.right - bounds.left, bounds.top - bounds.bottom) / 2);
  const edgeX = HALF_WIDTH - Math.min(FENCE, inset);
  const edgeY = HALF_HEIGHT - Math.min(FENCE, inset);
  const dx = x - t.x;
  const dy = y - t.y;
  let fencedX = x;
  let fencedY = y;
  if (bounds.right + dx < -edgeX) fencedX = Math.ceil(t.x - (edgeX + bounds.right));
  else if (bounds.left + dx > edgeX) fencedX = Math.floor(t.x + (edgeX - bounds.left));
  if (bounds.top + dy < -edgeY) fencedY = Math.ceil(t.y - (edgeY + bounds.top));
  else if (bounds.bottom + dy > edgeY) fencedY = Math.floor(t.y + (edgeY - bounds.bottom));
  return { x: fencedX, y: fencedY };
}

function hasInnerCentre(renderer: Renderer, t: StageTarget): boolean {
  const costume = t.table.costumes[t.costume];
  if (costume === undefined) return false;
  const { width, height } = renderer.skinSize(t.skins[t.costume]!);
  const x = costume.rotationCenterX / costume.bitmapResolution;
  const y = costume.rotationCenterY / costume.bitmapResolution;
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

/** The place nearest to (x, y) at which something with these bounds there lies wholly on the stage. */
export function keepInside(bounds: Bounds, x: number, y: number): { x: number; y: number } {
  let dx = 0;
  let dy = 0;
  if (bounds.left < -HALF_WIDTH) dx += -HALF_WIDTH - bounds.left;
  if (bounds.right > HALF_WIDTH) dx += HALF_WIDTH - bounds.right;
  if (bounds.top > HALF_HEIGHT) dy += HALF_HEIGHT - bounds.top;
  if (bounds.bottom < -HALF_HEIGHT) dy += -HALF_HEIGHT - bounds.bottom;
  return { x: x + dx, y: y + dy };
}
