import { err, ok, type Result } from '@paperkite/kernel';
import type { Assets } from '../assets/asset.ts';
import { md5Hex } from '../assets/hashes.ts';
import type { AssetHash, Costume, Json, Monitor, Project, Sound, Target } from '../document.ts';
import { ProjectError } from '../errors.ts';
import type { JsonObject } from '../json/read-json.ts';
import { writeZip } from '../zip/write-zip.ts';
import { unknownMembers } from './unknown-members.ts';
import { writeBlocks } from './write-blocks.ts';

/**
 * Packs a project into a Scratch 3 file. Reading it back with `importSb3` gives the same document again, but for ids that
 * such files cannot hold (targets, costumes, sounds, values inside inputs). Error: `asset-missing` with the hash as `name`.
 * @see https://en.scratch-wiki.info/wiki/Scratch_File_Format
 */
export function exportSb3(project: Project, assets: Assets): Result<Uint8Array, ProjectError> {
  const files = new Map<string, Uint8Array>();
  const md5s = new Map<AssetHash, string>();
  for (const item of project.targets.flatMap((target) => [...target.costumes, ...target.sounds])) {
    const asset = assets.get(item.asset);
    if (!asset) return err(new ProjectError('asset-missing', { name: item.asset }));
    const md5 = md5s.get(item.asset) ?? md5Hex(asset.bytes);
    md5s.set(item.asset, md5);
    files.set(`${md5}.${dataFormat(item.format)}`, asset.bytes);
  }
  const unknown = unknownMembers(project);
  const json: JsonObject = {
    ...unknown.ofFile,
    targets: project.targets.map((target) => ({ ...unknown.ofTarget(target.id), ...writeTarget(target, md5s) })),
    monitors: project.monitors.map((monitor) => writeMonitor(monitor, project)),
    extensions: project.extensions,
    // Scratch refuses files whose versions it cannot compare.
    meta: { semver: '3.0.0', vm: '2.0.0', agent: 'Paperkite' },
  };
  files.set('project.json', new TextEncoder().encode(JSON.stringify(json, finite)));
  return ok(writeZip(files));
}

/** JSON has no words for these numbers; Scratch reads them from text. */
const finite = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** Scratch's loader knows no Ogg and refuses the whole file, yet its player goes by the content. */
const dataFormat = (format: Costume['format'] | Sound['format']): string => (format === 'ogg' ? 'wav' : format);

function writeTarget(target: Target, md5s: ReadonlyMap<AssetHash, string>): JsonObject {
  const variables = Object.entries(target.variables).map(([id, { name, value, cloud }]): [string, Json] => [
    id,
    cloud ? [name, value, true] : [name, value],
  ]);
  const lists = Object.entries(target.lists).map(([id, { name, items }]): [string, Json] => [id, [name, items]]);
  const common: JsonObject = {
    isStage: target.kind === 'stage',
    name: target.kind === 'stage' ? 'Stage' : target.name,
    variables: Object.fromEntries(variables),
    lists: Object.fromEntries(lists),
    broadcasts: target.kind === 'stage' ? target.broadcasts : {},
    blocks: writeBlocks(target),
    comments: writeComments(target),
    currentCostume: target.currentCostume,
    costumes: target.costumes.map((costume) => writeCostume(costume, md5s.get(costume.asset)!)),
    sounds: target.sounds.map((sound) => writeSound(sound, md5s.get(sound.asset)!)),
    volume: target.volume,
  };
  if (target.kind === 'stage') return { ...common, layerOrder: 0, tempo: target.tempo };
  const { visible, x, y, size, direction, draggable, rotationStyle, layer } = target;
  return { ...common, layerOrder: layer, visible, x, y, size, direction, draggable, rotationStyle };
}

function writeComments(target: Target): JsonObject {
  const owners = new Map(Object.values(target.blocks).map((block) => [block.comment, block.id]));
  const written = Object.entries(target.comments).map(([id, comment]): [string, Json] => [
    id,
    { blockId: owners.get(id) ?? null, ...comment },
  ]);
  return Object.fromEntries(written);
}

const writeCostume = ({ name, format, rotationCenterX, rotationCenterY, bitmapResolution }: Costume, md5: string) => ({
  name,
  bitmapResolution,
  dataFormat: format,
  assetId: md5,
  md5ext: `${md5}.${format}`,
  rotationCenterX,
  rotationCenterY,
});

const writeSound = ({ name, format, rate, sampleCount }: Sound, md5: string) => ({
  name,
  assetId: md5,
  dataFormat: dataFormat(format),
  format: '',
  rate,
  sampleCount,
  md5ext: `${md5}.${dataFormat(format)}`,
});

function writeMonitor(monitor: Monitor, project: Project): Json {
  const owner = project.targets.find((target) => target.id === monitor.target);
  const home = owner ?? project.targets[0];
  const list = home?.lists[monitor.id];
  const { target: _, ...common } = monitor;
  return {
    ...common,
    spriteName: owner?.kind === 'sprite' ? owner.name : null,
    value: list ? list.items : (home?.variables[monitor.id]?.value ?? (monitor.mode === 'list' ? [] : 0)),
  };
}
