import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { WorkspaceContext } from '../context.ts';
import type { Arg, BlockSpec, ToolboxEntry } from '../spec.ts';
import { read } from '../spec.ts';
import { CATEGORIES, shelvesOf, specOf } from '../vocabulary/vocabulary.ts';
import { contextOf } from '../fields/workspace-context.ts';
import { argumentsOf, procedureMutation } from '../procedures/procedure.ts';
import { procedureOf } from '../procedures/procedure-of.ts';
import type { PaperkiteBlock } from '../draw/define-blocks.ts';

type Item = Blockly.utils.toolbox.FlyoutItemInfo;
type ConnectionState = Blockly.serialization.blocks.ConnectionState;

const GAP_ITEM: Item = { kind: 'sep', gap: '36' } as Item;
const callbackOf = (id: string) => `paperkite:${id}`;

/** The search field at the top: its kind and its id. */
export const SEARCH_KIND = 'paperkite-search';

/** Keys of the buttons in the toolbox. */
export const BUTTONS = {
  variable: 'paperkite:new-variable',
  list: 'paperkite:new-list',
  procedure: 'paperkite:new-procedure',
};

/** The shadows with which a block comes from the toolbox. */
export function defaultInputs(spec: BlockSpec): Record<string, ConnectionState> {
  const withShadow = spec.args.filter((arg): arg is Extract<Arg, { kind: 'value' }> => arg.kind === 'value');
  return Object.fromEntries(
    withShadow.flatMap(({ name, shadow }) => {
      if (!shadow) return [];
      const value = read(shadow.value);
      // An empty default means: whatever is first in the menu.
      const fields = value === '' ? {} : { fields: { [shadow.field]: value } };
      return [[name, { shadow: { type: shadow.opcode, ...fields } }]];
    }),
  );
}

const blockItem = (spec: BlockSpec, fields?: Record<string, unknown>): Item =>
  ({ kind: 'block', type: spec.opcode, inputs: defaultInputs(spec), ...(fields ? { fields } : {}) }) as Item;

const known = (opcode: string): BlockSpec => {
  const spec = specOf(opcode);
  if (!spec) throw new Error(`the toolbox names a block without a definition: ${opcode}`);
  return spec;
};

const button = (text: string, callbackkey: string): Item => ({ kind: 'button', text, callbackkey }) as Item;

/** Boards have no stage to show anything on. */
const VARIABLE_MONITORS = ['data_showvariable', 'data_hidevariable'];
const isBoard = (workspace: Blockly.Workspace): boolean => contextOf(workspace).board?.() !== undefined;

function variableItems(workspace: Blockly.Workspace): Item[] {
  const entries = contextOf(workspace).named('variable');
  const make = button(m.blocks_button_new_variable(), BUTTONS.variable);
  if (entries.length === 0) return [make];
  const reporters = entries.map(({ id, name }) => blockItem(known('data_variable'), { VARIABLE: { value: name, id } }));
  const doers = ['data_setvariableto', 'data_changevariableby', ...(isBoard(workspace) ? [] : VARIABLE_MONITORS)];
  return [make, ...reporters, GAP_ITEM, ...doers.map((opcode) => blockItem(known(opcode)))];
}

const LIST_BLOCKS: readonly (readonly string[])[] = [
  ['data_addtolist'],
  ['data_deleteoflist', 'data_deletealloflist', 'data_insertatlist', 'data_replaceitemoflist'],
  ['data_itemoflist', 'data_itemnumoflist', 'data_lengthoflist', 'data_listcontainsitem'],
];
const LIST_MONITORS = ['data_showlist', 'data_hidelist'];

/** Lists of a board hold numbers. */
const numberItem = (spec: BlockSpec): Item => {
  const item = blockItem(spec) as Item & { inputs: Record<string, ConnectionState> };
  if (item.inputs['ITEM']) item.inputs['ITEM'] = { shadow: { type: 'math_number', fields: { NUM: '1' } } };
  return item;
};

