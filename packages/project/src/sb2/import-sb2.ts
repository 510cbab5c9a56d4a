import { err, ok, type Result } from '@paperkite/kernel';
import {
  DOCUMENT_FORMAT,
  type Costume,
  type Json,
  type Monitor,
  type Project,
  type Sound,
  type StageTarget,
  type Target,
} from '../document.ts';
import { STAGE_ID } from '../empty-project.ts';
import { ProjectError } from '../errors.ts';
import { asArray, asNumber, asObject, asText, type JsonObject } from '../json/read-json.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { parseProject } from '../parse-project.ts';
import { assetFileNames, withFiles, type FileAssets } from '../sb3/file-assets.ts';
import type { ImportedProject, ImportOptions } from '../sb3/import-sb3.ts';
import type { ImportNote } from '../sb3/notes.ts';
import { clamp, rankLayers, wrapDirection } from '../sb3/read-target.ts';
import { openProjectJson } from '../zip/open-project-json.ts';
import { readZip } from '../zip/read-zip.ts';
import { Names, readHoldings, type Holdings } from './names.ts';
import { readListMonitors, readMonitors } from './read-monitors.ts';
import { readScripts } from './read-scripts.ts';
import { EXTENSION_PREFIXES } from './vocabulary.ts';

/** Scripts nest in the file as deep as on the screen. */
export const SB2_DEPTH = 1_000;

/**
 * Reads a Scratch 2 project file, see `readSb2`. Notes and stand-ins as in `importSb3`.
 * Errors: any code but `format-too-new`, `asset-missing`, `asset-damaged`, `asset-unsupported`.
 */
export async function importSb2(
  bytes: Uint8Array,
  options: ImportOptions = {},
): Promise<Result<ImportedProject, ProjectError>> {
  const archive = readZip(bytes);
  if (!archive.ok) return archive;
  const opened = openProjectJson(archive.value, SB2_DEPTH);
  if (!opened.ok) return opened;
  const raw = asObject(opened.value.json);
  if (typeof raw?.['objName'] !== 'string') return err(new ProjectError('structure-invalid', { path: 'objName' }));
  return withFiles(archive.value, opened.value.folder, (files, notes) =>
    readSb2(raw, files, notes, options.title ?? ''),
  );
}

/**
 * Turns the project.json of a Scratch 2 file into a document of Scratch 3's blocks. Blocks that Scratch 3 lost or that an
 * extension of that time brought stay in the project by name. Not carried over: text that was drawn into bitmaps as a layer
 * of its own, and the pen's picture.
 * Throws a ProjectError `too-many-blocks`, `too-many-targets` or `zip-too-large`; other errors are those of `parseProject`.
 * @see https://en.scratch-wiki.info/wiki/Scratch_File_Format_(2.0)
 */
export async function readSb2(
  raw: JsonObject,
  files: FileAssets,
  notes: ImportNote[],
  title: string,
): Promise<Result<ImportedProject, ProjectError>> {
  const children = (asArray(raw['children']) ?? []).map(asObject).filter((child) => child !== undefined);
  const sprites = children.filter((child) => typeof child['objName'] === 'string');
  if (sprites.length >= PROJECT_LIMITS.targets) {
    throw new ProjectError('too-many-targets', { limit: PROJECT_LIMITS.targets });
  }
  // Children stand from back to front; the library beside the stage has an order of its own.
  const places = sprites.map((sprite, layer) => ({ sprite, layer }));
  places.sort((a, b) => (asNumber(a.sprite['indexInLibrary']) ?? 0) - (asNumber(b.sprite['indexInLibrary']) ?? 0));

  const held = readHoldings(raw, STAGE_ID);
  if (!held.ok) return held;
  const stageName = asText(raw['objName']) ?? 'Stage';
  const names = new Names({ id: STAGE_ID, ...held.value });
  const stage: StageTarget = {
    kind: 'stage',
    ...(await readCommon(raw, STAGE_ID, 'Stage', held.value, files)),
    ...readScripts(raw, { id: STAGE_ID, isStage: true, stageName, ...held.value }, names),
    broadcasts: names.broadcasts,
    tempo: asNumber(raw['tempoBPM']) ?? 60,
  };
  const targets: Target[] = [stage];
  const monitors: Monitor[] = readListMonitors(raw, stage);
  for (const [i, { sprite, layer }] of places.entries()) {
    const id = `sprite-${i + 1}`;
    const own = readHoldings(sprite, id);
    if (!own.ok) return own;
    const target: Target = {
      kind: 'sprite',
      ...(await readCommon(sprite, id, asText(sprite['objName']) ?? '', own.value, files)),
      ...readScripts(sprite, { id, isStage: false, stageName, ...own.value }, names),
      visible: sprite['visible'] !== false,
      x: asNumber(sprite['scratchX']) ?? 0,
      y: asNumber(sprite['scratchY']) ?? 0,
      size: (asNumber(sprite['scale']) ?? 1) * 100,
      direction: wrapDirection(asNumber(sprite['direction']) ?? 90),
      draggable: sprite['isDraggable'] === true,
      rotationStyle: readRotationStyle(sprite['rotationStyle']),
      layer,
    };
    targets.push(target);
    monitors.push(...readListMonitors(sprite, target));
  }
  rankLayers(targets);
  monitors.push(...readMonitors(children, targets, notes));
  const project = parseProject({
    format: DOCUMENT_FORMAT,
    title: title.slice(0, PROJECT_LIMITS.key),
    targets,
    extensions: usedExtensions(targets),
    monitors,
  } satisfies Project);
  return project.ok ? ok({ project: project.value, assets: files.assets, notes }) : project;
}

