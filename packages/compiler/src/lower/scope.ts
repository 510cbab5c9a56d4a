import type { Field, Target } from '@paperkite/project';
import type { List, Variable } from '../ir/nodes.ts';
import { NEVER } from '../ir/types.ts';

/** Finds the variable or list that a field means: by id, then by name, then it is made in the target itself. */
export interface Scope {
  variable(field: Field | undefined): Variable;
  list(field: Field | undefined): List;
  readonly variables: Variable[];
  readonly lists: List[];
}

/** The scope of one target; `stage` is the scope of the stage, absent for the stage itself. */
export function scopeOf(target: Target, owner: number, stage: Scope | null): Scope {
  const variables = Object.entries(target.variables).map(([id, { name, value }], slot): Variable => {
    return { kind: 'variable', id, name, owner, initial: value, storage: 'value', slot, type: NEVER, observed: false };
  });
  const lists = Object.entries(target.lists).map(([id, { name, items }], slot): List => {
    return {
      kind: 'list',
      id,
      name,
      owner,
      initial: items,
      slot,
      items: { type: NEVER, observed: false },
      searched: false,
    };
  });

  function resolve<T extends { id: string; name: string }>(
    field: Field | undefined,
    own: T[],
    global: readonly T[],
    make: (id: string, name: string) => T,
  ): T {
    const name = String(field?.value ?? '');
    const id = field?.id ?? '';
    const known =
      own.find((item) => item.id === id) ??
      global.find((item) => item.id === id) ??
      own.find((item) => item.name === name) ??
      global.find((item) => item.name === name);
    if (known !== undefined) return known;
    const made = make(id === '' ? `${name}-created` : id, name);
    own.push(made);
    return made;
  }

  /** Blocks name few variables many times: remember what a field resolved to. */
  function remember<T>(find: (field: Field | undefined) => T): (field: Field | undefined) => T {
    const known = new Map<string, T>();
    return (field) => {
      const key = `${field?.id ?? ''}\n${String(field?.value ?? '')}`;
      let found = known.get(key);
      if (found === undefined) known.set(key, (found = find(field)));
      return found;
    };
  }

  return {
    variables,
    lists,
    variable: remember((field) =>
      resolve(field, variables, stage?.variables ?? [], (id, name) => ({
        kind: 'variable',
        id,
        name,
        owner,
        initial: 0,
        storage: 'value',
        slot: variables.length,
        type: NEVER,
        observed: false,
      })),
    ),
    list: remember((field) =>
      resolve(field, lists, stage?.lists ?? [], (id, name) => ({
        kind: 'list',
        id,
        name,
        owner,
        initial: [],
        slot: lists.length,
        items: { type: NEVER, observed: false },
        searched: false,
      })),
    ),
  };
}
