import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { PaletteFlyout } from './palette-flyout.ts';

const GAP = 8;
const SIZE = 44;
/** In the order in which Blockly places things, after everything that it knows. */
const WEIGHT = 100;

/** Folds the palette away and docks it again; stands at its edge, in the lower corner of the scripts. */
export class FoldButton implements Blockly.IPositionable {
  readonly id = 'paperkite:fold';
  private readonly workspace: Blockly.WorkspaceSvg;
  private readonly palette: PaletteFlyout;
  private readonly button: HTMLButtonElement;
  private readonly onFold: (folded: boolean) => void;

  constructor(workspace: Blockly.WorkspaceSvg, palette: PaletteFlyout, onFold: (folded: boolean) => void) {
    this.workspace = workspace;
    this.palette = palette;
    this.onFold = onFold;
    this.button = document.createElement('button');
    this.button.type = 'button';
    this.button.className = 'pkFold';
    this.button.addEventListener('click', () => this.toggle());
    // Blockly's keys are for blocks.
    this.button.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
    });
    workspace.getInjectionDiv().append(this.button);
    workspace.getComponentManager().addComponent({
      component: this,
      weight: WEIGHT,
      capabilities: [Blockly.ComponentManager.Capability.POSITIONABLE],
    });
    palette.onShown = () => this.position();
    this.say();
  }

  get folded(): boolean {
    return this.palette.autoClose;
  }

  /** Docks or folds the palette. Scripts keep their place beside it. @param category which opens when none is open */
  fold(folded: boolean, category?: string): void {
    const toolbox = this.workspace.getToolbox();
    this.palette.autoClose = folded;
    if (folded) toolbox?.clearSelection();
    else if (toolbox && !toolbox.getSelectedItem()) {
      const items = toolbox.getToolboxItems();
      toolbox.setSelectedItem(items.find((item) => item.getId() === category) ?? items[1] ?? null);
    }
    Blockly.svgResize(this.workspace);
    this.workspace.resize();
    this.workspace.recordDragTargets();
    this.say();
  }

  private toggle(): void {
    this.fold(!this.folded);
    this.onFold(this.folded);
  }

  /** Also after a change of language. */
  say(): void {
    this.button.setAttribute('aria-expanded', String(!this.folded));
    this.button.setAttribute('aria-label', m.blocks_palette());
    this.button.title = this.folded ? m.blocks_palette_dock() : m.blocks_palette_fold();
    this.button.textContent = this.folded ? '»' : '«';
    this.position();
  }

  position(): void {
    const { width } = this.workspace.getMetricsManager().getToolboxMetrics();
    const shelf = this.palette.isVisible() ? this.palette.getWidth() : 0;
    this.button.style.left = `${width + shelf + GAP}px`;
  }

  getBoundingRectangle(): Blockly.utils.Rect | null {
    const left = parseFloat(this.button.style.left) || 0;
    const bottom = this.workspace.getInjectionDiv().clientHeight - GAP;
    return new Blockly.utils.Rect(bottom - SIZE, bottom, left, left + SIZE);
  }
}
