import * as Blockly from 'blockly/core';

/** The categories. While the palette is docked, one of them is always open: Blockly would leave an empty strip. */
export class PaletteToolbox extends Blockly.Toolbox {
  override setSelectedItem(item: Blockly.IToolboxItem | null): void {
    const palette = this.getFlyout();
    const closes = item === null || item === this.getSelectedItem();
    if (closes && palette?.autoClose === false && palette.isVisible()) palette.scrollToStart();
    // What has the focus goes with the old blocks. When it leaves them because the focus is on its way here, Blockly 13.3
    // fails over that and answers no key any more: so the new ones come when it has arrived.
    else if (this.hasFocusInPalette()) queueMicrotask(() => super.setSelectedItem(item));
    else super.setSelectedItem(item);
  }

  private hasFocusInPalette(): boolean {
    const focus = Blockly.getFocusManager();
    const shelf = this.getFlyout()?.getWorkspace();
    return focus.getFocusedTree() === shelf && focus.getFocusedNode() !== shelf;
  }
}
