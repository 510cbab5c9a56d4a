import type { Costume } from '@paperkite/project';
import type { Bounds, Renderer, SkinId } from '../ports.ts';
import { boundsOf, placeSkin, UNIT_SQUARE, type SkinGeometry } from '../render/geometry.ts';
import type { Core } from './core.ts';
import type { StageTarget } from './target.ts';

/** At least this much of a sprite (or half of it, if it is smaller) stays on the stage. */
const FENCE = 15;
const HALF_WIDTH = 240;
const HALF_HEIGHT = 180;

/**
 * Where a sprite gets to when it is sent to a place: part of its picture always stays on the stage. That is the whole
 * picture, as in Scratch, also where nothing can be seen.
 */
export function fenced(core: Core, renderer: Renderer, t: StageTarget, x: number, y: number): { x: number; y: number } {
  const costume = t.table.costumes[t.costume];
  const skin = costume && skinOf(renderer, t.skins[t.costume]!, costume);
  // Most moves end well inside, where a sprite cannot be lost unless its centre lies outside of its picture.
  const inside = Math.abs(x) <= HALF_WIDTH - FENCE && Math.abs(y) <= HALF_HEIGHT - FENCE;
  if (inside && skin && hasInnerCentre(skin)) return { x, y };
  const { left, right, top, bottom } = reach(core, renderer, t, skin);
  const inset = Math.floor(Math.min(right - left, top - bottom) / 2);
  const edgeX = HALF_WIDTH - Math.min(FENCE, inset);
  const edgeY = HALF_HEIGHT - Math.min(FENCE, inset);
  let fencedX = x;
  let fencedY = y;
  if (x + right < -edgeX) fencedX = Math.ceil(-edgeX - right);
  else if (x + left > edgeX) fencedX = Math.floor(edgeX - left);
  if (y + top < -edgeY) fencedY = Math.ceil(-edgeY - top);
  else if (y + bottom > edgeY) fencedY = Math.floor(edgeY - bottom);
  return { x: fencedX, y: fencedY };
}

function skinOf(renderer: Renderer, skin: SkinId, costume: Costume): SkinGeometry {
  const { rotationCenterX, rotationCenterY, bitmapResolution, format } = costume;
  const unit = format === 'svg' || !(bitmapResolution > 0) ? 1 : bitmapResolution;
  return { ...renderer.skinSize(skin), centerX: rotationCenterX / unit, centerY: rotationCenterY / unit };
}

const hasInnerCentre = ({ width, height, centerX, centerY }: SkinGeometry): boolean =>
  centerX >= 0 && centerY >= 0 && centerX <= width && centerY <= height;

/** How far a sprite's picture reaches from its place. */
function reach(core: Core, renderer: Renderer, t: StageTarget, skin: SkinGeometry | undefined): Bounds {
  core.targets.flush();
  const seen = renderer.bounds(t.drawable);
  const outline = { left: seen.left - t.x, right: seen.right - t.x, top: seen.top - t.y, bottom: seen.bottom - t.y };
  if (skin === undefined) return outline;
  const picture = boundsOf(placeSkin(skin, { ...t, x: 0, y: 0 }), UNIT_SQUARE);
  // A drawing may count its centre from elsewhere than its corner, which only the renderer knows: then what is seen counts.
  return holds(picture, outline) ? picture : outline;
}

/** Whether one box lies in another, but for what calculating adds. */
const holds = (outer: Bounds, inner: Bounds): boolean =>
  inner.left > outer.left - 0.5 &&
  inner.right < outer.right + 0.5 &&
  inner.top < outer.top + 0.5 &&
  inner.bottom > outer.bottom - 0.5;

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
