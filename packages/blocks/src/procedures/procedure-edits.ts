import type { Block, BlockEdit, BlockLocation, Json } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import type { Blocks } from '../document/children.ts';
import { childrenOf, shadowId, withDescendants } from '../document/children.ts';
import type { ArgumentPart, Procedure } from './procedure.ts';
import { argumentsOf, procedureCode, procedureMutation, readProcedure } from './procedure.ts';

const reporterOpcode = (arg: ArgumentPart) =>
  arg.kind === 'boolean' ? 'argument_reporter_boolean' : 'argument_reporter_string_number';

const reporterIn = (prototype: string, arg: ArgumentPart): Block => ({
  id: shadowId(prototype, arg.id),
  opcode: reporterOpcode(arg),
  fields: { VALUE: { value: arg.name } },
  shadow: true,
  at: { parent: prototype, slot: `shadow:${arg.id}` },
});

const emptyText = (call: string, arg: ArgumentPart): Block => ({
  id: shadowId(call, arg.id),
  opcode: 'text',
  fields: { TEXT: { value: '' } },
  shadow: true,
  at: { parent: call, slot: `shadow:${arg.id}` },
});

/** What ends the body of a block that answers, with nothing in it yet. */
function emptyReturn(definition: string, id: string): Block[] {
  const shadow = shadowId(id, 'VALUE');
  return [
    { id, opcode: 'procedures_return', fields: {}, shadow: false, at: { parent: definition, slot: 'next' } },
    {
      id: shadow,
      opcode: 'text',
      fields: { TEXT: { value: '' } },
      shadow: true,
      at: { parent: id, slot: 'shadow:VALUE' },
    },
  ];
}

/** The edits that put a new, empty definition on the workspace. */
export function newProcedureEdits(procedure: Procedure, at: BlockLocation, newId: () => string): BlockEdit[] {
  const definition = newId();
  const prototype = shadowId(definition, 'custom_block');
  const blocks: Block[] = [
    { id: definition, opcode: 'procedures_definition', fields: {}, shadow: false, at },
    {
      id: prototype,
      opcode: 'procedures_prototype',
      fields: {},
      mutation: procedureMutation(procedure, 'definition'),
      shadow: true,
      at: { parent: definition, slot: 'shadow:custom_block' },
    },
    ...argumentsOf(procedure).map((arg) => reporterIn(prototype, arg)),
    ...(procedure.answers === 'nothing' ? [] : emptyReturn(definition, newId())),
  ];
  return blocks.map((block): BlockEdit => ({ kind: 'create', block }));
}

/**
 * The edits that change a definition: its head, the reporters in it, every call in the same target and the reporters in its
 * body that carry a renamed argument. What stood in a removed place of a call is set free, not deleted.
 */
export function changeProcedureEdits(blocks: Blocks, prototypeId: string, to: Procedure): BlockEdit[] {
  const prototype = blocks[prototypeId];
  if (!prototype) return [];
  const children = childrenOf(blocks);
  const from = readProcedure(prototype.mutation);
  const edits: BlockEdit[] = [
    {
      kind: 'set-mutation',
      id: prototypeId,
      mutation: { ...withoutAnswer(prototype.mutation), ...procedureMutation(to, 'definition') },
    },
    ...headEdits(blocks, prototypeId, to),
  ];
  const renamed = new Map(
    argumentsOf(to).flatMap((arg) => {
      const before = argumentsOf(from).find((old) => old.id === arg.id);
      return before && before.name !== arg.name ? [[before.name, arg.name]] : [];
    }),
  );
  const definition = isChild(prototype.at) ? prototype.at.parent : prototypeId;
  const head = new Set(withDescendants(prototypeId, children));
  for (const id of withDescendants(definition, children)) {
    const block = blocks[id]!;
    const name = renamed.get(String(block.fields.VALUE?.value));
    if (head.has(id) || name === undefined || !block.opcode.startsWith('argument_reporter_')) continue;
    edits.push({ kind: 'set-field', id, name: 'VALUE', field: { value: name } });
  }
  const code = procedureCode(from);
  for (const block of Object.values(blocks)) {
    if (block.opcode !== 'procedures_call' || procedureCode(readProcedure(block.mutation)) !== code) continue;
    edits.push(...callEdits(blocks, block, to));
  }
  return edits;
}

function withoutAnswer(mutation: Block['mutation']): Record<string, Json> {
  const { return: _answer, ...rest } = mutation ?? {};
  return rest;
}

function headEdits(blocks: Blocks, prototype: string, to: Procedure): BlockEdit[] {
  const slots = childrenOf(blocks).get(prototype);
  const edits: BlockEdit[] = [];
  const kept = new Set<string>();
  for (const arg of argumentsOf(to)) {
    const id = slots?.get(`shadow:${arg.id}`) ?? slots?.get(`input:${arg.id}`);
    const block = id === undefined ? undefined : blocks[id];
    if (!block) edits.push({ kind: 'create', block: reporterIn(prototype, arg) });
    else {
      kept.add(block.id);
      if (block.fields.VALUE?.value !== arg.name)
        edits.push({ kind: 'set-field', id: block.id, name: 'VALUE', field: { value: arg.name } });
    }
  }
  const gone = [...(slots?.values() ?? [])].filter((id) => !kept.has(id));
  if (gone.length > 0) edits.push({ kind: 'delete', ids: gone });
  return edits;
}

function callEdits(blocks: Blocks, call: Block, to: Procedure): BlockEdit[] {
  const mutation: Record<string, Json> = {
    ...withoutAnswer(call.mutation),
    // A call keeps its form: it stands where no other would fit.
    ...procedureMutation({ ...to, answers: readProcedure(call.mutation).answers }, 'call'),
  };
  const edits: BlockEdit[] = [{ kind: 'set-mutation', id: call.id, mutation }];
  const slots = childrenOf(blocks).get(call.id);
  const places = new Map(argumentsOf(to).map((arg) => [arg.id, arg]));
  let set = 0;
  for (const [slot, id] of slots ?? []) {
    if (slot === 'next' || places.has(slot.slice(slot.indexOf(':') + 1))) continue;
    if (slot.startsWith('shadow:')) edits.push({ kind: 'delete', ids: [id] });
    else edits.push({ kind: 'move', id, at: beside(blocks, call, set++) });
  }
  for (const arg of places.values()) {
    if (arg.kind === 'text' && !slots?.has(`shadow:${arg.id}`))
      edits.push({ kind: 'create', block: emptyText(call.id, arg) });
  }
  return edits;
}

/** A free place near the script that a block belongs to. */
function beside(blocks: Blocks, block: Block, nth: number): BlockLocation {
  let top = block;
  while (isChild(top.at)) {
    const parent = blocks[top.at.parent];
    if (!parent) return { x: 0, y: 0 };
    top = parent;
  }
  return isChild(top.at) ? { x: 0, y: 0 } : { x: top.at.x + 40 + 20 * nth, y: top.at.y - 60 + 20 * nth };
}
