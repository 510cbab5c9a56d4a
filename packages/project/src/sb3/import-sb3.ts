import { err, ok, type Result } from '@paperkite/kernel';
import type { Assets } from '../assets/asset.ts';
import { DOCUMENT_FORMAT, type Project, type SceneTarget } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { asArray, asObject, type JsonObject } from '../json/read-json.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { checkDocument } from '../parse-project.ts';
import { openProjectJson } from '../zip/open-project-json.ts';
import { readZip } from '../zip/read-zip.ts';
import { readScriptOrder } from '../script-order.ts';
import { extensionsInUse } from './extensions-in-use.ts';
import { withFiles, type FileAssets } from './file-assets.ts';
import { noteCloudVariables, type ImportNote } from './notes.ts';
import { readMonitors } from './read-monitors.ts';
import { rankLayers, readBroadcasts, readTarget } from './read-target.ts';
import { readUnknown } from './unknown-members.ts';

export interface ImportedProject {
  project: Project;
  /** Everything that the project names, and nothing else. */
  assets: Assets;
  notes: ImportNote[];
}

export interface ImportOptions {
  /** Scratch files hold no title: usually the file's name. */
  title?: string;
}

/**
 * Reads a Scratch 3 project file. Blocks of extensions that we do not know stay exactly as they are. Ids follow from the
 * file alone, so that reading it twice gives equal documents. Links that lead nowhere are cut and noted, as Scratch does.
 * Errors: any code but `format-too-new`, `asset-missing`, `asset-damaged`, `asset-unsupported`.
 * @see https://en.scratch-wiki.info/wiki/Scratch_File_Format
 */
export async function importSb3(
  bytes: Uint8Array,
  options: ImportOptions = {},
): Promise<Result<ImportedProject, ProjectError>> {
  const archive = readZip(bytes);
  if (!archive.ok) return archive;
  const opened = await openProjectJson(archive.value);
  if (!opened.ok) return opened;
  return withFiles(archive.value, opened.value.folder, (files, notes) =>
    readSb3(asObject(opened.value.json) ?? {}, files, notes, options.title ?? ''),
  );
}

/** Turns the project.json of a Scratch 3 file into a document. May throw a ProjectError. */
export async function readSb3(
  raw: JsonObject,
  files: FileAssets,
  notes: ImportNote[],
  title: string,
): Promise<Result<ImportedProject, ProjectError>> {
  const described = stageFirst(raw);
  if (!described.ok) return described;
  const targets: SceneTarget[] = [];
  for (const [place, target] of described.value.entries()) {
    const read = await readTarget(target, place, files, notes);
    if (!read.ok) return read;
    targets.push(read.value);
  }
  rankLayers(targets);
  noteCloudVariables(targets, notes);
  for (const sprite of described.value.slice(1)) {
    const stage = targets[0];
    if (stage?.kind === 'stage') stage.broadcasts = { ...readBroadcasts(sprite), ...stage.broadcasts };
  }
  const monitors = readMonitors(raw['monitors'], targets, notes);
  const unknown = { ...readUnknown(raw, described.value, { targets, monitors }), ...readScriptOrder(targets) };
  const extensions = (asArray(raw['extensions']) ?? []).filter((id) => typeof id === 'string' && id !== '') as string[];
  const project = checkDocument({
    format: DOCUMENT_FORMAT,
    title: title.slice(0, PROJECT_LIMITS.key),
    targets,
    extensions: extensionsInUse({ targets, monitors }, extensions),
    monitors,
    ...(Object.keys(unknown).length > 0 && { unknown }),
  } satisfies Project);
  return project.ok ? ok({ project: project.value, assets: files.assets, notes }) : project;
}

/** The described targets with the stage first, wherever it stood, counted before anything is built from them. */
function stageFirst(raw: JsonObject): Result<JsonObject[], ProjectError> {
  const described = asArray(raw['targets'])?.map(asObject);
  if (!described) return err(new ProjectError('structure-invalid', { path: 'targets' }));
  const targets = described.filter((target) => target !== undefined);
  if (targets.length > PROJECT_LIMITS.targets) {
    return err(new ProjectError('too-many-targets', { limit: PROJECT_LIMITS.targets }));
  }
  const blocks = targets.reduce((sum, target) => sum + Object.keys(asObject(target['blocks']) ?? {}).length, 0);
  if (blocks > PROJECT_LIMITS.blocks) {
    return err(new ProjectError('too-many-blocks', { limit: PROJECT_LIMITS.blocks }));
  }
  const isStage = (target: JsonObject) => target['isStage'] === true;
  const stages = targets.filter(isStage);
  if (stages.length === 0) return err(new ProjectError('stage-missing'));
  if (stages.length > 1) return err(new ProjectError('structure-invalid', { path: 'targets: a second stage' }));
  return ok([...stages, ...targets.filter((target) => !isStage(target))]);
}
