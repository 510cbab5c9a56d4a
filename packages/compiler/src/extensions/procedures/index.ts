import type { Block } from '@paperkite/project';
import { constant } from '../../ir/build.ts';
import type { Expression, Procedure } from '../../ir/nodes.ts';
import type { Extension, Lowering } from '../contract.ts';

/** Arguments of a call in the order of the definition's parameters; one that is missing takes its default. */
function callArguments(c: Lowering, block: Block, procedure: Procedure): Expression[] {
  return procedure.parameters.map((parameter) => {
    const name = procedure.argumentIds[parameter.index];
    return name !== undefined && c.hasInput(block, name) ? c.input(block, name) : constant(parameter.default);
  });
}

/** The value of a parameter; 0 outside of its definition. */
function parameterOf(c: Lowering, block: Block): Expression {
  const name = c.field(block, 'VALUE');
  // The last parameter of a name wins, as in Scratch.
  const parameter = c.enclosing?.parameters.findLast((candidate) => candidate.name === name);
  return parameter === undefined ? constant(0) : { kind: 'parameter', parameter };
}

/** My blocks: definitions, calls, arguments and return. */
export const procedures: Extension = {
  id: 'procedures',
  commands: {
    procedures_call: (c, block) => {
      const procedure = c.procedure(String(block.mutation?.proccode ?? ''));
      if (procedure === undefined) return [];
      return { kind: 'call', procedure, args: callArguments(c, block, procedure), block: block.id };
    },
    procedures_return: (c, block) => ({ kind: 'return', value: c.input(block, 'VALUE'), block: block.id }),
  },
  reporters: {
    procedures_call: (c, block) => {
      const procedure = c.procedure(String(block.mutation?.proccode ?? ''));
      if (procedure === undefined) return constant('');
      return { kind: 'call', procedure, args: callArguments(c, block, procedure), block: block.id };
    },
    argument_reporter_string_number: parameterOf,
    argument_reporter_boolean: parameterOf,
  },
};
