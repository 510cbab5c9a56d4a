import type { Block, Json, Scalar } from '@paperkite/project';
import type { Parameter } from '../../ir/nodes.ts';
import { NEVER } from '../../ir/types.ts';

/** Argument lists stand in mutations as JSON text (Scratch) or as arrays; anything else is an empty list. */
function scalarList(value: Json | undefined): Scalar[] {
  let parsed: unknown = value;
  if (typeof value === 'string') {
    try {
      parsed = JSON.parse(value);
    } catch {
      return [];
    }
  }
  if (!Array.isArray(parsed)) return [];
  return parsed.map((item) =>
    typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? item : '',
  );
}

const isTrue = (value: Json | undefined): boolean => value === true || value === 'true';

/** What a prototype's mutation says about its procedure. */
export interface Signature {
  code: string;
  parameters: Parameter[];
  argumentIds: string[];
  warp: boolean;
}

/** Reads the mutation of a `procedures_prototype`. */
export function signatureOf(prototype: Block): Signature {
  const mutation = prototype.mutation ?? {};
  const code = String(mutation.proccode ?? '');
  const names = scalarList(mutation.argumentnames).map(String);
  const defaults = scalarList(mutation.argumentdefaults);
  const kinds = Array.from(code.matchAll(/%([nsb])/g), (match) => match[1]);
  const parameters = names.map((name, index): Parameter => {
    const isBoolean = kinds[index] === 'b';
    return {
      name,
      index,
      isBoolean,
      default: defaults[index] ?? (isBoolean ? false : ''),
      type: NEVER,
      observed: false,
    };
  });
  return { code, parameters, argumentIds: scalarList(mutation.argumentids).map(String), warp: isTrue(mutation.warp) };
}
