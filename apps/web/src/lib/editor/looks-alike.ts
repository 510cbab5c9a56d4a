import type { Project, Target } from '@paperkite/project';

/** What of a target does not show on the stage while nothing runs. */
const UNSEEN = ['blocks', 'comments', 'broadcasts', 'sounds', 'tempo', 'volume', 'draggable'];
/** What the stage is told of without loading anew, see `LiveSprites`. */
const TOLD = ['x', 'y', 'direction', 'size', 'visible', 'currentCostume'];
const PASSED = new Set([...UNSEEN, ...TOLD]);

function targetsLookAlike(a: Target, b: Target): boolean {
  if (a === b) return true;
  const [before, after] = [a as unknown as Record<string, unknown>, b as unknown as Record<string, unknown>];
  return Object.keys({ ...a, ...b }).every((key) => PASSED.has(key) || before[key] === after[key]);
}

/**
 * Whether two states of one document show the same on the stage, but for how sprites stand. Then nothing is loaded anew, and the sprites stay where the
 * last run left them while blocks are being edited. Relies on unchanged parts being the same objects; where a monitor
 * stands is the page's affair.
 */
export function looksAlike(a: Project, b: Project): boolean {
  if (a.targets.length !== b.targets.length || a.monitors.length !== b.monitors.length) return false;
  return (
    a.targets.every((target, index) => targetsLookAlike(target, b.targets[index]!)) &&
    a.monitors.every((monitor, index) => {
      const other = b.monitors[index]!;
      return monitor.id === other.id && monitor.visible === other.visible;
    })
  );
}
