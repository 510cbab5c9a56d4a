import type { Json, Monitor, Project, SceneTarget, TargetId } from '../document.ts';
import { asArray, asObject, type JsonObject } from '../json/read-json.ts';
import { keptMeta } from './meta.ts';

/**
 * A .sb3 file may hold more than our document has places for: the video's state, fonts, what other editors add to blocks
 * or costumes. All of it is kept in `Project.unknown` and written back where it was, as long as its owner exists.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Members of each kind of thing that have a place of their own in our document. */
const KNOWN = {
  file: words('targets monitors extensions meta targetMembers innerMembers scriptOrder'),
  target: words(
    `isStage name variables lists broadcasts blocks comments currentCostume costumes sounds volume layerOrder tempo visible
    x y size direction draggable rotationStyle`,
  ),
  blocks: words('opcode next parent inputs fields shadow topLevel x y mutation comment'),
  comments: words('blockId x y width height minimized text textGoesOn'),
  costumes: words('name bitmapResolution dataFormat assetId md5ext rotationCenterX rotationCenterY copy'),
  sounds: words('name assetId dataFormat format rate sampleCount md5ext copy'),
  monitors: words('id opcode params spriteName mode visible x y width height sliderMin sliderMax isDiscrete value'),
};

/** Things inside targets (and monitors) by owner, then by id. Costumes and sounds have ids that are unique in the project. */
type Inner = 'blocks' | 'comments' | 'costumes' | 'sounds' | 'monitors';

/** Where the document's `unknown` keeps what was not at the top of the file. */
const [OF_TARGETS, OF_INNER] = ['targetMembers', 'innerMembers'];

function without(raw: JsonObject, known: ReadonlySet<string>): JsonObject | undefined {
  let rest: JsonObject | undefined;
  for (const key of Object.keys(raw)) if (!known.has(key)) (rest ??= {})[key] = raw[key]!;
  return rest;
}

/** What a file has that our document has no place for, for `Project.unknown`; undefined when nothing. */
export function readUnknown(
  file: JsonObject,
  described: readonly JsonObject[],
  project: { targets: readonly SceneTarget[]; monitors: readonly Monitor[] },
): Record<string, Json> | undefined {
  const unknown: JsonObject = without(file, KNOWN.file) ?? {};
  const meta = keptMeta(file['meta']);
  if (meta) unknown['meta'] = meta;
  const inner = new InnerMembers();
  const ofTargets: JsonObject = {};
  for (const [i, target] of project.targets.entries()) {
    const raw = described[i] ?? {};
    const members = without(raw, KNOWN.target);
    if (members) ofTargets[target.id] = members;
    inner.readTarget(raw, target);
  }
  inner.readMonitors(file['monitors'], project.monitors);
  if (Object.keys(ofTargets).length > 0) unknown[OF_TARGETS!] = ofTargets;
  if (Object.keys(inner.found).length > 0) unknown[OF_INNER!] = inner.found;
  return Object.keys(unknown).length > 0 ? unknown : undefined;
}

class InnerMembers {
  readonly found: JsonObject = {};

  readTarget(raw: JsonObject, target: SceneTarget): void {
    for (const kind of ['blocks', 'comments'] as const) {
      for (const [id, thing] of Object.entries(asObject(raw[kind]) ?? {})) {
        const members = asObject(thing) && without(asObject(thing)!, KNOWN[kind]);
        if (members && Object.hasOwn(target[kind], id)) this.#keep(kind, [target.id, id], members);
      }
    }
    for (const kind of ['costumes', 'sounds'] as const) {
      const things = asArray(raw[kind])?.map(asObject) ?? [];
      const listed = kind === 'costumes' ? things.filter((thing) => thing !== undefined) : things;
      for (const [i, thing] of listed.entries()) {
        const members = without(thing ?? {}, KNOWN[kind]) ?? {};
        // Older files name a sound's encoding here; today it is always empty.
        if (kind === 'sounds' && thing?.['format']) members['format'] = thing['format'];
        const owner = target[kind][i];
        if (owner && Object.keys(members).length > 0) this.#keep(kind, [owner.id], members);
      }
    }
  }

  readMonitors(raw: Json | undefined, monitors: readonly Monitor[]): void {
    const left = new Map(monitors.map((monitor) => [monitor.id, monitor]));
    for (const value of asArray(raw) ?? []) {
      const described = asObject(value);
      const monitor = left.get(String(described?.['id']));
      if (!described || !monitor) continue;
      left.delete(monitor.id);
      const members = without(described, KNOWN.monitors) ?? {};
      // Variables and lists show what they hold; of the others only the file knows what they showed.
      if (!isHolding(monitor) && described['value'] !== undefined) members['value'] = described['value'];
      if (Object.keys(members).length > 0) this.#keep('monitors', [monitor.id], members);
    }
  }

  #keep(kind: Inner, path: readonly string[], members: JsonObject): void {
    let at = (this.found[kind] ??= {}) as JsonObject;
    for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as JsonObject;
    at[path.at(-1)!] = members;
  }
}

/** What `Project.unknown` has to hold so that a target has these members; nothing when there are none. */
export const unknownOfTarget = (id: TargetId, members: JsonObject): JsonObject =>
  Object.keys(members).length > 0 ? { [OF_TARGETS!]: { [id]: members } } : {};

/** Whether a monitor shows a variable or a list. */
export const isHolding = (monitor: Monitor): boolean =>
  monitor.opcode === 'data_variable' || monitor.opcode === 'data_listcontents';

/** The same, taken apart again for writing. */
export interface UnknownMembers {
  ofFile: JsonObject;
  ofTarget(id: TargetId): JsonObject;
  /** Of a block or comment by target and id; of a costume, sound or monitor by its id. */
  of(kind: Inner, ...path: string[]): JsonObject;
}

/** Takes `Project.unknown` apart for writing. */
export function unknownMembers(project: Pick<Project, 'unknown'>): UnknownMembers {
  const { unknown = {} } = project;
  const at = (from: Json | undefined, key: string): JsonObject | undefined => {
    const object = asObject(from);
    return object && Object.hasOwn(object, key) ? asObject(object[key]) : undefined;
  };
  return {
    ofFile: without(unknown, KNOWN.file) ?? {},
    ofTarget: (id) => at(at(unknown, OF_TARGETS!), id) ?? {},
    of: (kind, ...path) => path.reduce<JsonObject | undefined>(at, at(at(unknown, OF_INNER!), kind)) ?? {},
  };
}
