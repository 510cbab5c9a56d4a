import type * as Y from 'yjs';
import type { TargetId } from '@paperkite/project';

/**
 * Where everything lives in the Yjs document. Only root maps with flat string keys and plain JSON values: two people who
 * make the same thing at the same time (the same shadow block, the same target) merge key by key, whereas of two nested
 * shared types under one key only one would survive, with all that was typed into the other one gone.
 *
 * A thing `id` exists when the key `id` does; its separately merging parts are `id NUL part` (see {@link partKey}).
 */
export const PROJECT_AREAS = ['project', 'targets', 'extensions', 'monitors', 'unknown'] as const;
export type ProjectArea = (typeof PROJECT_AREAS)[number];

/** Areas that every target has, each one root map named `<letter>:<target id>`. */
export const TARGET_AREAS = {
  properties: 'p',
  locations: 'l',
  bodies: 'b',
  costumes: 'c',
  sounds: 's',
  variables: 'v',
  lists: 'i',
  broadcasts: 'm',
  comments: 'n',
} as const;
export type TargetArea = keyof typeof TARGET_AREAS;

const AREA_OF_LETTER = new Map(Object.entries(TARGET_AREAS).map(([area, letter]) => [letter, area as TargetArea]));

const SEPARATOR = '\u0000';

/** Key of one part of a thing: `id` and a letter, and for block fields the field's name. */
export const partKey = (id: string, part: string): string => `${id}${SEPARATOR}${part}`;

/** The inverse of {@link partKey}; `part` is '' for the thing itself. */
export function splitKey(key: string): { id: string; part: string } {
  const at = key.indexOf(SEPARATOR);
  return at < 0 ? { id: key, part: '' } : { id: key.slice(0, at), part: key.slice(at + 1) };
}

export const targetRootName = (target: TargetId, area: TargetArea): string => `${TARGET_AREAS[area]}:${target}`;

/** What a root map holds, or undefined for a name that this version does not know. */
export function describeRoot(name: string): { area: ProjectArea } | { area: TargetArea; target: TargetId } | undefined {
  if ((PROJECT_AREAS as readonly string[]).includes(name)) return { area: name as ProjectArea };
  if (name[1] !== ':') return undefined;
  const area = AREA_OF_LETTER.get(name[0] as (typeof TARGET_AREAS)[TargetArea]);
  return area && { area, target: name.slice(2) };
}

export const projectMap = (doc: Y.Doc, area: ProjectArea): Y.Map<unknown> => doc.getMap(area);
export const targetMap = (doc: Y.Doc, target: TargetId, area: TargetArea): Y.Map<unknown> =>
  doc.getMap(targetRootName(target, area));
