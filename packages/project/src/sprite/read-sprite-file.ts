import { err, ok, type Result } from '@paperkite/kernel';
import type { Assets } from '../assets/asset.ts';
import type { Project, SpriteTarget, Target, TargetId } from '../document.ts';
import { emptyProject } from '../empty-project.ts';
import { ProjectError } from '../errors.ts';
import { asObject, type JsonObject } from '../json/read-json.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { checkDocument } from '../parse-project.ts';
import { SB2_DEPTH } from '../sb2/import-sb2.ts';
import { readSb2Sprite } from '../sb2/read-sprite.ts';
import { Names } from '../sb2/names.ts';
import { extensionsInUse } from '../sb3/extensions-in-use.ts';
import { withFiles, type FileAssets } from '../sb3/file-assets.ts';
import type { ImportNote } from '../sb3/notes.ts';
import { readTarget } from '../sb3/read-target.ts';
import { openJson } from '../zip/open-project-json.ts';
import { readZip } from '../zip/read-zip.ts';
import { neededGlobals, type Globals } from './needed-globals.ts';

export interface ImportedSprite {
  sprite: SpriteTarget;
  /** Everything that the sprite names, and nothing else. */
  assets: Assets;
  notes: ImportNote[];
  /** Extensions whose blocks the sprite has: the project must list them. */
  extensions: string[];
  /** What the sprite's blocks use but do not own: the stage needs them, unless it has them under these ids. */
  globals: Globals;
}

/**
 * Reads a `.sprite3` or `.sprite2` file. `id` is the sprite's in the project that it is for (a new one each time); its
 * costumes and sounds are named after it. Errors: as `readProjectFile`, and `sprite-json-missing` for other archives.
 */
export async function readSpriteFile(
  bytes: Uint8Array,
  { id }: { id: TargetId },
): Promise<Result<ImportedSprite, ProjectError>> {
  const archive = readZip(bytes);
  if (!archive.ok) return archive;
  const opened = await openJson(archive.value, 'sprite.json', SB2_DEPTH);
  if (!opened.ok) return opened;
  if (!opened.value) return err(new ProjectError('sprite-json-missing'));
  const { folder, json } = opened.value;
  const raw = asObject(json);
  if (!raw) return err(new ProjectError('structure-invalid', { path: 'sprite.json' }));
  return withFiles(archive.value, folder, (files, notes) => readSprite(raw, id, files, notes));
}

async function readSprite(
  raw: JsonObject,
  id: TargetId,
  files: FileAssets,
  notes: ImportNote[],
): Promise<Result<ImportedSprite, ProjectError>> {
  if (Object.keys(asObject(raw['blocks']) ?? {}).length > PROJECT_LIMITS.blocks) {
    return err(new ProjectError('too-many-blocks', { limit: PROJECT_LIMITS.blocks }));
  }
  const home = emptyProject('');
  const read =
    typeof raw['objName'] === 'string'
      ? await readOld(raw, id, home, files, notes)
      : await readNew(raw, id, files, notes);
  if (!read.ok) return read;
  if (read.value.kind !== 'sprite') return err(new ProjectError('structure-invalid', { path: 'isStage' }));
  // Checked where it is going to stand: as the only sprite of a project.
  const project = checkDocument({
    ...home,
    targets: [home.targets[0]!, { ...read.value, layer: 1 }],
  } satisfies Project);
  if (!project.ok) return project;
  const sprite = project.value.targets[1] as SpriteTarget;
  return ok({
    sprite,
    assets: files.assets,
    notes,
    extensions: extensionsInUse({ targets: [sprite], monitors: [] }, []),
    globals: neededGlobals(sprite),
  });
}

const readNew = (
  raw: JsonObject,
  id: TargetId,
  files: FileAssets,
  notes: ImportNote[],
): Promise<Result<Target, ProjectError>> => readTarget(raw, 1, files, notes, id);

/** A Scratch 2 sprite finds the messages that it sends on the stage. */
async function readOld(
  raw: JsonObject,
  id: TargetId,
  home: Project,
  files: FileAssets,
  notes: ImportNote[],
): Promise<Result<Target, ProjectError>> {
  const stage = home.targets[0]!;
  return readSb2Sprite(raw, { id, layer: 1, stageName: stage.name }, new Names(stage), files, notes);
}
