import type { Scalar } from '@paperkite/project';
import type { Core } from './core.ts';
import type { StageTarget } from './target.ts';

/** Longer speech is cut. */
const MAX_LENGTH = 330;

/** What a bubble shows of a value: numbers that are not whole with two decimals, unless they are tiny. */
export function bubbleText(value: Scalar): string {
  const rounded = typeof value === 'number' && Math.abs(value) >= 0.01 && value % 1 !== 0;
  return (rounded ? value.toFixed(2) : String(value)).slice(0, MAX_LENGTH);
}

/** Shows a bubble, or takes it away when the text is empty, and tells the host. */
export function showBubble(
  core: Pick<Core, 'renderer' | 'emit' | 'requestRedraw' | 'targets'>,
  t: StageTarget,
  kind: 'say' | 'think',
  text: string,
): void {
  const had = t.bubble !== null;
  t.bubble = text === '' ? null : { kind, text };
  core.targets.flush();
  if (t.bubble !== null && !t.isStage) core.renderer?.showBubble(t.drawable, kind, text);
  else core.renderer?.hideBubble(t.drawable);
  if (text !== '' || had) {
    core.emit({ type: 'said', target: t.table.id, name: t.table.name, clone: t.isClone, kind, text });
  }
  if (t.visible && (text !== '' || had)) core.requestRedraw();
}

/** Takes a bubble away without telling: the run is over. */
export function dropBubble(core: Pick<Core, 'renderer'>, t: StageTarget): void {
  t.bubble = null;
  core.renderer?.hideBubble(t.drawable);
}
