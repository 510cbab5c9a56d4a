import type { Comment, Costume, Json, Project, SceneTarget, Sound } from '../document.ts';
import type { JsonObject } from '../json/read-json.ts';
import { scriptsInOrder } from '../script-order.ts';
import { soundFormat, type PackedAssets } from './pack-assets.ts';
import { writeCommentText } from './scratch-limits.ts';
import type { UnknownMembers } from './unknown-members.ts';
import { writeBlocks } from './write-blocks.ts';

/** What the writers of all parts need to know of the whole. */
export interface WriteContext {
  project: Project;
  packed: PackedAssets;
  unknown: UnknownMembers;
}

/** One target as project.json, or a .sprite3 file's sprite.json, has it. */
export function writeTarget(target: SceneTarget, { project, packed, unknown }: WriteContext): JsonObject {
  const variables = Object.entries(target.variables).map(([id, { name, value, cloud }]): [string, Json] => [
    id,
    cloud ? [name, value, true] : [name, value],
  ]);
  const lists = Object.entries(target.lists).map(([id, { name, items }]): [string, Json] => [id, [name, items]]);
  const common: JsonObject = {
    ...unknown.ofTarget(target.id),
    isStage: target.kind === 'stage',
    name: target.kind === 'stage' ? 'Stage' : target.name,
    variables: Object.fromEntries(variables),
    lists: Object.fromEntries(lists),
    broadcasts: target.kind === 'stage' ? target.broadcasts : {},
    blocks: writeBlocks(target, scriptsInOrder(project, target), unknown),
    comments: writeComments(target, unknown),
    currentCostume: target.currentCostume,
    costumes: distinct(
      target.costumes.map((costume) => ({ ...unknown.of('costumes', costume.id), ...writeCostume(costume, packed) })),
    ),
    sounds: distinct(
      target.sounds.map((sound) => ({ ...writeSound(sound, packed), ...unknown.of('sounds', sound.id) })),
    ),
    volume: target.volume,
  };
  if (target.kind === 'stage') return { ...common, layerOrder: 0, tempo: target.tempo };
  const { visible, x, y, size, direction, draggable, rotationStyle, layer } = target;
  return { ...common, layerOrder: layer, visible, x, y, size, direction, draggable, rotationStyle };
}

function writeComments(target: SceneTarget, unknown: UnknownMembers): JsonObject {
  const owners = new Map(Object.values(target.blocks).map((block) => [block.comment, block.id]));
  const written = Object.entries(target.comments).map(([id, comment]: [string, Comment]): [string, Json] => [
    id,
    {
      ...unknown.of('comments', target.id, id),
      blockId: owners.get(id) ?? null,
      ...comment,
      ...writeCommentText(comment),
    },
  ]);
  return Object.fromEntries(written);
}

function writeCostume(costume: Costume, packed: PackedAssets): JsonObject {
  const { name, format, rotationCenterX, rotationCenterY, bitmapResolution, asset } = costume;
  const md5 = packed.md5Of(asset);
  return {
    name,
    bitmapResolution: Math.max(1, Math.round(bitmapResolution)),
    dataFormat: format,
    assetId: md5,
    md5ext: `${md5}.${format}`,
    rotationCenterX,
    rotationCenterY,
  };
}

function writeSound({ name, format, rate, sampleCount, asset }: Sound, packed: PackedAssets): JsonObject {
  const md5 = packed.md5Of(asset);
  const dataFormat = soundFormat(format);
  return {
    name,
    assetId: md5,
    dataFormat,
    format: '',
    rate: Math.round(rate),
    sampleCount: Math.round(sampleCount),
    md5ext: `${md5}.${dataFormat}`,
  };
}

/** Scratch refuses a file in which two costumes or sounds of a target are equal in everything. */
function distinct(things: JsonObject[]): JsonObject[] {
  const seen = new Map<string, number>();
  return things.map((thing) => {
    const key = JSON.stringify(thing);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before === 0 ? thing : { ...thing, copy: before + 1 };
  });
}
