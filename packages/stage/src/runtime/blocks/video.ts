import type { MotionArea, VideoState } from '../../ports.ts';
import { clamp } from '../cast.ts';
import type { Core } from '../core.ts';
import type { StageTarget } from '../target.ts';

export type VideoBlocks = ReturnType<typeof videoBlocks>;

const STATES: readonly string[] = ['off', 'on', 'on-flipped'] satisfies VideoState[];

/** Video sensing. Without a picture both values are -1, as in Scratch. */
export function videoBlocks(core: Core) {
  const initial = core.targets.stage.table.video;
  let state: VideoState = initial?.state ?? 'on';
  let transparency = initial?.transparency ?? 50;
  /** Where things went last, by sprite: a direction stays when they stand still. */
  const directions = new WeakMap<StageTarget, number>();

  const use = (): void => core.camera.use(state, transparency);

  /** What a sprite covers; everything for the stage, and where nothing is drawn. */
  function areaOf(t: StageTarget): MotionArea | null {
    const { renderer } = core;
    if (t.isStage || renderer === null) return null;
    core.targets.flush();
    return {
      bounds: renderer.bounds(t.drawable),
      covers: (x, y) => renderer.touchingPoint(t.drawable, x, y),
    };
  }

  /** Asking for the motion switches the camera on, unless the project switched it off. */
  function motionOf(t: StageTarget): { amount: number; direction: number } {
    use();
    const seen = state === 'off' ? null : core.camera.motion(areaOf(t));
    if (seen === null) return { amount: -1, direction: -1 };
    if (seen.direction !== null) directions.set(t, seen.direction);
    return { amount: seen.amount, direction: directions.get(t) ?? 0 };
  }

  return {
    motionExceeds: (t: StageTarget, limit: number): boolean => motionOf(t).amount > limit,
    motion: (t: StageTarget, attribute: string, subject: string): number => {
      const seen = motionOf(subject === 'this sprite' ? t : core.targets.stage);
      return attribute === 'direction' ? seen.direction : seen.amount;
    },
    toggle: (_t: StageTarget, wanted: string): void => {
      if (!STATES.includes(wanted)) return;
      state = wanted as VideoState;
      use();
    },
    setTransparency: (_t: StageTarget, wanted: number): void => {
      transparency = clamp(wanted, 0, 100);
      use();
    },
  };
}
