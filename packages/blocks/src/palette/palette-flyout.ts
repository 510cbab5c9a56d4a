import * as Blockly from 'blockly/core';

/** How wide the palette is whatever it shows, in pixels: scripts beside it must not jump. */
const WIDTH = 264;
/** Blocks of the palette keep their size when scripts are zoomed. */
const SCALE = 0.75;
/** So many things of the first shelf come with the page, and the others when it has time: on a slow computer each costs 20 ms. */
const AT_ONCE = 9;
/** After so many milliseconds they come whether it has time or not. */
const MOST_WAIT = 1000;

type Item = Blockly.utils.toolbox.FlyoutItemInfo;
/** What Blockly keeps to itself of its shelves. */
interface Maker {
  createFlyoutInfo(items: Item[]): Blockly.FlyoutItem[];
}

/**
 * The shelf of blocks beside the categories. Docked it stays open and takes its width from the scripts; folded it opens over
 * them when a category is chosen and goes when a block is taken. Blockly calls that `autoClose`.
 */
export class PaletteFlyout extends Blockly.VerticalFlyout {
  /** Told after the palette opened or closed. */
  onShown: (() => void) | undefined;

  private isFirst = true;
  /** Things of the shelf that are still to come. */
  private rest: Item[] = [];

  override show(shelf: Blockly.utils.toolbox.FlyoutDefinition | string): void {
    this.rest = [];
    if (!this.isFirst || !Array.isArray(shelf)) return super.show(shelf);
    this.isFirst = false;
    const items = shelf as Item[];
    // A gap belongs to what is above it.
    const cut = items.findIndex(({ kind }, index) => index >= AT_ONCE && kind !== 'sep');
    if (cut < 0) return super.show(items);
    super.show(items.slice(0, cut));
    this.rest = items.slice(cut);
    const showRest = (): void => this.showRest();
    // A computer that is never idle shows them, too.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(showRest, { timeout: MOST_WAIT });
    else setTimeout(showRest);
  }

  private showRest(): void {
    if (this.rest.length === 0) return;
    const shown = this.getContents();
    const heightOf = (item: Blockly.FlyoutItem): number => item.getElement().getBoundingRectangle().getHeight();
    let top = shown.reduce((sum, item) => sum + heightOf(item), this.MARGIN);
    const { rest } = this;
    this.rest = [];
    this.workspace_.setResizesEnabled(false);
    Blockly.Events.setRecordUndo(false);
    try {
      const more = (this as unknown as Maker).createFlyoutInfo(rest);
      Blockly.renderManagement.triggerQueuedRenders(this.workspace_);
      for (const item of more) {
        item.getElement().moveBy(this.MARGIN + this.tabWidth_, top);
        top += heightOf(item);
      }
      this.setContents([...shown, ...more]);
      this.updateAriaContext();
    } finally {
      Blockly.Events.setRecordUndo(true);
      this.workspace_.setResizesEnabled(true);
    }
  }

  override dispose(): void {
    this.rest = [];
    super.dispose();
  }

  override createDom(tagName: Parameters<Blockly.VerticalFlyout['createDom']>[0]): SVGElement {
    const dom = super.createDom(tagName);
    // In a palette that closes by itself Blockly puts a clicked block down. Here a click runs it, folded or not.
    dom.addEventListener('pointerup', () => this.withoutClosing(), { capture: true });
    return dom;
  }

  private withoutClosing(): void {
    if (!this.autoClose || !this.isVisible()) return;
    this.autoClose = false;
    setTimeout(() => (this.autoClose = true));
  }

  override getFlyoutScale(): number {
    return SCALE;
  }

  override setVisible(visible: boolean): void {
    super.setVisible(visible);
    this.onShown?.();
  }

  protected override reflowInternal_(): void {
    this.workspace_.scale = this.getFlyoutScale();
    if (this.getWidth() === WIDTH) return;
    this.width_ = WIDTH;
    this.position();
    this.targetWorkspace.resizeContents();
    this.targetWorkspace.recordDragTargets();
  }

  /**
   * Blockly 13.3 calls the places on a block figures and lets the block, an option of a list, own them, also those that are
   * never drawn. An option has no children for a screen reader: its name says what is on it.
   */
  protected override updateAriaContext(): void {
    super.updateAriaContext();
    const { aria } = Blockly.utils;
    const list = this.getWorkspace().getCanvas();
    for (const place of list.querySelectorAll('[role="figure"]')) {
      aria.setRole(place, aria.Role.NONE);
      aria.setState(place, aria.State.HIDDEN, true);
      aria.clearState(place, aria.State.ROLEDESCRIPTION);
    }
    for (const option of list.querySelectorAll('[role="option"]')) aria.clearState(option, aria.State.OWNS);
  }
}
