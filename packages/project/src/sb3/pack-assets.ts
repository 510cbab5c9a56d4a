import { err, ok, type Result } from '@paperkite/kernel';
import { isPictureFormat, type Assets } from '../assets/asset.ts';
import { md5Hex } from '../assets/hashes.ts';
import type { AssetHash, SceneTarget, Sound } from '../document.ts';
import { ProjectError } from '../errors.ts';

/** Pictures and sounds under the names that Scratch files give them. */
export interface PackedAssets {
  files: Map<string, Uint8Array>;
  md5Of(asset: AssetHash): string;
}

/** Names what some targets show and play by its MD5. Error: `asset-missing` with the hash as `name`. */
export function packAssets(targets: readonly SceneTarget[], assets: Assets): Result<PackedAssets, ProjectError> {
  const files = new Map<string, Uint8Array>();
  const md5s = new Map<AssetHash, string>();
  for (const { asset: hash, format } of targets.flatMap((target) => [...target.costumes, ...target.sounds])) {
    const asset = assets.get(hash);
    if (!asset) return err(new ProjectError('asset-missing', { name: hash }));
    const md5 = md5s.get(hash) ?? md5Hex(asset.bytes);
    md5s.set(hash, md5);
    files.set(`${md5}.${isPictureFormat(format) ? format : soundFormat(format)}`, asset.bytes);
  }
  return ok({ files, md5Of: (hash) => md5s.get(hash)! });
}

/** Scratch's loader knows no Ogg and refuses the whole file, yet its player goes by the content. */
export const soundFormat = (format: Sound['format']): string => (format === 'ogg' ? 'wav' : format);
