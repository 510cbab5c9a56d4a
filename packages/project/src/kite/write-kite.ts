import { err, ok, type Result } from '@paperkite/kernel';
import type { AssetFormat, Assets } from '../assets/asset.ts';
import type { AssetHash, Project } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { documentFormat, sceneOf } from '../scene.ts';
import { writeZip } from '../zip/write-zip.ts';

/**
 * Packs a project into a `.kite` file: `project.json` (canonical JSON) and `assets/<sha-256>.<format>`. Equal projects
 * give equal bytes. Assets that the project does not name are left out. Error: `asset-missing` with the hash as `name`.
 */
export function writeKite(project: Project, assets: Assets): Result<Uint8Array, ProjectError> {
  const files = new Map<string, Uint8Array>();
  files.set(
    'project.json',
    new TextEncoder().encode(canonicalJson({ ...project, format: documentFormat(project.targets) })),
  );
  for (const [hash, format] of namedAssets(project)) {
    const asset = assets.get(hash);
    if (!asset) return err(new ProjectError('asset-missing', { name: hash }));
    files.set(`assets/${hash}.${format}`, asset.bytes);
  }
  return ok(writeZip(files));
}

function namedAssets(project: Project): Map<AssetHash, AssetFormat> {
  const named = sceneOf(project).targets.flatMap((target) => [...target.costumes, ...target.sounds]);
  return new Map(named.map((item) => [item.asset, item.format]));
}
