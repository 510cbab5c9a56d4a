import { m } from '@paperkite/i18n';
import type { BlockSpec, Category } from '../../spec.ts';
import { cap, string } from '../../spec.ts';

const blocks: BlockSpec[] = [
  {
    opcode: 'procedures_definition',
    shape: 'hat',
    text: m.blocks_procedures_definition,
    args: [{ kind: 'value', name: 'custom_block', shadow: null }],
    behaviour: 'definition',
  },
  { opcode: 'procedures_prototype', shape: 'reporter', args: [], behaviour: 'prototype' },
  { opcode: 'procedures_call', shape: 'stack', args: [], behaviour: 'call' },
  // From TurboWarp's files; Scratch itself has no way to answer.
  cap('procedures_return', m.blocks_procedures_return, string('VALUE')),
  {
    opcode: 'argument_reporter_string_number',
    shape: 'reporter',
    args: [{ kind: 'text', name: 'VALUE' }],
    behaviour: 'argument',
  },
  {
    opcode: 'argument_reporter_boolean',
    shape: 'boolean',
    args: [{ kind: 'text', name: 'VALUE' }],
    behaviour: 'argument',
  },
];

/** Blocks that people make themselves. */
export const procedures: Category = {
  id: 'procedures',
  name: m.blocks_category_procedures,
  blocks,
  toolbox: () => [{ dynamic: 'procedures' }],
};
