import type { Json, Project, Target, TargetId } from '../document.ts';
import { asObject, type JsonObject } from '../json/read-json.ts';

/** Members of project.json that have a place of their own in our document (`meta` is written anew). */
const KNOWN_OF_FILE = new Set(['targets', 'monitors', 'extensions', 'meta']);

const KNOWN_OF_TARGET = new Set(
  `isStage name variables lists broadcasts blocks comments currentCostume costumes sounds volume layerOrder tempo visible x y
  size direction draggable rotationStyle`.split(/\s+/),
);

/** Where the document's `unknown` keeps what targets had, by target id. */
const OF_TARGETS = 'targetMembers';

const without = (raw: JsonObject, known: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(raw).filter(([key]) => !known.has(key)));

/** What a file has that our document has no place for (video state, fonts, ...), for `Project.unknown`; undefined when nothing. */
export function readUnknown(
  file: JsonObject,
  described: readonly JsonObject[],
  targets: readonly Target[],
): Record<string, Json> | undefined {
  const unknown = without(file, KNOWN_OF_FILE);
  const ofTargets: JsonObject = {};
  for (const [i, target] of targets.entries()) {
    const members = without(described[i] ?? {}, KNOWN_OF_TARGET);
    if (Object.keys(members).length > 0) ofTargets[target.id] = members;
  }
  if (Object.keys(ofTargets).length > 0) unknown[OF_TARGETS] = ofTargets;
  return Object.keys(unknown).length > 0 ? unknown : undefined;
}

/** The same, taken apart again for writing. */
export function unknownMembers(project: Project): { ofFile: JsonObject; ofTarget(id: TargetId): JsonObject } {
  const { [OF_TARGETS]: ofTargets, ...ofFile } = project.unknown ?? {};
  const byId = asObject(ofTargets) ?? {};
  return { ofFile, ofTarget: (id) => asObject(Object.hasOwn(byId, id) ? byId[id] : undefined) ?? {} };
}
