import { err, ok, type Result } from '@paperkite/kernel';
import { DOCUMENT_FORMAT, type Monitor, type Project, type StageTarget, type SceneTarget } from '../document.ts';
import { STAGE_ID } from '../empty-project.ts';
import { ProjectError } from '../errors.ts';
import { asArray, asNumber, asObject, asText, type JsonObject } from '../json/read-json.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { checkDocument } from '../parse-project.ts';
import { extensionsInUse } from '../sb3/extensions-in-use.ts';
import { withFiles, type FileAssets } from '../sb3/file-assets.ts';
import type { ImportedProject, ImportOptions } from '../sb3/import-sb3.ts';
import { noteCloudVariables, type ImportNote } from '../sb3/notes.ts';
import { rankLayers } from '../sb3/read-target.ts';
import { unknownOfTarget } from '../sb3/unknown-members.ts';
import { readScriptOrder } from '../script-order.ts';
import { openProjectJson } from '../zip/open-project-json.ts';
import { readZip } from '../zip/read-zip.ts';
import { Names, readHoldings } from './names.ts';
import { readListMonitors, readMonitors } from './read-monitors.ts';
import { readScripts } from './read-scripts.ts';
import { readCommon, readSb2Sprite } from './read-sprite.ts';

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
  const opened = await openProjectJson(archive.value, SB2_DEPTH);
  if (!opened.ok) return opened;
  const raw = asObject(opened.value.json);
  if (typeof raw?.['objName'] !== 'string') return err(new ProjectError('structure-invalid', { path: 'objName' }));
  return withFiles(archive.value, opened.value.folder, (files, notes) =>
    readSb2(raw, files, notes, options.title ?? ''),
  );
}

/**
 * Turns the project.json of a Scratch 2 file into a document of Scratch 3's blocks. Blocks that Scratch 3 lost or that an
 * extension of that time brought stay in the project by name. Not carried over: the pen's picture, and text layers that cannot
 * be put on their bitmaps (said in a note).
 * Throws a ProjectError `too-many-blocks`, `too-many-targets` or `zip-too-large`; other errors are those of `checkDocument`.
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
  const { cut, ...scripts } = readScripts(raw, { id: STAGE_ID, isStage: true, stageName, ...held.value }, names);
  if (cut > 0) notes.push({ code: 'links-cut', target: 'Stage', count: cut });
  const stage: StageTarget = {
    kind: 'stage',
    ...(await readCommon(raw, STAGE_ID, 'Stage', held.value, files)),
    ...scripts,
    broadcasts: names.broadcasts,
    tempo: asNumber(raw['tempoBPM']) ?? 60,
  };
  const targets: SceneTarget[] = [stage];
  const monitors: Monitor[] = readListMonitors(raw, stage);
  for (const [i, { sprite, layer }] of places.entries()) {
    const id = `sprite-${i + 1}`;
    const read = await readSb2Sprite(sprite, { id, layer, stageName }, names, files, notes);
    if (!read.ok) return read;
    const target = read.value;
    targets.push(target);
    monitors.push(...readListMonitors(sprite, target));
  }
  rankLayers(targets);
  noteCloudVariables(targets, notes);
  monitors.push(...readMonitors(children, targets, notes));
  const unknown = { ...readScriptOrder(targets), ...videoOf(raw) };
  const project = checkDocument({
    format: DOCUMENT_FORMAT,
    title: title.slice(0, PROJECT_LIMITS.key),
    targets,
    extensions: extensionsInUse({ targets, monitors }, []),
    monitors: [...new Map(monitors.map((monitor) => [monitor.id, monitor])).values()],
    ...(Object.keys(unknown).length > 0 && { unknown }),
  } satisfies Project);
  return project.ok ? ok({ project: project.value, assets: files.assets, notes }) : project;
}

/** What the stage says of the camera, kept where a Scratch 3 file's would be. */
function videoOf(raw: JsonObject): JsonObject {
  const opacity = asNumber(raw['videoAlpha']);
  const isOn = asObject(raw['info'])?.['videoOn'];
  return unknownOfTarget(STAGE_ID, {
    ...(opacity !== undefined && { videoTransparency: 100 - 100 * Math.max(0, Math.min(1, opacity)) }),
    ...(isOn !== undefined && { videoState: isOn ? 'on' : 'off' }),
  });
}
