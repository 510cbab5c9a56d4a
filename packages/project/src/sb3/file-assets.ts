import { err, type Result } from '@paperkite/kernel';
import { ASSET_MIME, isPictureFormat, type Assets } from '../assets/asset.ts';
import { admitAsset, type AdmittedAsset } from '../assets/admit.ts';
import { MISSING_COSTUME, MISSING_SOUND } from '../assets/builtin.ts';
import { pictureSize } from '../assets/picture-size.ts';
import { sniffAsset } from '../assets/sniff.ts';
import { TextLayers } from '../assets/text-layers.ts';
import type { Costume, Sound } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { countTags } from '../svg/sanitize.ts';
import type { ZipArchive } from '../zip/read-zip.ts';
import type { ImportNote } from './notes.ts';

/** A costume as a Scratch file describes it; members that it left out are undefined. */
export interface FileCostume {
  id: string;
  name: string;
  rotationCenterX: number | undefined;
  rotationCenterY: number | undefined;
  bitmapResolution: number;
}

export interface FileSound {
  id: string;
  name: string;
  rate: number;
  sampleCount: number;
}

type Loaded = AdmittedAsset | 'missing' | 'unreadable';

/**
 * The pictures and sounds of one file on their way in. Each is unpacked, checked and hashed once; what is missing or
 * cannot be shown gets a stand-in and a note, so that the project opens and its blocks keep what they name.
 */
export class FileAssets {
  readonly assets: Assets = new Map();
  readonly #archive: ZipArchive;
  readonly #folder: string;
  readonly #notes: ImportNote[];
  readonly #texts = new TextLayers();
  #svgTags = 0;
  readonly #loaded = new Map<string, Promise<Loaded>>();

  constructor(archive: ZipArchive, folder: string, notes: ImportNote[]) {
    this.#archive = archive;
    this.#folder = folder;
    this.#notes = notes;
  }

  /** `files`: names under which the picture may lie in the archive, best first. */
  async costume(files: readonly string[], costume: FileCostume, target: string): Promise<Costume> {
    return this.#costume(await this.#load(files), costume, target);
  }

  /** One with text in a picture of its own, see `TextLayers`. Where both do not become one, a note says so. */
  async costumeWithText(
    files: readonly string[],
    textFiles: readonly string[],
    costume: FileCostume,
    target: string,
  ): Promise<Costume> {
    const [base, text] = [await this.#load(files), await this.#load(textFiles)];
    const { bitmapResolution: resolution, rotationCenterX: x, rotationCenterY: y } = costume;
    const joined =
      typeof base === 'object' && typeof text === 'object' && (await this.#texts.joined(base, text, resolution));
    if (!joined) {
      this.#notes.push({ code: 'text-dropped', target, name: costume.name });
      return this.#costume(base, costume, target);
    }
    const center = { rotationCenterX: x && x / resolution, rotationCenterY: y && y / resolution };
    return this.#costume(joined, { ...costume, ...center, bitmapResolution: 1 }, target);
  }

  #costume(loaded: Loaded, costume: FileCostume, target: string): Costume {
    const { rotationCenterX: x, rotationCenterY: y, ...common } = costume;
    if (typeof loaded === 'object' && isPictureFormat(loaded.format)) {
      this.assets.set(loaded.hash, loaded.asset);
      if (loaded.cleaned) this.#notes.push({ code: 'picture-cleaned', target, name: costume.name });
      const size = pictureSize(loaded.asset.bytes, loaded.format) ?? { width: 0, height: 0 };
      const center = { rotationCenterX: x ?? size.width / 2, rotationCenterY: y ?? size.height / 2 };
      return { ...common, ...center, asset: loaded.hash, format: loaded.format };
    }
    this.#note(loaded, target, costume.name);
    this.assets.set(MISSING_COSTUME.hash, MISSING_COSTUME.asset());
    return {
      ...common,
      rotationCenterX: MISSING_COSTUME.width / 2,
      rotationCenterY: MISSING_COSTUME.height / 2,
      asset: MISSING_COSTUME.hash,
      format: 'svg',
      bitmapResolution: 1,
    };
  }

  async sound(files: readonly string[], sound: FileSound, target: string): Promise<Sound> {
    const loaded = await this.#load(files);
    if (typeof loaded === 'object' && !isPictureFormat(loaded.format)) {
      this.assets.set(loaded.hash, loaded.asset);
      return { ...sound, asset: loaded.hash, format: loaded.format };
    }
    this.#note(loaded, target, sound.name);
    this.assets.set(MISSING_SOUND.hash, MISSING_SOUND.asset());
    const { hash, rate, sampleCount } = MISSING_SOUND;
    return { ...sound, rate, sampleCount, asset: hash, format: 'wav' };
  }

  #note(loaded: Loaded, target: string, name: string): void {
    this.#notes.push({ code: loaded === 'missing' ? 'asset-missing' : 'asset-unreadable', target, name });
  }

  #load(files: readonly string[]): Promise<Loaded> {
    const name = files.map((file) => this.#folder + file).find((file) => this.#archive.names.has(file));
    if (name === undefined) return Promise.resolve('missing');
    const loading = this.#loaded.get(name) ?? this.#admit(name);
    this.#loaded.set(name, loading);
    return loading;
  }

  async #admit(name: string): Promise<Loaded> {
    if ((this.#archive.sizeOf(name) ?? 0) > PROJECT_LIMITS.assetBytes) return 'unreadable';
    const bytes = await this.#archive.read(name);
    if (!bytes) return 'missing';
    if (!bytes.ok) return this.#refuse(bytes.error);
    if (sniffAsset(bytes.value) === 'svg') {
      this.#svgTags += countTags(bytes.value);
      if (this.#svgTags > PROJECT_LIMITS.svgTagsPerFile) return 'unreadable';
    }
    const admitted = await admitAsset(bytes.value);
    return admitted.ok ? admitted.value : 'unreadable';
  }

  /** One damaged picture is replaced; an archive that unpacks into too much is refused as a whole. */
  #refuse(error: ProjectError): 'unreadable' {
    if (error.code === 'zip-too-large') throw error;
    return 'unreadable';
  }
}

/** Runs a reader over the assets of an archive; a ProjectError that it throws becomes its result. */
export async function withFiles<T>(
  archive: ZipArchive,
  folder: string,
  read: (files: FileAssets, notes: ImportNote[]) => Promise<Result<T, ProjectError>>,
): Promise<Result<T, ProjectError>> {
  const notes: ImportNote[] = [];
  try {
    return await read(new FileAssets(archive, folder, notes), notes);
  } catch (error) {
    if (error instanceof ProjectError) return err(error);
    throw error;
  }
}

/** File names for an asset by what a .sb3 says of it: its full name, else id and format. */
export function assetFileNames(
  md5ext: string | undefined,
  assetId: string | undefined,
  format: string | undefined,
): string[] {
  const names = md5ext === undefined ? [] : [md5ext];
  if (assetId !== undefined && format !== undefined) names.push(`${assetId}.${format}`);
  if (assetId !== undefined) names.push(...Object.keys(ASSET_MIME).map((known) => `${assetId}.${known}`));
  return names;
}
