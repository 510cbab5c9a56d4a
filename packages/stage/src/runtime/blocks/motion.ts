import type { Scalar } from '@paperkite/project';
import { clamp, wrap } from '../cast.ts';
import type { Core } from '../core.ts';
import { fenced, keepInside } from '../fence.ts';
import { drawPenLine } from '../pen-line.ts';
import { RUN, type RotationStyle } from '../program.ts';
import type { StageTarget } from '../target.ts';

export type MotionBlocks = ReturnType<typeof motionBlocks>;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Coordinates closer to a whole number than this read as that number. */
const PRECISION = 1e-9;
function snapped(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < PRECISION ? whole : value;
}

/** Motion blocks. On the stage they do nothing. */
export function motionBlocks(core: Core) {
  function goToXY(t: StageTarget, x: number, y: number): void {
    if (t.isStage || t.dragged) return;
    moveTo(t, x, y, t.pen.down);
  }

  function moveTo(t: StageTarget, x: number, y: number, draws: boolean): void {
    const place = core.renderer === null ? null : fenced(core, core.renderer, t, x, y);
    if (place !== null) ({ x, y } = place);
    if (draws) drawPenLine(core, t, t.x, t.y, x, y);
    t.x = x;
    t.y = y;
    core.targets.touch(t);
    if (t.visible) core.requestRedraw();
  }

  function pointInDirection(t: StageTarget, degrees: number): void {
    if (t.isStage || !Number.isFinite(degrees)) return;
    t.direction = wrap(degrees, -179, 180);
    core.targets.touch(t);
    if (t.visible) core.requestRedraw();
  }

  /** Where `go to` and `glide to` lead; null when there is no such sprite. */
  function destination(to: Scalar): { x: number; y: number } | null {
    if (to === '_mouse_') return { x: mouseX(core), y: mouseY(core) };
    if (to === '_random_') {
      return { x: Math.round(480 * (core.random.next() - 0.5)), y: Math.round(360 * (core.random.next() - 0.5)) };
    }
    const other = core.targets.sprite(String(to));
    return other === undefined ? null : { x: other.x, y: other.y };
  }

  function* glideToXY(t: StageTarget, seconds: number, x: number, y: number): Generator<number, void, void> {
    if (seconds <= 0) return goToXY(t, x, y);
    const start = core.scheduler.roundTime;
    const { x: startX, y: startY } = t;
    for (;;) {
      yield RUN;
      const part = (core.scheduler.roundTime - start) / (seconds * 1000);
      if (!(part < 1)) break;
      goToXY(t, startX + part * (x - startX), startY + part * (y - startY));
    }
    goToXY(t, x, y);
  }

  return {
    moveSteps: (t: StageTarget, steps: number): void => {
      const angle = radians(90 - t.direction);
      goToXY(t, t.x + steps * Math.cos(angle), t.y + steps * Math.sin(angle));
    },
    turnRight: (t: StageTarget, degrees: number): void => pointInDirection(t, t.direction + degrees),
    turnLeft: (t: StageTarget, degrees: number): void => pointInDirection(t, t.direction - degrees),
    pointInDirection,
    pointTowards: (t: StageTarget, towards: Scalar): void => {
      if (towards === '_random_') return pointInDirection(t, Math.round(core.random.next() * 360) - 180);
      const place = destination(towards);
      if (place === null) return;
      pointInDirection(t, 90 - (Math.atan2(place.y - t.y, place.x - t.x) * 180) / Math.PI);
    },
    goTo: (t: StageTarget, to: Scalar): void => {
      const place = destination(to);
      if (place !== null) goToXY(t, place.x, place.y);
    },
    goToXY,
    /** By hand: it draws nothing. */
    dragTo: (t: StageTarget, x: number, y: number): void => {
      if (!t.isStage) moveTo(t, x, y, false);
    },
    glideToXY,
    *glideTo(t: StageTarget, seconds: number, to: Scalar): Generator<number, void, void> {
      const place = destination(to);
      if (place !== null) yield* glideToXY(t, seconds, place.x, place.y);
    },
    changeX: (t: StageTarget, by: number): void => goToXY(t, t.x + by, t.y),
    setX: (t: StageTarget, x: number): void => goToXY(t, x, t.y),
    changeY: (t: StageTarget, by: number): void => goToXY(t, t.x, t.y + by),
    setY: (t: StageTarget, y: number): void => goToXY(t, t.x, y),
    bounceOnEdge: (t: StageTarget): void => {
      if (t.isStage || core.renderer === null) return;
      core.targets.flush();
      const bounds = core.renderer.bounds(t.drawable);
      const distances = {
        left: Math.max(0, 240 + bounds.left),
        top: Math.max(0, 180 - bounds.top),
        right: Math.max(0, 240 - bounds.right),
        bottom: Math.max(0, 180 + bounds.bottom),
      };
      const nearest = Math.min(...Object.values(distances));
      if (nearest > 0) return;
      const angle = radians(90 - t.direction);
      let dx = Math.cos(angle);
      let dy = -Math.sin(angle);
      // The first edge in this order is the one that it bounces off.
      if (distances.left === nearest) dx = Math.max(0.2, Math.abs(dx));
      else if (distances.top === nearest) dy = Math.max(0.2, Math.abs(dy));
      else if (distances.right === nearest) dx = -Math.max(0.2, Math.abs(dx));
      else dy = -Math.max(0.2, Math.abs(dy));
      pointInDirection(t, (Math.atan2(dy, dx) * 180) / Math.PI + 90);
      core.targets.flush();
      const inside = keepInside(core.renderer.bounds(t.drawable), t.x, t.y);
      goToXY(t, inside.x, inside.y);
    },
    setRotationStyle: (t: StageTarget, style: string): void => {
      if (t.isStage || !(style === 'all around' || style === 'left-right' || style === "don't rotate")) return;
      t.rotationStyle = style satisfies RotationStyle;
      core.targets.touch(t);
      if (t.visible) core.requestRedraw();
    },
    x: (t: StageTarget): number => snapped(t.x),
    y: (t: StageTarget): number => snapped(t.y),
    direction: (t: StageTarget): number => t.direction,
  };
}

/** The mouse within the stage, in whole units. */
export const mouseX = (core: Core): number => Math.round(clamp(core.input.mouseX, -240, 240));
export const mouseY = (core: Core): number => Math.round(clamp(core.input.mouseY, -180, 180));
