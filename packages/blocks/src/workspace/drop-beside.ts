import * as Blockly from 'blockly/core';
import type { Binding } from '../binding/binding.ts';
import { type LooseScript, looseScript } from '../document/loose-script.ts';

/** Stands for the rest of the page to the right: farther than any screen. */
const FAR = 1e9;

/** What lies to the right of the workspace, where scripts can be let go. Points are in pixels of the window. */
export interface Neighbour {
  /** A script hangs over this point; undefined when it is carried back or was let go. */
  onOver(point: { x: number; y: number } | undefined): void;
  onDrop(point: { x: number; y: number }, script: LooseScript): void;
}

/**
 * The page beside the workspace. A script that is let go there returns to where it was, and what is there hears of it; a
 * block that came from the palette in the same movement is gone.
 */
class Beside extends Blockly.DeleteArea {
  private readonly workspace: Blockly.WorkspaceSvg;
  private readonly binding: Binding;
  private readonly neighbour: Neighbour;
  private point = { x: 0, y: 0 };

  constructor(workspace: Blockly.WorkspaceSvg, binding: Binding, neighbour: Neighbour) {
    super();
    this.id = 'paperkite:beside';
    this.workspace = workspace;
    this.binding = binding;
    this.neighbour = neighbour;
  }

  readonly follow = ({ clientX, clientY }: PointerEvent): void => {
    this.point = { x: clientX, y: clientY };
  };

  override getClientRect(): Blockly.utils.Rect {
    return new Blockly.utils.Rect(-FAR, FAR, this.workspace.getInjectionDiv().getBoundingClientRect().right, FAR);
  }

  override wouldDelete(element: Blockly.IDraggable & Blockly.IDeletable): boolean {
    return element instanceof Blockly.BlockSvg && this.binding.idOf(element) === undefined;
  }

  override shouldPreventMove(): boolean {
    return true;
  }

  override onDragOver(): void {
    this.neighbour.onOver(this.point);
  }

  override onDragExit(): void {
    this.neighbour.onOver(undefined);
  }

  override onDrop(element: Blockly.IDraggable): void {
    this.neighbour.onOver(undefined);
    const script = element instanceof Blockly.BlockSvg ? looseScript(element, 'new') : undefined;
    if (script) this.neighbour.onDrop(this.point, script);
  }
}

/** Lets scripts be dragged out of the workspace to what lies at its right. Returns stop. */
export function dropBeside(workspace: Blockly.WorkspaceSvg, binding: Binding, neighbour: Neighbour): () => void {
  const beside = new Beside(workspace, binding, neighbour);
  const { Capability } = Blockly.ComponentManager;
  workspace
    .getComponentManager()
    .addComponent({ component: beside, weight: 0, capabilities: [Capability.DELETE_AREA, Capability.DRAG_TARGET] });
  workspace.recordDragTargets();
  for (const type of ['pointermove', 'pointerup'] as const) window.addEventListener(type, beside.follow, true);
  return () => {
    for (const type of ['pointermove', 'pointerup'] as const) window.removeEventListener(type, beside.follow, true);
  };
}
