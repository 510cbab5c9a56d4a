import type * as Blockly from 'blockly/core';
import type { WorkspaceContext } from '../src/context.ts';
import { loadBlocklyLocale } from '../src/workspace/locale.ts';
import { createWorkspace } from '../src/workspace/create-workspace.ts';

/** What jsdom lacks for drawing: nothing has a size, and that is enough to draw. */
function completeJsdom(): void {
  const box = { x: 0, y: 0, width: 0, height: 0, top: 0, left: 0, right: 0, bottom: 0 };
  Object.assign(SVGElement.prototype, { getBBox: () => box, getComputedTextLength: () => 50 });
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as unknown as typeof ResizeObserver;
  globalThis.PointerEvent ??= MouseEvent as unknown as typeof PointerEvent;
  Element.prototype.scrollIntoView ??= () => undefined;
  Element.prototype.checkVisibility ??= () => true;
  HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 50 }) })) as never;
}

/** A workspace with a toolbox as in the application, drawn by jsdom. */
export async function renderedWorkspace(context: WorkspaceContext): Promise<Blockly.WorkspaceSvg> {
  completeJsdom();
  await loadBlocklyLocale('en');
  const host = document.createElement('div');
  document.body.append(host);
  return createWorkspace(host, { context, media: '/media/', theme: 'light' });
}

/** Lets a frame be drawn and Blockly's own events arrive. */
export const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => setTimeout(resolve, 5), 5)));
