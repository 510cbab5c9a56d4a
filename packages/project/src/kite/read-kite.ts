import { err, ok, type Result } from '@paperkite/kernel';
import { admitAsset, type AdmittedAsset } from '../assets/admit.ts';
import { isPictureFormat, type Assets } from '../assets/asset.ts';
import { sha256Hex } from '../assets/hashes.ts';
import type { AssetHash, Costume, Json, Project, Sound, Target } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { parseProject } from '../parse-project.ts';
import { isSceneTarget } from '../scene.ts';
import type { ImportedProject } from '../sb3/import-sb3.ts';
import type { ImportNote } from '../sb3/notes.ts';
import { freeBelowEnds } from '../stack-ends.ts';
import { openProjectJson } from '../zip/open-project-json.ts';
import { readZip, type ZipArchive } from '../zip/read-zip.ts';

/**
 * Reads a `.kite` file of this or an older version. Every asset must be there and have the hash that the project names.
 * Pictures pass the same door as uploads: one that had to be cleaned gets its new hash throughout, and a note.
 * Errors: all that reading an archive and `parseProject` give, and `asset-missing`, `asset-damaged`, `asset-unsupported`,
 * `asset-too-large` with the hash as `name`.
 */
export async function readKite(bytes: Uint8Array): Promise<Result<ImportedProject, ProjectError>> {
  const archive = readZip(bytes);
  if (!archive.ok) return archive;
  const opened = await openProjectJson(archive.value);
  if (!opened.ok) return opened;
  return readKiteJson(opened.value.json, archive.value, opened.value.folder);
}

/** Reads the project.json of a `.kite` file and the assets that it names. */
export async function readKiteJson(
  json: Json,
  archive: ZipArchive,
  folder: string,
): Promise<Result<ImportedProject, ProjectError>> {
  const parsed = parseProject(json);
  if (!parsed.ok) return parsed;
  const reader = new KiteAssets(archive, folder);
  try {
    const project = await reader.settle(parsed.value);
    return ok({ project, assets: reader.assets, notes: reader.notes });
  } catch (error) {
    if (error instanceof ProjectError) return err(error);
    throw error;
  }
}

class KiteAssets {
  readonly assets: Assets = new Map();
  readonly notes: ImportNote[] = [];
  readonly #archive: ZipArchive;
  readonly #names = new Map<AssetHash, string>();
  readonly #admitted = new Map<AssetHash, AdmittedAsset>();

  constructor(archive: ZipArchive, folder: string) {
    this.#archive = archive;
    for (const name of archive.names) {
      const hash = name.startsWith(folder) && /^assets\/([0-9a-f]{64})\.\w+$/.exec(name.slice(folder.length))?.[1];
      if (hash) this.#names.set(hash, name);
    }
  }

  /** The project with every costume and sound pointing to an admitted asset. Throws a ProjectError. */
  async settle(project: Project): Promise<Project> {
    const targets: Target[] = [];
    for (const target of project.targets) {
      const cut = freeBelowEnds(target.blocks);
      if (cut > 0) this.notes.push({ code: 'links-cut', target: target.name, count: cut });
      if (!isSceneTarget(target)) {
        targets.push(target);
        continue;
      }
      const costumes: Costume[] = [];
      for (const costume of target.costumes) {
        const { hash, format, cleaned } = await this.#admit(costume.asset);
        if (!isPictureFormat(format)) throw new ProjectError('asset-unsupported', { name: costume.asset });
        if (cleaned) this.notes.push({ code: 'picture-cleaned', target: target.name, name: costume.name });
        costumes.push({ ...costume, asset: hash, format });
      }
      const sounds: Sound[] = [];
      for (const sound of target.sounds) {
        const { hash, format } = await this.#admit(sound.asset);
        if (isPictureFormat(format)) throw new ProjectError('asset-unsupported', { name: sound.asset });
        sounds.push({ ...sound, asset: hash, format });
      }
      targets.push({ ...target, costumes, sounds });
    }
    return { ...project, targets };
  }

  async #admit(hash: AssetHash): Promise<AdmittedAsset> {
    const before = this.#admitted.get(hash);
    if (before) return before;
    const bytes = await this.#archive.read(this.#names.get(hash) ?? '');
    if (!bytes) throw new ProjectError('asset-missing', { name: hash });
    if (!bytes.ok) throw bytes.error;
    if ((await sha256Hex(bytes.value)) !== hash) throw new ProjectError('asset-damaged', { name: hash });
    const admitted = await admitAsset(bytes.value);
    if (!admitted.ok) throw new ProjectError(admitted.error.code, { ...admitted.error.details, name: hash });
    this.#admitted.set(hash, admitted.value);
    this.assets.set(admitted.value.hash, admitted.value.asset);
    return admitted.value;
  }
}
