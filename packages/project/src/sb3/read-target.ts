import { err, ok, type Result } from '@paperkite/kernel';
import type {
  Comment,
  Costume,
  Json,
  List,
  SceneTarget,
  Sound,
  SpriteTarget,
  TargetId,
  Variable,
} from '../document.ts';
import { STAGE_ID } from '../empty-project.ts';
import { ProjectError } from '../errors.ts';
import { asArray, asNumber, asObject, asScalar, asText, isSafeKey, type JsonObject } from '../json/read-json.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { assetFileNames, type FileAssets } from './file-assets.ts';
import type { ImportNote } from './notes.ts';
import { readCommentText } from './scratch-limits.ts';
import { readBlocks } from './read-blocks.ts';

/**
 * Reads one target of a .sb3 file. `place` counts the sprites from 1; the stage has 0. `id` is what the target and, in
 * front of a number, its costumes and sounds are called. The sprite's `layer` is what the file says and still has to be ranked. Errors: `blocks-cyclic`,
 * `too-many-blocks`, `list-too-long`, `structure-invalid`.
 */
export async function readTarget(
  raw: JsonObject,
  place: number,
  files: FileAssets,
  notes: ImportNote[],
  id: TargetId = place === 0 ? STAGE_ID : `sprite-${place}`,
): Promise<Result<SceneTarget, ProjectError>> {
  const crowd = crowdedMember(raw, ['variables', 'lists', 'comments', 'broadcasts', 'costumes', 'sounds']);
  if (crowd !== undefined) return err(new ProjectError('structure-invalid', { path: `${id}.${crowd}` }));
  // Scratch accepts no other name for the stage.
  const name = place === 0 ? 'Stage' : (asText(raw['name']) ?? `Sprite${place}`);
  const comments = readComments(raw);
  const read = readBlocks(asObject(raw['blocks']) ?? {}, comments.commentOf);
  if (!read.ok) return read;
  const { blocks, cut, dropped } = read.value;
  if (cut > 0) notes.push({ code: 'links-cut', target: name, count: cut });
  if (dropped > 0) notes.push({ code: 'blocks-dropped', target: name, count: dropped });
  const lists = readLists(raw);
  if (!lists.ok) return lists;

  const costumes = await readCostumes(raw, id, name, files);
  const common = {
    id,
    name,
    blocks,
    variables: readVariables(raw),
    lists: lists.value,
    comments: comments.all,
    costumes,
    currentCostume: clamp(Math.floor(asNumber(raw['currentCostume']) ?? 0), 0, costumes.length - 1),
    sounds: await readSounds(raw, id, name, files),
    volume: clamp(asNumber(raw['volume']) ?? 100, 0, 100),
  };
  if (place === 0) {
    return ok({ ...common, kind: 'stage', broadcasts: readBroadcasts(raw), tempo: asNumber(raw['tempo']) ?? 60 });
  }
  return ok({
    ...common,
    kind: 'sprite',
    visible: raw['visible'] !== false,
    x: asNumber(raw['x']) ?? 0,
    y: asNumber(raw['y']) ?? 0,
    size: asNumber(raw['size']) ?? 100,
    direction: wrapDirection(asNumber(raw['direction']) ?? 90),
    draggable: raw['draggable'] === true,
    rotationStyle: readRotationStyle(raw['rotationStyle']),
    layer: asNumber(raw['layerOrder']) ?? place,
  });
}

/** A member of a target that holds more than the limits allow: found before anything is made of it. */
export const crowdedMember = (raw: JsonObject, members: readonly string[]): string | undefined =>
  members.find((member) => Object.keys(raw[member] ?? {}).length > PROJECT_LIMITS.thingsPerTarget);

/** The value, or the bound that it exceeds. */
export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Into (-180, 180]. */
export const wrapDirection = (degrees: number): number => 180 - ((((180 - degrees) % 360) + 360) % 360);

const readRotationStyle = (value: Json | undefined): SpriteTarget['rotationStyle'] =>
  value === 'left-right' || value === "don't rotate" ? value : 'all around';

