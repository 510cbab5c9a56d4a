import { ok, type Result } from '@paperkite/kernel';
import type { Assets } from '../assets/asset.ts';
import type { Project, SpriteTarget } from '../document.ts';
import type { ProjectError } from '../errors.ts';
import { writeZip } from '../zip/write-zip.ts';
import { jsonBytes } from './export-sb3.ts';
import { packAssets } from './pack-assets.ts';
import { withScratchName } from './scratch-limits.ts';
import { unknownMembers } from './unknown-members.ts';
import { writeTarget } from './write-target.ts';

/**
 * Packs one sprite of a project into a `.sprite3` file, which Scratch and `readSpriteFile` add to any project. What the
 * sprite's blocks use of the stage (variables, lists) goes along by name. Error: `asset-missing` with the hash as `name`.
 */
export function exportSprite3(
  project: Project,
  original: SpriteTarget,
  assets: Assets,
): Result<Uint8Array, ProjectError> {
  const sprite = withScratchName(original);
  const packed = packAssets([sprite], assets);
  if (!packed.ok) return packed;
  const json = writeTarget(sprite, { project, packed: packed.value, unknown: unknownMembers(project) });
  return ok(writeZip(packed.value.files.set('sprite.json', jsonBytes(json))));
}
