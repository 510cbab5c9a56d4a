import type * as Blockly from 'blockly/core';
import { NamedField } from './named-field.ts';

/**
 * The name on a block that says what a variable or list holds. A click on it is a click on the block, which tells the value;
 * what can be done with the name stands in the block's own menu.
 */
export class NamedLabelField extends NamedField {
  override isClickable(): boolean {
    return false;
  }

  /** Nothing opens here. */
  protected override createSVGArrow_(): void {}

  override applyColour(): void {
    super.applyColour();
    this.borderRect_?.setAttribute('fill', 'transparent');
    this.borderRect_?.setAttribute('stroke', 'transparent');
  }

  /** The entries of the menu, those that choose another name only where that makes sense. */
  menuEntries(canChoose: boolean): Blockly.ContextMenuRegistry.LegacyContextMenuOption[] {
    return this.entries().flatMap((option) => {
      if (option === 'separator') return [];
      const [text, value] = option;
      if (!this.isDeed(value) && (!canChoose || value === this.getValue())) return [];
      return [{ text: String(text), enabled: true, callback: () => this.choose(value) }];
    });
  }
}
