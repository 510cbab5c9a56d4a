import { m } from '@paperkite/i18n';
import type { BlockSpec, Category } from '../../spec.ts';
import { integer, menuShadow, named, number, predicate, reporter, stack, string } from '../../spec.ts';

const variable = named('VARIABLE', 'variable');
const list = named('LIST', 'list');

const blocks: BlockSpec[] = [
  { opcode: 'data_variable', shape: 'reporter', args: [variable], behaviour: 'getter' },
  stack('data_setvariableto', m.blocks_data_setvariableto, variable, string('VALUE', '0')),
  stack('data_changevariableby', m.blocks_data_changevariableby, variable, number('VALUE', 1)),
  stack('data_showvariable', m.blocks_data_showvariable, variable),
  stack('data_hidevariable', m.blocks_data_hidevariable, variable),
  { opcode: 'data_listcontents', shape: 'reporter', args: [list], behaviour: 'getter' },
  stack('data_addtolist', m.blocks_data_addtolist, string('ITEM', m.blocks_default_thing), list),
  stack('data_deleteoflist', m.blocks_data_deleteoflist, integer('INDEX', 1), list),
  stack('data_deletealloflist', m.blocks_data_deletealloflist, list),
  stack(
    'data_insertatlist',
    m.blocks_data_insertatlist,
    string('ITEM', m.blocks_default_thing),
    integer('INDEX', 1),
    list,
  ),
  stack(
    'data_replaceitemoflist',
    m.blocks_data_replaceitemoflist,
    integer('INDEX', 1),
    list,
    string('ITEM', m.blocks_default_thing),
  ),
  reporter('data_itemoflist', m.blocks_data_itemoflist, integer('INDEX', 1), list),
  reporter('data_itemnumoflist', m.blocks_data_itemnumoflist, string('ITEM', m.blocks_default_thing), list),
  reporter('data_lengthoflist', m.blocks_data_lengthoflist, list),
  predicate('data_listcontainsitem', m.blocks_data_listcontainsitem, list, string('ITEM', m.blocks_default_thing)),
  stack('data_showlist', m.blocks_data_showlist, list),
  stack('data_hidelist', m.blocks_data_hidelist, list),
  // Places in a list as the first Scratch 3 wrote them: a number, "last", "all" or "random".
  menuShadow('data_listindexall', { kind: 'text', name: 'INDEX', initial: '1' }),
  menuShadow('data_listindexrandom', { kind: 'text', name: 'INDEX', initial: '1' }),
];

/** Variables and lists. */
export const data: Category = {
  id: 'data',
  name: m.blocks_category_data,
  blocks,
  toolbox: () => [{ dynamic: 'variables' }, { dynamic: 'lists' }],
};
