import type { AssetHash, Costume, Project, Sound } from '../document.ts';
import { sceneOf } from '../scene.ts';

/** The picture and sound formats of the stage. */
export type AssetFormat = Costume['format'] | Sound['format'];

/** The bytes behind an asset's hash. */
export interface Asset {
  bytes: Uint8Array;
  mime: string;
}

/** Assets by the SHA-256 of their bytes. */
export type Assets = Map<AssetHash, Asset>;

/** Media type of each format, as stored and served. */
export const ASSET_MIME: Readonly<Record<AssetFormat, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
};

const PICTURES: readonly string[] = ['svg', 'png', 'jpg', 'gif', 'bmp'] satisfies Costume['format'][];

/** Whether a format can be a costume (the others can be sounds). */
export const isPictureFormat = (format: AssetFormat): format is Costume['format'] => PICTURES.includes(format);

/** The hashes of everything the project shows or plays, each once, sorted. */
export function assetHashes(project: Project): AssetHash[] {
  const hashes = sceneOf(project).targets.flatMap((target) =>
    [...target.costumes, ...target.sounds].map((item) => item.asset),
  );
  return [...new Set(hashes)].sort();
}