async function readCommon(raw: JsonObject, id: string, name: string, holdings: Holdings, files: FileAssets) {
  const costumes = await readCostumes(raw, id, name, files);
  return {
    id,
    name,
    ...holdings,
    costumes,
    currentCostume: clamp(Math.floor(asNumber(raw['currentCostumeIndex']) ?? 0), 0, costumes.length - 1),
    sounds: await readSounds(raw, id, name, files),
    volume: clamp(asNumber(raw['volume']) ?? 100, 0, 100),
  };
}

const readRotationStyle = (value: Json | undefined) =>
  value === 'leftRight' ? 'left-right' : value === 'none' ? "don't rotate" : 'all around';

/** Files are numbered in the archive; their ending is that of the name they once had. */
const fileNames = (number: Json | undefined, md5: Json | undefined): string[] =>
  assetFileNames(undefined, String(asNumber(number) ?? -1), asText(md5)?.split('.').at(-1));

async function readCostumes(raw: JsonObject, target: string, name: string, files: FileAssets): Promise<Costume[]> {
  const described = (asArray(raw['costumes']) ?? []).map(asObject).filter((costume) => costume !== undefined);
  const costumes: Costume[] = [];
  for (const [i, costume] of (described.length > 0 ? described : [{}]).entries()) {
    const resolution = asNumber(costume['bitmapResolution']) ?? 1;
    const description = {
      id: `${target}-costume-${i + 1}`,
      name: asText(costume['costumeName']) ?? `costume${i + 1}`,
      rotationCenterX: asNumber(costume['rotationCenterX']),
      rotationCenterY: asNumber(costume['rotationCenterY']),
      bitmapResolution: resolution > 0 ? resolution : 1,
    };
    costumes.push(await files.costume(fileNames(costume['baseLayerID'], costume['baseLayerMD5']), description, name));
  }
  return costumes;
}

async function readSounds(raw: JsonObject, target: string, name: string, files: FileAssets): Promise<Sound[]> {
  const sounds: Sound[] = [];
  for (const [i, value] of (asArray(raw['sounds']) ?? []).entries()) {
    const sound = asObject(value) ?? {};
    const description = {
      id: `${target}-sound-${i + 1}`,
      name: asText(sound['soundName']) ?? `sound${i + 1}`,
      rate: Math.max(0, asNumber(sound['rate']) ?? 0),
      sampleCount: Math.max(0, asNumber(sound['sampleCount']) ?? 0),
    };
    sounds.push(await files.sound(fileNames(sound['soundID'], sound['md5']), description, name));
  }
  return sounds;
}

function usedExtensions(targets: readonly Target[]): string[] {
  const opcodes = targets.flatMap((target) => Object.values(target.blocks).map((block) => block.opcode));
  return EXTENSION_PREFIXES.filter((prefix) => opcodes.some((opcode) => opcode.startsWith(`${prefix}_`)));
}
