import * as Blockly from 'blockly/core';

/** The categories. While the palette is docked, one of them is always open: Blockly would leave an empty strip. */
export class PaletteToolbox extends Blockly.Toolbox {
  override setSelectedItem(item: Blockly.IToolboxItem | null): void {
    const palette = this.getFlyout();
    const closes = item === null || item === this.getSelectedItem();
    if (closes && palette?.autoClose === false && palette.isVisible()) palette.scrollToStart();
    else super.setSelectedItem(item);
  }
}
