import type * as Blockly from 'blockly/core';
import type { PaperkiteBlock } from '../draw/define-blocks.ts';
import { BOOLEAN_CHECK } from '../draw/draw-spec.ts';
import type { Answers, Procedure } from './procedure.ts';
import { readProcedure } from './procedure.ts';

/**
 * The procedure whose head this is. Heads in TurboWarp's files do not say what is answered: the blocks that answer, below
 * the definition, do.
 */
export function procedureOf(prototype: Blockly.Block): Procedure {
  const procedure = readProcedure((prototype as PaperkiteBlock).kept);
  return procedure.answers === 'nothing' ? { ...procedure, answers: answersBelow(prototype) } : procedure;
}

function answersBelow(prototype: Blockly.Block): Answers {
  const answers = prototype
    .getParent()
    ?.getDescendants(false)
    .filter((block) => block.type === 'procedures_return');
  if (!answers || answers.length === 0) return 'nothing';
  const isCondition = (block: Blockly.Block) =>
    block.getInputTargetBlock('VALUE')?.outputConnection?.getCheck()?.includes(BOOLEAN_CHECK) === true;
  return answers.every(isCondition) ? 'condition' : 'value';
}
