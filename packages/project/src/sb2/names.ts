import type { Field, List, TargetId, Variable } from '../document.ts';
import { err, ok, type Result } from '@paperkite/kernel';
import { ProjectError } from '../errors.ts';
import { asArray, asObject, asScalar, asText, type JsonObject } from '../json/read-json.ts';
import { crowdedMember } from '../sb3/read-target.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import type { NamedKind } from './vocabulary.ts';

/** The variables and lists of one target. */
export interface Holdings {
  variables: Record<string, Variable>;
  lists: Record<string, List>;
}

/**
 * Scratch 2 blocks name variables, lists and messages by their text alone; Scratch 3 by an id as well. The ids made here
 * follow from owner and name, so that reading a file again gives the same.
 */
export class Names {
  /** Broadcast messages found so far, id -> name. */
  readonly broadcasts: Record<string, string> = {};
  readonly #stage: Holdings & { id: TargetId };

  constructor(stage: Holdings & { id: TargetId }) {
    this.#stage = stage;
  }

  /**
   * The field that names something for a target: its own first, then the stage's. What nobody has is made for the target,
   * as Scratch would when the block runs.
   */
  field(kind: NamedKind, name: string, owner: Holdings & { id: TargetId }): Field {
    if (kind === 'broadcast') return this.#broadcast(name);
    const ids = [owner.id, this.#stage.id].map((target) => idOf(kind, target, name));
    const [own, ofStage] = ids as [string, string];
    const part = kind === 'variable' ? 'variables' : 'lists';
    if (Object.hasOwn(owner[part], own)) return { value: name, id: own };
    if (Object.hasOwn(this.#stage[part], ofStage)) return { value: name, id: ofStage };
    if (kind === 'variable') owner.variables[own] = { name, value: 0 };
    else owner.lists[own] = { name, items: [] };
    return { value: name, id: own };
  }

  /** Messages that differ only in case are one. */
  #broadcast(name: string): Field {
    const id = `broadcast:${keyOf(name.toLowerCase())}`;
    this.broadcasts[id] ??= name;
    return { value: name, id };
  }
}

const idOf = (kind: 'variable' | 'list', owner: TargetId, name: string): string => `${kind}:${owner}:${keyOf(name)}`;

/** Names of any kind as part of an id: shared documents put U+0000 between an id and what it is an id of. */
const keyOf = (name: string): string => name.replaceAll('\u0000', ' ').slice(0, 900);

/** Reads what a target owns. Errors: `list-too-long`, `structure-invalid` for a target that holds too much of anything. */
export function readHoldings(raw: JsonObject, owner: TargetId): Result<Holdings, ProjectError> {
  const crowd = crowdedMember(raw, ['variables', 'lists', 'scriptComments', 'costumes', 'sounds']);
  if (crowd !== undefined) return err(new ProjectError('structure-invalid', { path: `${owner}.${crowd}` }));
  const holdings: Holdings = { variables: {}, lists: {} };
  for (const value of asArray(raw['variables']) ?? []) {
    const variable = asObject(value);
    const name = asText(variable?.['name']);
    if (!variable || name === undefined) continue;
    const cloud = variable['isPersistent'] === true && { cloud: true };
    holdings.variables[idOf('variable', owner, name)] = { name, value: asScalar(variable['value']), ...cloud };
  }
  for (const value of asArray(raw['lists']) ?? []) {
    const list = asObject(value);
    const name = asText(list?.['listName']);
    const items = asArray(list?.['contents']) ?? [];
    if (name === undefined) continue;
    if (items.length > PROJECT_LIMITS.listItems) {
      return err(new ProjectError('list-too-long', { limit: PROJECT_LIMITS.listItems }));
    }
    holdings.lists[idOf('list', owner, name)] = { name, items: items.map(asScalar) };
  }
  return ok(holdings);
}

/** The id that a variable or list of an owner has. */
export const holdingId = idOf;
