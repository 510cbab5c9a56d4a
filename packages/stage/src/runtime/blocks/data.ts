import type { Core } from '../core.ts';
import type { StageTarget } from '../target.ts';

export type DataBlocks = ReturnType<typeof dataBlocks>;

/** Showing and hiding monitors of variables and lists. */
export function dataBlocks(core: Core) {
  const owner = (t: StageTarget, global: boolean): StageTarget => (global ? core.targets.stage : t);
  return {
    showMonitor: (t: StageTarget, id: string, global: boolean): void =>
      core.monitors.setVisible(owner(t, global), id, true),
    hideMonitor: (t: StageTarget, id: string, global: boolean): void =>
      core.monitors.setVisible(owner(t, global), id, false),
  };
}
