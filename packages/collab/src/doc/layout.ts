import type * as Y from 'yjs';
import type { TargetId } from '@paperkite/project';

/**
 * Where everything lives in the Yjs document. Only root maps with flat string keys and plain JSON values, and one root text for each board: two people who
 * make the same thing at the same time (the same shadow block, the same target) merge key by key, whereas of two nested
 * shared types under one key only one would survive, with all that was typed into the other one gone.
 *
 * A thing `id` exists when the key `id` does; its separately merging parts are `id NUL part` (see {@link partKey}).
 */
export const PROJECT_AREAS = ['project', 'targets', 'extensions', 'monitors', 'unknown'] as const;
export type ProjectArea = (typeof PROJECT_AREAS)[number];

/** Areas that targets have, each one root map named `<letter>:<target id>`. */
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
  parts: 'w',
} as const;
/** The one area that is no map: a board's program as text, where people type between each other's letters. */
const TEXT_LETTER = 'x';
export type MapArea = keyof typeof TARGET_AREAS;
export type TargetArea = MapArea | 'text';

const AREA_OF_LETTER = new Map<string, TargetArea>([
  ...Object.entries(TARGET_AREAS).map(([area, letter]) => [letter, area as MapArea] as const),
  [TEXT_LETTER, 'text'],
]);

const SEPARATOR = '\u0000';

/** Key of one part of a thing: `id` and a letter, and for block fields the field's name. */
export const partKey = (id: string, part: string): string => `${id}${SEPARATOR}${part}`;

/** The inverse of {@link partKey}; `part` is '' for the thing itself. */
export function splitKey(key: string): { id: string; part: string } {
  const at = key.indexOf(SEPARATOR);
  return at < 0 ? { id: key, part: '' } : { id: key.slice(0, at), part: key.slice(at + 1) };
}

export const targetRootName = (target: TargetId, area: MapArea): string => `${TARGET_AREAS[area]}:${target}`;

/** What a root map holds, or undefined for a name that this version does not know. */
export function describeRoot(name: string): { area: ProjectArea } | { area: TargetArea; target: TargetId } | undefined {
  if ((PROJECT_AREAS as readonly string[]).includes(name)) return { area: name as ProjectArea };
  if (name[1] !== ':') return undefined;
  const area = AREA_OF_LETTER.get(name[0]!);
  return area && { area, target: name.slice(2) };
}

export const projectMap = (doc: Y.Doc, area: ProjectArea): Y.Map<unknown> => doc.getMap(area);
export const targetMap = (doc: Y.Doc, target: TargetId, area: MapArea): Y.Map<unknown> =>
  doc.getMap(targetRootName(target, area));
const textRootName = (target: TargetId): string => `${TEXT_LETTER}:${target}`;
export const targetText = (doc: Y.Doc, target: TargetId): Y.Text => doc.getText(textRootName(target));
/** Whether anybody ever wrote a text for the target: asking for it would make one. */
export const hasText = (doc: Y.Doc, target: TargetId): boolean => doc.share.has(textRootName(target));
