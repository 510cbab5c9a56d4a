import type * as Blockly from 'blockly/core';
import type { Json } from '@paperkite/project';
import { argumentsOf, callShape, readProcedure } from '../procedures/procedure.ts';
import { BOOLEAN_CHECK, VALUE_CHECK, setShape } from './draw-spec.ts';

/** Only the head of a definition fits into a definition. */
export const PROTOTYPE_CHECK = 'Prototype';

type Mutation = Record<string, Json> | undefined;

/** Takes away inputs that are no longer there, keeps those that are, and puts words and places in their order. */
function arrange(block: Blockly.Block, mutation: Mutation): void {
  const procedure = readProcedure(mutation);
  const wanted = new Set(argumentsOf(procedure).map((arg) => arg.id));
  for (const input of [...block.inputList]) {
    if (!wanted.has(input.name)) {
      // What stands in the head of a definition is part of it; what stood in a call is set free.
      if (block.type === 'procedures_prototype') input.connection?.targetBlock()?.dispose(false);
      block.removeInput(input.name, true);
    } else for (const field of [...input.fieldRow]) input.removeField(field.name ?? '', true);
  }
  let words = 0;
  let waiting: string[] = [];
  const order: string[] = [];
  for (const part of procedure.parts) {
    if (part.kind === 'label') {
      waiting.push(part.text);
      continue;
    }
    const input = block.getInput(part.id) ?? block.appendValueInput(part.id);
    input.setCheck(part.kind === 'boolean' ? BOOLEAN_CHECK : VALUE_CHECK);
    for (const text of waiting) input.appendField(text, `word${words++}`);
    waiting = [];
    order.push(part.id);
  }
  const tail = block.appendDummyInput('tail');
  for (const text of waiting.length > 0 || order.length > 0 ? waiting : ['']) tail.appendField(text, `word${words++}`);
  order.push('tail');
  const place = new Map(order.map((name, i) => [name, i]));
  block.inputList.sort((a, b) => place.get(a.name)! - place.get(b.name)!);
  block.setInputsInline(true);
}

/** Draws the head of a definition from its mutation. */
export function drawPrototype(block: Blockly.Block, mutation: Mutation): void {
  arrange(block, mutation);
}

/** Draws a call from its mutation; whether it answers is part of it. */
export function drawCall(block: Blockly.Block, mutation: Mutation): void {
  const shape = callShape(mutation);
  if (shape === 'stack' ? !block.previousConnection : !block.outputConnection) {
    if (block.outputConnection) block.setOutput(false);
    if (block.previousConnection) {
      block.setPreviousStatement(false);
      block.setNextStatement(false);
    }
    setShape(block, shape);
  }
  arrange(block, mutation);
}
