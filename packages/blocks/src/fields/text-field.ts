import * as Blockly from 'blockly/core';

/**
 * A place for words. Blockly describes a field to screen readers each time its value is set and finds out by an exception
 * that it is not drawn yet: a third of the time it takes to load a workspace. So that is asked first.
 */
export class TextField extends Blockly.FieldTextInput {
  override recomputeAriaContext(): boolean {
    return this.fieldGroup_ !== null && super.recomputeAriaContext();
  }
}
