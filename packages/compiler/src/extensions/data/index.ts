import { cast, constant, inline, runtimeCall } from '../../ir/build.ts';
import type { Expression, Operation, Statement } from '../../ir/nodes.ts';
import { BOOLEAN } from '../../ir/types.ts';
import { field, value, type Extension, type LowerCommand } from '../contract.ts';
import { add } from '../operators/arithmetic.ts';

const found = inline(
  'data.found',
  () => BOOLEAN,
  ([place]) => `(${place} > 0)`,
);

function monitorCommand(name: string, fieldName: string, kind: 'variable' | 'list'): LowerCommand {
  const operation: Operation = runtimeCall(name);
  return (c, block): Statement => {
    const cell = kind === 'variable' ? c.variable(block, fieldName) : c.list(block, fieldName);
    return { kind: 'operation', operation, args: [constant(cell.id), constant(cell.owner === 0)], block: block.id };
  };
}

/** Variables and lists. */
export const data: Extension = {
  id: 'data',
  commands: {
    data_setvariableto: (c, block) => ({
      kind: 'set',
      variable: c.variable(block, 'VARIABLE'),
      value: c.input(block, 'VALUE'),
      block: block.id,
    }),
    data_changevariableby: (c, block) => {
      const variable = c.variable(block, 'VARIABLE');
      const sum: Expression = {
        kind: 'operation',
        operation: add,
        args: [cast('number', { kind: 'variable', variable }), cast('number', c.input(block, 'VALUE'))],
        block: block.id,
      };
      return { kind: 'set', variable, value: sum, block: block.id };
    },
    data_showvariable: monitorCommand('data.showMonitor', 'VARIABLE', 'variable'),
    data_hidevariable: monitorCommand('data.hideMonitor', 'VARIABLE', 'variable'),
    data_showlist: monitorCommand('data.showMonitor', 'LIST', 'list'),
    data_hidelist: monitorCommand('data.hideMonitor', 'LIST', 'list'),
    data_addtolist: (c, block) => ({
      kind: 'append',
      list: c.list(block, 'LIST'),
      value: c.input(block, 'ITEM'),
      block: block.id,
    }),
    data_deleteoflist: (c, block) => ({
      kind: 'delete',
      list: c.list(block, 'LIST'),
      index: c.input(block, 'INDEX'),
      block: block.id,
    }),
    data_deletealloflist: (c, block) => ({ kind: 'clear', list: c.list(block, 'LIST'), block: block.id }),
    data_insertatlist: (c, block) => ({
      kind: 'insert',
      list: c.list(block, 'LIST'),
      index: c.input(block, 'INDEX'),
      value: c.input(block, 'ITEM'),
      block: block.id,
    }),
    data_replaceitemoflist: (c, block) => ({
      kind: 'replace',
      list: c.list(block, 'LIST'),
      index: c.input(block, 'INDEX'),
      value: c.input(block, 'ITEM'),
      block: block.id,
    }),
  },
  reporters: {
    data_variable: (c, block) => ({ kind: 'variable', variable: c.variable(block, 'VARIABLE') }),
    data_listcontents: (c, block) => ({ kind: 'contents', list: c.list(block, 'LIST') }),
    data_itemoflist: (c, block) => ({ kind: 'item', list: c.list(block, 'LIST'), index: value('INDEX')(c, block) }),
    data_itemnumoflist: (c, block) => ({ kind: 'find', list: c.list(block, 'LIST'), value: value('ITEM')(c, block) }),
    data_lengthoflist: (c, block) => ({ kind: 'length', list: c.list(block, 'LIST') }),
    data_listcontainsitem: (c, block) => ({
      kind: 'operation',
      operation: found,
      args: [{ kind: 'find', list: c.list(block, 'LIST'), value: value('ITEM')(c, block) }],
      block: block.id,
    }),
    data_listindexall: field('INDEX'),
    data_listindexrandom: field('INDEX'),
  },
};
