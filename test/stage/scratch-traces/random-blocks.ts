import type { Choices } from './random-source.ts';

type Primitive = readonly (string | number)[];

/** What goes into an input of an .sb3 block: its array, and the blocks in it. */
export interface Plug {
  array: readonly [number, ...unknown[]];
  blocks: readonly string[];
}

export interface RawBlock {
  opcode: string;
  next: string | null;
  parent: string | null;
  inputs: Record<string, unknown>;
  fields: Record<string, readonly (string | null)[]>;
  shadow: boolean;
  topLevel: boolean;
  x?: number;
  y?: number;
  mutation?: object;
}

export type Named = readonly [name: string, id: string];

export const field = (value: string): readonly [string, null] => [value, null];

/** The blocks of one target as an .sb3 has them. */
export class RawBlocks {
  readonly all: Record<string, RawBlock> = {};
  private count = 0;
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** How many there are: a number that no other place of the program has. */
  get mark(): number {
    return this.count;
  }

  add(
    opcode: string,
    plugs: Readonly<Record<string, Plug>> = {},
    fields: RawBlock['fields'] = {},
    more: Partial<RawBlock> = {},
  ): string {
    const id = `${this.prefix}${++this.count}`;
    const inputs: Record<string, unknown> = {};
    this.all[id] = { opcode, next: null, parent: null, inputs, fields, shadow: false, topLevel: false, ...more };
    for (const [name, plug] of Object.entries(plugs)) {
      inputs[name] = plug.array;
      for (const block of plug.blocks) this.all[block]!.parent = id;
    }
    return id;
  }

  /** Puts a block under another. */
  link(above: string, below: string | null): void {
    this.all[above]!.next = below;
    if (below !== null) this.all[below]!.parent = above;
  }

  /** A hat and what hangs on it. */
  script(opcode: string, fields: RawBlock['fields'], first: string | null, plugs: Record<string, Plug> = {}): void {
    this.link(this.add(opcode, plugs, fields, { topLevel: true, x: 0, y: 0 }), first);
  }
}

export const typed = (text: string): Plug => ({ array: [1, [10, text]], blocks: [] });
export const number = (text: string, kind = 4): Plug => ({ array: [1, [kind, text]], blocks: [] });
export const variable = ([name, id]: Named): Plug => ({ array: [3, [12, name, id], [10, '']], blocks: [] });
export const list = ([name, id]: Named): Plug => ({ array: [3, [13, name, id], [10, '']], blocks: [] });
export const reporter = (id: string, beneath: Primitive = [10, '7']): Plug => ({
  array: [3, id, beneath],
  blocks: [id],
});
export const condition = (id: string): Plug => ({ array: [2, id], blocks: [id] });
export const body = (first: string | null): Record<string, Plug> =>
  first === null ? {} : { SUBSTACK: condition(first) };

/** A menu with one of some choices, as the shadow that Scratch puts there. */
export function menu(blocks: RawBlocks, choices: Choices, opcode: string, name: string, values: string): Plug {
  const id = blocks.add(opcode, {}, { [name]: field(choices.of(values.split('|'))) }, { shadow: true });
  return { array: [1, id], blocks: [id] };
}
