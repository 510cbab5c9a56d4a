import type { Core } from './core.ts';
import { penRgba } from './pen-color.ts';
import type { StageTarget } from './target.ts';

/** Draws with a target's pen from one place to another, whether it is down or not. */
export function drawPenLine(core: Core, t: StageTarget, x0: number, y0: number, x1: number, y1: number): void {
  core.renderer?.penLine(x0, y0, x1, y1, penRgba(t.pen), t.pen.width);
  core.requestRedraw();
}
