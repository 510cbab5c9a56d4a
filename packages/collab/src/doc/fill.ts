import { boardsOf, type Project, type TargetId } from '@paperkite/project';
import type * as Y from 'yjs';
import { setIfChanged } from './block-store.ts';
import type { EditContext } from './edit-context.ts';
import { encodeProject } from './encode.ts';
import { TARGET_AREAS, describeRoot, partKey, projectMap, splitKey, targetMap, targetText, hasText } from './layout.ts';
import type { MapArea } from './layout.ts';
import { placeOf, readLocation, samePlace, storeLocation } from './location.ts';
import { ORDER_PART, orderedIds } from './ordered-map.ts';

/**
 * Makes the document say exactly what the project says, writing only what differs; to be called inside of a transaction.
 * Blocks that already are where the project has them keep their stamps, lists already in order keep their keys.
 */
export function fill(context: EditContext, project: Project): void {
  const { ydoc } = context;
  const wanted = encodeProject(project);
  const gone = orderedIds(projectMap(ydoc, 'targets')).filter((id) => !project.targets.some((t) => t.id === id));
  for (const id of gone) clearTarget(ydoc, id);
  for (const [name, entries] of wanted) {
    const map = ydoc.getMap(name);
    const root = describeRoot(name)!;
    if (root.area === 'locations') fillLocations(context, root.target, map, entries);
    else fillMap(map, keepOrder(map, entries));
  }
  for (const { id, text } of boardsOf(project)) fillText(targetText(ydoc, id), text);
}

/** Empties everything of a target. */
export function clearTarget(ydoc: Y.Doc, id: TargetId): void {
  for (const area of Object.keys(TARGET_AREAS) as MapArea[]) {
    const map = targetMap(ydoc, id, area);
    for (const key of [...map.keys()]) map.delete(key);
  }
  if (hasText(ydoc, id)) fillText(targetText(ydoc, id), '');
}

/** Changes what lies between the common beginning and end: cursors and other people's letters around it stay. */
export function fillText(shared: Y.Text, wanted: string): void {
  const present = shared.toString();
  const shorter = Math.min(present.length, wanted.length);
  let start = 0;
  while (start < shorter && present[start] === wanted[start]) start++;
  let end = 0;
  while (end < shorter - start && present.at(-1 - end) === wanted.at(-1 - end)) end++;
  const gone = present.length - start - end;
  if (gone > 0) shared.delete(start, gone);
  if (start + end < wanted.length) shared.insert(start, wanted.slice(start, wanted.length - end));
}

function fillMap(map: Y.Map<unknown>, entries: ReadonlyMap<string, unknown>): void {
  for (const key of [...map.keys()]) if (!entries.has(key)) map.delete(key);
  for (const [key, value] of entries) setIfChanged(map, key, value);
}

function fillLocations(
  context: EditContext,
  target: TargetId,
  map: Y.Map<unknown>,
  entries: ReadonlyMap<string, unknown>,
): void {
  const blocks = context.blocksOf(target);
  for (const key of [...map.keys()]) if (!entries.has(key)) map.delete(key);
  for (const [id, stored] of entries) {
    const [present, at] = [readLocation(map.get(id)), placeOf(readLocation(stored)!)];
    if (!present || !samePlace(placeOf(present), at)) map.set(id, storeLocation(at, blocks.stamp()));
  }
}

/** Takes the order keys that are there already when they put the same things in the same order. */
function keepOrder(map: Y.Map<unknown>, entries: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const ids = [...entries.keys()].flatMap((key) => {
    const { id, part } = splitKey(key);
    return part === ORDER_PART ? [id] : [];
  });
  if (ids.length === 0 || ids.join('\n') !== orderedIds(map).join('\n')) return entries;
  const kept = new Map(entries);
  for (const id of ids) kept.set(partKey(id, ORDER_PART), map.get(partKey(id, ORDER_PART)));
  return kept;
}