/** Layers become 1..n from back to front, whatever numbers the file had. */
export function rankLayers(targets: readonly SceneTarget[]): void {
  const sprites = targets.filter((target) => target.kind === 'sprite');
  [...sprites].sort((a, b) => a.layer - b.layer).forEach((sprite, rank) => (sprite.layer = rank + 1));
}

function readVariables(raw: JsonObject): Record<string, Variable> {
  const variables: Record<string, Variable> = {};
  for (const [id, value] of Object.entries(asObject(raw['variables']) ?? {})) {
    const [name, content, cloud] = asArray(value) ?? [];
    if (typeof name !== 'string') continue;
    variables[id] = { name, value: asScalar(content), ...(cloud === true && { cloud }) };
  }
  return variables;
}

function readLists(raw: JsonObject): Result<Record<string, List>, ProjectError> {
  const lists: Record<string, List> = {};
  for (const [id, value] of Object.entries(asObject(raw['lists']) ?? {})) {
    const [name, items] = asArray(value) ?? [];
    if (typeof name !== 'string') continue;
    lists[id] = { name, items: (asArray(items) ?? []).map(asScalar) };
    if (lists[id].items.length > PROJECT_LIMITS.listItems) {
      return err(new ProjectError('list-too-long', { limit: PROJECT_LIMITS.listItems }));
    }
  }
  return ok(lists);
}

/** Broadcast messages; old files have some on sprites too. */
export function readBroadcasts(raw: JsonObject): Record<string, string> {
  const named = Object.entries(asObject(raw['broadcasts']) ?? {});
  return Object.fromEntries(named.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Comments, and which block each belongs to (each block at most one). */
function readComments(raw: JsonObject): { all: Record<string, Comment>; commentOf: Map<string, string> } {
  const all: Record<string, Comment> = {};
  const commentOf = new Map<string, string>();
  for (const [id, value] of Object.entries(asObject(raw['comments']) ?? {})) {
    const comment = asObject(value);
    if (!comment) continue;
    const block = asText(comment['blockId']);
    if (block !== undefined && !commentOf.has(block)) commentOf.set(block, id);
    all[id] = {
      text: readCommentText(comment),
      x: asNumber(comment['x']) ?? 0,
      y: asNumber(comment['y']) ?? 0,
      width: asNumber(comment['width']) ?? 200,
      height: asNumber(comment['height']) ?? 200,
      minimized: comment['minimized'] === true,
    };
  }
  return { all, commentOf };
}

async function readCostumes(raw: JsonObject, target: string, name: string, files: FileAssets): Promise<Costume[]> {
  const described = (asArray(raw['costumes']) ?? []).map(asObject).filter((costume) => costume !== undefined);
  const costumes: Costume[] = [];
  for (const [index, costume] of (described.length > 0 ? described : [{}]).entries()) {
    const resolution = asNumber(costume['bitmapResolution']) ?? 1;
    const description = {
      id: `${target}-costume-${index + 1}`,
      name: asText(costume['name']) ?? `costume${index + 1}`,
      rotationCenterX: asNumber(costume['rotationCenterX']),
      rotationCenterY: asNumber(costume['rotationCenterY']),
      bitmapResolution: Math.max(1, Math.round(resolution)),
    };
    costumes.push(await files.costume(fileNames(costume), description, name));
  }
  return costumes;
}

async function readSounds(raw: JsonObject, target: string, name: string, files: FileAssets): Promise<Sound[]> {
  const sounds: Sound[] = [];
  for (const [index, value] of (asArray(raw['sounds']) ?? []).entries()) {
    const sound = asObject(value) ?? {};
    const description = {
      id: `${target}-sound-${index + 1}`,
      name: asText(sound['name']) ?? `sound${index + 1}`,
      rate: wholeNumber(sound['rate']),
      sampleCount: wholeNumber(sound['sampleCount']),
    };
    sounds.push(await files.sound(fileNames(sound), description, name));
  }
  return sounds;
}

/** Scratch accepts nothing else of a sound. */
export const wholeNumber = (value: Json | undefined): number => Math.max(0, Math.round(asNumber(value) ?? 0));

const fileNames = (raw: JsonObject): string[] =>
  assetFileNames(asText(raw['md5ext']), asText(raw['assetId']), asText(raw['dataFormat'])).filter(isSafeKey);