function listItems(workspace: Blockly.Workspace): Item[] {
  const entries = contextOf(workspace).named('list');
  const make = button(m.blocks_button_new_list(), BUTTONS.list);
  if (entries.length === 0) return [GAP_ITEM, make];
  const board = isBoard(workspace);
  const itemOf = board ? numberItem : blockItem;
  const shown = board ? LIST_BLOCKS : [...LIST_BLOCKS, LIST_MONITORS];
  const groups = shown.flatMap((group) => [GAP_ITEM, ...group.map((opcode) => itemOf(known(opcode)))]);
  if (board) return [GAP_ITEM, make, ...groups];
  const reporters = entries.map(({ id, name }) => blockItem(known('data_listcontents'), { LIST: { value: name, id } }));
  return [GAP_ITEM, make, ...reporters, ...groups];
}

function procedureItems(workspace: Blockly.Workspace): Item[] {
  const owner = (workspace instanceof Blockly.WorkspaceSvg ? workspace.targetWorkspace : null) ?? workspace;
  const heads = owner.getBlocksByType('procedures_prototype', true);
  const procedures = heads.map(procedureOf);
  const calls = procedures.map((procedure, i): Item => {
    const { argumentnames: _names, argumentdefaults: _defaults, ...kept } = (heads[i] as PaperkiteBlock).kept ?? {};
    const inputs = Object.fromEntries(
      argumentsOf(procedure)
        .filter((arg) => arg.kind === 'text')
        .map((arg) => [arg.id, { shadow: { type: 'text', fields: { TEXT: '' } } }]),
    );
    const extraState = { ...kept, ...procedureMutation(procedure, 'call') };
    return { kind: 'block', type: 'procedures_call', extraState, inputs } as Item;
  });
  const answer = procedures.some(({ answers }) => answers !== 'nothing')
    ? [GAP_ITEM, blockItem(known('procedures_return'))]
    : [];
  return [button(m.blocks_button_new_procedure(), BUTTONS.procedure), ...calls, ...answer];
}

function items(entry: ToolboxEntry, workspace: Blockly.Workspace): Item[] {
  if (typeof entry === 'string') return [blockItem(known(entry))];
  if ('gap' in entry) return [GAP_ITEM];
  switch (entry.dynamic) {
    case 'variables':
      return variableItems(workspace);
    case 'lists':
      return listItems(workspace);
    case 'procedures':
      return procedureItems(workspace);
  }
}

/** Blocks as they come from the toolbox. */
export const itemsFor = (opcodes: readonly string[]): Item[] => opcodes.map((opcode) => blockItem(known(opcode)));

/** A text that stands where blocks would: a line for each sentence, as wide as the palette at most. */
const lines = (text: string): Item[] =>
  text
    .split(/(?<=[。.])\s*/)
    .flatMap((sentence) => (sentence ? [{ kind: 'label', text: sentence, id: undefined }] : []));

/** What a shelf holds now, in the language of now. Never nothing: an empty shelf would close and the workspace jump. */
export function shelfOf(categoryId: string, workspace: Blockly.Workspace): Item[] {
  const entries = shelvesOf(contextOf(workspace)).find((each) => each.id === categoryId)?.entries ?? [];
  if (entries.length === 0) return lines(m.blocks_shelf_stage_motion());
  return entries.flatMap((entry) => items(entry, workspace));
}

/** The toolbox: categories whose shelves are filled when they are opened. */
export function toolboxDefinition(context: WorkspaceContext): Blockly.utils.toolbox.ToolboxDefinition {
  return {
    kind: 'categoryToolbox',
    contents: [
      { kind: SEARCH_KIND, name: '', toolboxitemid: SEARCH_KIND },
      ...shelvesOf(context).map((shelf) => ({
        kind: 'category',
        name: shelf.name({} as never),
        categorystyle: shelf.id,
        custom: callbackOf(shelf.id),
        toolboxitemid: shelf.id,
      })),
    ],
  } as Blockly.utils.toolbox.ToolboxDefinition;
}

/** Tells a workspace how to fill its shelves. */
export function registerShelves(workspace: Blockly.WorkspaceSvg): void {
  const ids = new Set([...CATEGORIES, ...shelvesOf(contextOf(workspace))].map(({ id }) => id));
  for (const id of ids) workspace.registerToolboxCategoryCallback(callbackOf(id), () => shelfOf(id, workspace));
}
