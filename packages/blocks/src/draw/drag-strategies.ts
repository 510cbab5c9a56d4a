import * as Blockly from 'blockly/core';

/** The head of a definition is not a thing of its own: pulling it pulls the definition. */
export class WithParentDragStrategy extends Blockly.dragging.BlockDragStrategy {
  protected override getTargetBlock(): Blockly.BlockSvg {
    return this.block.getParent() ?? super.getTargetBlock();
  }
}

/** An argument in the head of a definition is a source: pulling it makes a copy to use in the body. */
export class CopyArgumentDragStrategy extends Blockly.dragging.BlockDragStrategy {
  protected override getTargetBlock(): Blockly.BlockSvg {
    if (this.block.isInFlyout || this.block.getParent()?.type !== 'procedures_prototype') return super.getTargetBlock();
    const state = Blockly.serialization.blocks.save(this.block, { saveIds: false });
    if (!state) return super.getTargetBlock();
    const copy = Blockly.serialization.blocks.append(state, this.workspace, { recordUndo: true }) as Blockly.BlockSvg;
    copy.moveDuringDrag(this.block.getRelativeToSurfaceXY());
    return copy;
  }
}
