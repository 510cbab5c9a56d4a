import type { Block, BlockId, BlockLocation, Comment, Field, Json, Slot, TargetId } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { asArray, asNumber, asScalar, asText, type JsonObject } from '../json/read-json.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { freeBelowEnds } from '../stack-ends.ts';
import { settleIds, type Draft } from '../sb3/settle-ids.ts';
import type { Holdings, Names } from './names.ts';
import { argumentIds, procedureMutation } from './procedures.ts';
import { BLOCK_RULES, SHADOWS, type Argument, type NamedKind, type ShadowKind } from './vocabulary.ts';

/** Scratch 3's blocks are larger: its own import spreads scripts by these factors. */
const spread = (x: Json | undefined, y: Json | undefined): { x: number; y: number } => ({
  x: Math.round((asNumber(x) ?? 0) * 1.5),
  y: Math.round((asNumber(y) ?? 0) * 2.2),
});

export interface ScriptOwner extends Holdings {
  id: TargetId;
  isStage: boolean;
  /** The stage's name in the file, by which blocks may call it. */
  stageName: string;
}

export interface ReadScripts {
  blocks: Record<BlockId, Block>;
  comments: Record<string, Comment>;
  /** Blocks that stood below one which ends its stack, and now stand beside it. */
  cut: number;
}

/**
 * Reads the scripts of one Scratch 2 target: `[x, y, [block, ...]]`, each block `[name, argument, ...]`. Blocks that Scratch 3
 * does not have keep their name behind `scratch2_` and their arguments as `ARG1`, `ARG2`, ... Throws a ProjectError
 * `too-many-blocks`.
 */
export function readScripts(raw: JsonObject, owner: ScriptOwner, names: Names): ReadScripts {
  const reader = new ScriptReader(owner, names, readWarps(raw), readCommented(raw));
  for (const script of asArray(raw['scripts']) ?? []) {
    const [x, y, stack] = asArray(script) ?? [];
    reader.stack(asArray(stack), spread(x, y));
  }
  const blocks = settleIds(reader.drafts).all;
  return { blocks, cut: freeBelowEnds(blocks), comments: readComments(raw) };
}

/** Whether each procedure runs without refresh: calls say so too in Scratch 3. */
function readWarps(raw: JsonObject): Map<string, boolean> {
  const warps = new Map<string, boolean>();
  for (const script of asArray(raw['scripts']) ?? []) {
    const hat = asArray(asArray(asArray(script)?.[2])?.[0]);
    const spec = hat?.[0] === 'procDef' ? asText(hat[1]) : undefined;
    if (spec !== undefined && !warps.has(spec)) warps.set(spec, hat?.[4] === true);
  }
  return warps;
}

/** Comments name their block by its number: all blocks of the target counted in reading order. */
function readCommented(raw: JsonObject): Map<number, string> {
  const commented = new Map<number, string>();
  for (const [i, comment] of (asArray(raw['scriptComments']) ?? []).entries()) {
    const block = asArray(comment)?.[5];
    if (typeof block === 'number' && block >= 0 && !commented.has(block)) commented.set(block, `comment-${i + 1}`);
  }
  return commented;
}

function readComments(raw: JsonObject): Record<string, Comment> {
  const comments: Record<string, Comment> = {};
  for (const [i, value] of (asArray(raw['scriptComments']) ?? []).entries()) {
    const [x, y, width, height, open, , text] = asArray(value) ?? [];
    comments[`comment-${i + 1}`] = {
      text: asText(text) ?? '',
      ...spread(x, y),
      width: asNumber(width) ?? 200,
      height: asNumber(height) ?? 200,
      minimized: open === false,
    };
  }
  return comments;
}

class ScriptReader {
  readonly drafts: Draft[] = [];
  readonly #owner: ScriptOwner;
  readonly #names: Names;
  readonly #warps: ReadonlyMap<string, boolean>;
  readonly #commented: ReadonlyMap<number, string>;
  #count = 0;

  constructor(
    owner: ScriptOwner,
    names: Names,
    warps: ReadonlyMap<string, boolean>,
    commented: ReadonlyMap<number, string>,
  ) {
    this.#owner = owner;
    this.#names = names;
    this.#warps = warps;
    this.#commented = commented;
  }

  /** Blocks below each other, the first of them at the place. */
  stack(raw: Json[] | undefined, place: BlockLocation): void {
    let at = place;
    for (const value of raw ?? []) {
      const parts = asArray(value);
      const id = parts && this.#block(parts, at);
      if (id !== undefined) at = { parent: id, slot: 'next' };
    }
  }

