import type { Block, BoardTarget, Scalar } from '@paperkite/project';

/** A block as tests write it: inputs hold a typed-in value, a block, or a stack of blocks. */
export interface Sketched {
  opcode: string;
  inputs?: Record<string, Scalar | Sketched | Sketched[]>;
  fields?: Record<string, Scalar>;
  mutation?: Block['mutation'];
}

/** A script or a my-block: the hat and what hangs below it. */
export interface SketchedScript {
  hat: Sketched;
  body: Sketched[];
}

/** Shorthand for a block. */
export const block = (
  opcode: string,
  inputs: Sketched['inputs'] = {},
  fields: Sketched['fields'] = {},
  mutation?: Block['mutation'],
): Sketched => ({ opcode, inputs, fields, ...(mutation && { mutation }) });

/** A my-block: `names` are its arguments, with `%b` for conditions. */
export interface SketchedProcedure {
  code: string;
  names: string[];
  warp?: boolean;
  body: Sketched[];
}

/** The call of a my-block, as command or as value. */
export const call = (code: string, args: (Scalar | Sketched)[]): Sketched => ({
  opcode: 'procedures_call',
  inputs: Object.fromEntries(args.map((arg, i) => [`arg${i}`, arg])),
  mutation: { proccode: code, argumentids: JSON.stringify(args.map((_, i) => `arg${i}`)) },
});

/** Puts blocks together into the target that an editor would have made. */
export function boardTarget(parts: {
  scripts: SketchedScript[];
  procedures?: SketchedProcedure[];
  variables?: Record<string, Scalar>;
  lists?: Record<string, Scalar[]>;
  board?: BoardTarget['board'];
  name?: string;
}): BoardTarget {
  const blocks: Record<string, Block> = {};
  let count = 0;

  function add(sketched: Sketched, at: Block['at'], shadow = false): string {
    const id = `b${++count}`;
    const fields = Object.entries(sketched.fields ?? {}).map(([name, value]) => {
      const named = name === 'VARIABLE' || name === 'LIST';
      return [name, named ? { value, id: `${name.toLowerCase()}-${value}` } : { value }];
    });
    blocks[id] = {
      id,
      opcode: sketched.opcode,
      fields: Object.fromEntries(fields) as Block['fields'],
      shadow,
      at,
      ...(sketched.mutation && { mutation: sketched.mutation }),
    };
    for (const [name, value] of Object.entries(sketched.inputs ?? {})) {
      const slot = `input:${name}` as const;
      if (Array.isArray(value)) stack(value, { parent: id, slot });
      else if (typeof value === 'object') add(value, { parent: id, slot });
      else add({ opcode: 'text', fields: { TEXT: value } }, { parent: id, slot: `shadow:${name}` }, true);
    }
    return id;
  }
  function stack(body: Sketched[], at: Block['at']): void {
    let place = at;
    for (const sketched of body) place = { parent: add(sketched, place), slot: 'next' };
  }

  let y = 0;
  for (const { code, names, warp = false, body } of parts.procedures ?? []) {
    const definition = add(block('procedures_definition'), { x: 0, y: (y += 100) });
    add(
      block(
        'procedures_prototype',
        {},
        {},
        {
          proccode: code,
          argumentnames: JSON.stringify(names),
          argumentids: JSON.stringify(names.map((_, i) => `arg${i}`)),
          argumentdefaults: JSON.stringify(names.map(() => '')),
          warp: String(warp),
        },
      ),
      { parent: definition, slot: 'input:custom_block' },
      true,
    );
    stack(body, { parent: definition, slot: 'next' });
  }
  for (const { hat, body } of parts.scripts) {
    const top = add(hat, { x: 0, y: (y += 100) });
    stack(body, { parent: top, slot: 'next' });
  }
  return {
    kind: 'board',
    board: parts.board ?? 'arduino-uno',
    id: 'board',
    name: parts.name ?? 'Board',
    blocks,
    variables: Object.fromEntries(
      Object.entries(parts.variables ?? {}).map(([name, value]) => [`variable-${name}`, { name, value }]),
    ),
    lists: Object.fromEntries(
      Object.entries(parts.lists ?? {}).map(([name, items]) => [`list-${name}`, { name, items }]),
    ),
    comments: {},
    mode: 'blocks',
    text: '',
    parts: [],
  };
}
