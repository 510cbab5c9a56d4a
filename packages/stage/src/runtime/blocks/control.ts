import type { Core } from '../core.ts';
import { IDLE, RUN } from '../program.ts';
import type { StageTarget } from '../target.ts';

export type ControlBlocks = ReturnType<typeof controlBlocks>;

/** Waiting, stopping, clones and the hidden counter. */
export function controlBlocks(core: Core) {
  let counter = 0;
  const { scheduler } = core;

  return {
    /** Gives way even for 0 seconds, and lets the stage be drawn. Measured from frame to frame: no wait ends within one. */
    *wait(_t: StageTarget, seconds: number): Generator<number, void, void> {
      const end = scheduler.frameTime + Math.max(0, seconds) * 1000;
      core.requestRedraw();
      yield RUN;
      while (scheduler.frameTime < end) yield IDLE;
    },
    stopAll: (_t: StageTarget): boolean => {
      core.stopAll();
      return true;
    },
    stopOtherScripts: (t: StageTarget): void => core.stopScriptsOf(t, scheduler.current),
    createClone: (t: StageTarget, of: string): void => {
      const original = of === '_myself_' ? t : core.targets.sprite(of);
      if (original === undefined || original.isStage || original.disposed) return;
      const clone = core.targets.clone(original);
      if (clone === null) return;
      core.memory.cloned(clone);
      if (clone.visible) core.requestRedraw();
      core.hats.start('control_start_as_clone', null, clone);
    },
    /** Answers whether there was a clone to delete. */
    deleteClone: (t: StageTarget): boolean => {
      if (!t.isClone) return false;
      core.stopScriptsOf(t, null);
      core.targets.dispose(t);
      if (t.visible) core.requestRedraw();
      return true;
    },
    counter: (_t: StageTarget): number => counter,
    incrementCounter: (_t: StageTarget): void => {
      counter++;
    },
    clearCounter: (_t: StageTarget): void => {
      counter = 0;
    },
  };
}
