import type * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import { BOOLEAN_CHECK, VALUE_CHECK, setShape } from './draw-spec.ts';

/** Zelos's number for the shape of a plain reporter. */
const ROUND = 2;

/** The one Blockly type behind every opcode that we do not know. */
export const UNKNOWN_TYPE = 'paperkite_unknown';

/** What can be told of a block of an unknown extension from where it stands in the document. */
export interface UnknownState {
  opcode: string;
  shape: 'stack' | 'hat' | 'reporter';
  inputs: { name: string; kind: 'value' | 'statement' }[];
  /** Shown, not editable: nobody knows what may stand there. */
  fields: { name: string; value: string }[];
}

/** Draws an unknown block: its name, what its fields say, and its inputs with whatever is in them. */
export function drawUnknown(block: Blockly.Block, state: UnknownState): void {
  const head = block.appendDummyInput().appendField(state.opcode);
  for (const field of state.fields) head.appendField(`[${field.value}]`);
  for (const input of state.inputs) {
    if (input.kind === 'statement') block.appendStatementInput(input.name);
    else block.appendValueInput(input.name).setCheck([VALUE_CHECK, BOOLEAN_CHECK]);
  }
  block.setInputsInline(true);
  setShape(block, state.shape);
  // It may be a condition; whoever knows put it where it stands.
  if (state.shape === 'reporter') {
    block.outputConnection?.setCheck([VALUE_CHECK, BOOLEAN_CHECK]);
    block.setOutputShape(ROUND);
  }
  block.setStyle('unknown');
  block.setTooltip(() => m.blocks_unknown_tooltip({ opcode: state.opcode }));
}