  #block(parts: Json[], at: BlockLocation): BlockId | undefined {
    const name = asText(parts[0]);
    if (name === undefined) return undefined;
    const number = this.#count++;
    const id = `${this.#owner.id}-block-${number + 1}`;
    const draft = this.#add(id, '', at);
    const comment = this.#commented.get(number);
    if (comment !== undefined) draft.comment = comment;
    const args = parts.slice(1);
    if (name === 'procDef') this.#definition(draft, id, args);
    else if (name === 'call') this.#call(draft, id, args);
    else if (name === 'getParam') this.#parameter(draft, args);
    else if (name === 'whenSensorGreaterThan' && args[0] === 'video motion') {
      // Became a block of its own.
      this.#ruled(draft, id, 'whenSensorGreaterThan:video', args.slice(1));
    } else this.#ruled(draft, id, name, args);
    return id;
  }

  #add(id: BlockId | undefined, opcode: string, at: BlockLocation, shadow = false): Draft {
    if (this.drafts.length >= PROJECT_LIMITS.blocks) {
      throw new ProjectError('too-many-blocks', { limit: PROJECT_LIMITS.blocks });
    }
    const draft: Draft = { id, opcode, fields: {}, shadow, at };
    this.drafts.push(draft);
    return draft;
  }

  #ruled(draft: Draft, id: BlockId, name: string, args: Json[]): void {
    const rule = BLOCK_RULES.get(name);
    if (!rule) {
      draft.opcode = `scratch2_${name}`;
      args.forEach((arg, i) => this.#argument(draft, id, { as: 'value', name: `ARG${i + 1}`, kind: 'text' }, arg));
      return;
    }
    draft.opcode = rule.opcode;
    for (const [field, value] of Object.entries(rule.constants)) draft.fields[field] = { value };
    rule.args.forEach((argument, i) => this.#argument(draft, id, argument, args[i]));
    if (name === 'whenClicked' && this.#owner.isStage) draft.opcode = 'event_whenstageclicked';
    if (name === 'stopScripts') {
      const others = String(draft.fields['STOP_OPTION']?.value).startsWith('other scripts');
      draft.mutation = { tagName: 'mutation', children: [], hasnext: String(others) };
    }
  }

  #argument(draft: Draft, id: BlockId, argument: Argument, value: Json | undefined): void {
    switch (argument.as) {
      case 'field':
        draft.fields[argument.name] = this.#field(argument.kind, value);
        break;
      case 'stack':
        this.stack(asArray(value), { parent: id, slot: `input:${argument.name}` });
        break;
      case 'bool':
        this.#plug(id, argument.name, value);
        break;
      default:
        this.#input(id, argument, value);
    }
  }

  #field(kind: 'plain' | 'upper' | NamedKind, value: Json | undefined): Field {
    const plain = asScalar(value);
    if (kind === 'plain') return { value: plain };
    if (kind === 'upper') return { value: String(plain).toUpperCase().replaceAll(' ', '') };
    return this.#names.field(kind, String(plain), this.#owner);
  }

  /** A block plugged into an input; whether there was one. */
  #plug(id: BlockId, name: string, value: Json | undefined): boolean {
    const parts = asArray(value);
    return parts !== undefined && this.#block(parts, { parent: id, slot: `input:${name}` }) !== undefined;
  }

  #input(id: BlockId, argument: Extract<Argument, { as: 'value' | 'menu' }>, value: Json | undefined): void {
    const covered = this.#plug(id, argument.name, value);
    const shown = covered ? '' : asScalar(value);
    const at = { parent: id, slot: `shadow:${argument.name}` as Slot };
    if (argument.as === 'menu') {
      const menu = this.#add(undefined, argument.opcode, at, true);
      menu.fields[argument.name] = { value: this.#menuValue(argument.opcode, shown) };
      return;
    }
    const { opcode, field } = SHADOWS[argument.kind];
    this.#add(undefined, opcode, at, true).fields[field] = this.#shadowField(argument.kind, shown, covered);
  }

  #shadowField(kind: ShadowKind, shown: Field['value'], covered: boolean): Field {
    if (kind === 'color') return { value: hexColor(shown) };
    if (kind === 'broadcast' && !covered) return this.#names.field('broadcast', String(shown), this.#owner);
    return { value: shown };
  }

  /** Scratch 2 lets blocks call the stage by its name; Scratch 3 has one word for it. */
  #menuValue(menu: string, value: Field['value']): Field['value'] {
    const stage = value === 'Stage' || value === this.#owner.stageName;
    return menu === 'sensing_of_object_menu' && stage ? '_stage_' : value;
  }

  #definition(draft: Draft, id: BlockId, [code, names, defaults, warp]: Json[]): void {
    draft.opcode = 'procedures_definition';
    const proccode = asText(code) ?? '';
    const argNames = (asArray(names) ?? []).map((name) => String(asScalar(name)));
    const prototype = this.#add(
      `${id}-prototype`,
      'procedures_prototype',
      { parent: id, slot: 'shadow:custom_block' },
      true,
    );
    prototype.mutation = {
      ...procedureMutation(proccode, warp === true),
      argumentnames: JSON.stringify(argNames),
      argumentdefaults: JSON.stringify((asArray(defaults) ?? []).map(asScalar)),
    };
    for (const [i, { id: input, kind }] of argumentIds(proccode).entries()) {
      const opcode = kind === 'bool' ? 'argument_reporter_boolean' : 'argument_reporter_string_number';
      const argument = this.#add(undefined, opcode, { parent: prototype.id!, slot: `shadow:${input}` }, true);
      argument.fields['VALUE'] = { value: argNames[i] ?? '' };
    }
  }

  #call(draft: Draft, id: BlockId, [code, ...args]: Json[]): void {
    const proccode = asText(code) ?? '';
    draft.opcode = 'procedures_call';
    draft.mutation = procedureMutation(proccode, this.#warps.get(proccode) ?? false);
    for (const [i, { id: name, kind }] of argumentIds(proccode).entries()) {
      this.#argument(draft, id, kind === 'bool' ? { as: 'bool', name } : { as: 'value', name, kind }, args[i]);
    }
  }

  #parameter(draft: Draft, [name, kind]: Json[]): void {
    draft.opcode = kind === 'b' ? 'argument_reporter_boolean' : 'argument_reporter_string_number';
    draft.fields['VALUE'] = { value: asScalar(name) };
  }
}

/** Scratch 2 writes colours as one number, red first, sometimes negative because of a fourth byte. */
function hexColor(value: Field['value']): string {
  const number = Number(value);
  return `#${((Number.isFinite(number) ? number : 0) & 0xffffff).toString(16).padStart(6, '0')}`;
}
