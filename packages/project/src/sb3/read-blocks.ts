import { err, ok, type Result } from '@paperkite/kernel';
import type { Block, BlockId, Field, Json, Slot } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { forestOf } from '../forest.ts';
import { asArray, asNumber, asObject, asScalar, asText, type JsonObject } from '../json/read-json.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { ourOpcode } from './opcodes.ts';
import { freeBelowEnds } from '../stack-ends.ts';
import { primitiveByCode } from './primitives.ts';
import { settleIds, type Draft } from './settle-ids.ts';

export interface ReadBlocks {
  blocks: Record<BlockId, Block>;
  /** Links that led nowhere, to a block that was linked before, or below one that ends its stack. */
  cut: number;
  /** Blocks that were on no workspace. */
  dropped: number;
}

/**
 * Reads one target's blocks. Links are followed downwards (`next` and inputs), as Scratch does when it runs them; each
 * block ends with exactly one place. Blocks without ids in the file get ids made of parent and slot, so that reading
 * the same file again gives the same document. Blocks that contain
 * themselves are left to whoever checks the document. Error: `too-many-blocks`.
 */
export function readBlocks(raw: JsonObject, commentOf: ReadonlyMap<BlockId, string>): Result<ReadBlocks, ProjectError> {
  const drafts = new Map<BlockId, Draft>();
  const inline: Draft[] = [];
  let cut = 0;
  let dropped = 0;

  // Listing the members of a record of 100,000 takes longer than looking at each: once is enough.
  const described = Object.entries(raw);
  for (const [id, value] of described) {
    const draft = Array.isArray(value) ? primitiveDraft(value) : objectDraft(asObject(value));
    if (!draft) {
      dropped++;
      continue;
    }
    draft.id = id;
    draft.comment = commentOf.get(id);
    drafts.set(id, draft);
  }

  const put = (draft: Draft, parent: BlockId, slot: Slot) => {
    draft.at = { parent, slot };
    draft.shadow = slot.startsWith('shadow:');
  };
  const link = (parent: BlockId, slot: Slot, child: Json | undefined) => {
    if (child === null || child === undefined) return;
    const draft = typeof child === 'string' ? drafts.get(child) : undefined;
    if (!draft || draft.at) cut++;
    else put(draft, parent, slot);
  };
  const plug = (parent: BlockId, name: string, asShadow: boolean, content: Json | undefined) => {
    if (Array.isArray(content)) {
      const draft = primitiveDraft(content);
      if (!draft) return void cut++;
      // A variable as a shadow could never be taken out again.
      put(draft, parent, asShadow && draft.shadow ? `shadow:${name}` : `input:${name}`);
      return void inline.push(draft);
    }
    const shadow = asShadow && typeof content === 'string' && drafts.get(content)?.shadow;
    link(parent, shadow ? `shadow:${name}` : `input:${name}`, content);
  };

  for (const [id, value] of described) {
    const block = asObject(value);
    if (!block || !drafts.has(id)) continue;
    link(id, 'next', block['next']);
    for (const [name, input] of Object.entries(asObject(block['inputs']) ?? {})) {
      if (drafts.size + inline.length > PROJECT_LIMITS.blocks) {
        return err(new ProjectError('too-many-blocks', { limit: PROJECT_LIMITS.blocks }));
      }
      const { plugged, shadow } = readInput(input);
      if (plugged === shadow) {
        plug(id, name, true, shadow);
        continue;
      }
      // Without a default behind it, a block that calls itself a shadow is the default.
      plug(id, name, shadow === undefined, plugged);
      plug(id, name, true, shadow);
    }
  }

  for (const [id, draft] of drafts) {
    if (draft.at) continue;
    const block = asObject(raw[id]) ?? {};
    const free = Array.isArray(raw[id]) || (block['topLevel'] ?? (block['parent'] ?? null) === null) === true;
    if (!free) continue;
    const [x, y] = Array.isArray(raw[id]) ? [raw[id][3], raw[id][4]] : [block['x'], block['y']];
    draft.at = { x: asNumber(x) ?? 0, y: asNumber(y) ?? 0 };
    draft.shadow = false;
  }
  const blocks = settleIds([...drafts.values(), ...inline]);
  const forest = blocks.orphans.length > 0 ? forestOf(blocks.all) : undefined;
  for (const orphan of blocks.orphans) {
    for (const lost of forest!.descendants(orphan)) {
      if (!lost.shadow) dropped++;
      delete blocks.all[lost.id];
    }
  }
  cut += freeBelowEnds(blocks.all);
  return ok({ blocks: blocks.all, cut, dropped });
}

/** The two ends of an input in any spelling: what is plugged in and the shadow; equal when the shadow is all there is. */
function readInput(input: Json): { plugged: Json | undefined; shadow: Json | undefined } {
  const parts = asArray(input);
  if (!parts) {
    const { block, shadow } = asObject(input) ?? {};
    return { plugged: block ?? undefined, shadow: shadow ?? undefined };
  }
  const [kind, first, second] = [parts[0], parts[1] ?? undefined, parts[2] ?? undefined];
  if (kind === 1) return { plugged: first, shadow: first };
  return { plugged: first, shadow: kind === 3 ? second : undefined };
}

function primitiveDraft(parts: Json[]): Draft | undefined {
  const primitive = primitiveByCode(parts[0]);
  if (!primitive) return undefined;
  const field: Field = { value: asScalar(parts[1]) };
  if (primitive.named && typeof parts[2] === 'string') field.id = parts[2];
  return {
    id: undefined,
    at: undefined,
    opcode: primitive.opcode,
    fields: { [primitive.field]: field },
    shadow: primitive.kind === 'shadow',
  };
}

function objectDraft(raw: JsonObject | undefined): Draft | undefined {
  const opcode = asText(raw?.['opcode']);
  if (!raw || !opcode) return undefined;
  const fields: Record<string, Field> = {};
  for (const [name, value] of Object.entries(asObject(raw['fields']) ?? {})) {
    const old = asObject(value);
    const [content, id] = old ? [old['value'], old['id']] : (asArray(value) ?? []);
    fields[name] =
      typeof id === 'string' && id !== '' ? { value: asScalar(content), id } : { value: asScalar(content) };
  }
  const mutation = asObject(raw['mutation']);
  return {
    id: undefined,
    at: undefined,
    opcode: ourOpcode(opcode),
    fields,
    ...(mutation && { mutation }),
    shadow: raw['shadow'] === true,
  };
}
