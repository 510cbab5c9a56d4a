import type { Project, Target } from '@paperkite/project';
import { partEntries } from './board-records.ts';
import { bodyEntries } from './block-store.ts';
import { toPlainJson } from './guards.ts';
import { partKey, targetRootName } from './layout.ts';
import type { MapArea } from './layout.ts';
import { storeLocation } from './location.ts';
import { initialKeys } from './order-keys.ts';
import { ORDER_PART } from './ordered-map.ts';
import * as records from './records.ts';

/** What the maps of a project document hold: root name -> key -> value. */
export type StoredMaps = Map<string, Map<string, unknown>>;

const UNSTAMPED = { lamport: 0, client: 0 };

/**
 * A project in the layout of the shared document. The locations carry no stamp yet and the order keys are those of a new
 * list: whoever writes them into a document that has some already keeps what means the same.
 */
export function encodeProject(project: Project): StoredMaps {
  const maps: StoredMaps = new Map();
  maps.set('project', new Map([['title', project.title]]));
  maps.set('extensions', ordered(project.extensions.map((id) => ({ id, entries: [[id, 1]] }))));
  maps.set('monitors', ordered(project.monitors.map((m) => ({ id: m.id, entries: records.monitorEntries(m) }))));
  maps.set('unknown', new Map(Object.entries(toPlainJson(project.unknown ?? {}))));
  maps.set('targets', ordered(project.targets.map(({ id, kind }) => ({ id, entries: [[id, kind]] }))));
  for (const target of project.targets)
    for (const [area, map] of encodeTarget(target)) maps.set(targetRootName(target.id, area), map);
  return maps;
}

/** One target in the layout of the shared document, area by area; not a board's text, which is no map. */
export function encodeTarget(target: Target): Map<MapArea, Map<string, unknown>> {
  const blocks = Object.values(target.blocks);
  const [scene, board] = target.kind === 'board' ? [undefined, target] : [target];
  const flat = <T>(of: Record<string, T>, entries: (id: string, value: T) => records.Entries): Map<string, unknown> =>
    new Map(Object.entries(of).flatMap(([id, value]) => entries(id, value)));
  return new Map<MapArea, Map<string, unknown>>([
    ['properties', new Map(records.propertyEntries(target))],
    ['locations', new Map(blocks.map((block) => [block.id, storeLocation(block.at, UNSTAMPED)]))],
    ['bodies', new Map(blocks.flatMap(bodyEntries))],
    ['costumes', ordered(scene?.costumes.map((c) => ({ id: c.id, entries: records.costumeEntries(c) })) ?? [])],
    ['sounds', ordered(scene?.sounds.map((s) => ({ id: s.id, entries: records.soundEntries(s) })) ?? [])],
    ['variables', flat(target.variables, records.variableEntries)],
    ['lists', flat(target.lists, records.listEntries)],
    ['comments', flat(target.comments, records.commentEntries)],
    ['parts', ordered(board?.parts.map((p) => ({ id: p.id, entries: partEntries(p) })) ?? [])],
    ['broadcasts', new Map(Object.entries(target.kind === 'stage' ? target.broadcasts : {}))],
  ]);
}

function ordered(things: { id: string; entries: records.Entries }[]): Map<string, unknown> {
  const keys = initialKeys(things.length);
  return new Map(things.flatMap(({ id, entries }, i) => [...entries, [partKey(id, ORDER_PART), keys[i]!] as const]));
}
