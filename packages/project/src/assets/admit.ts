import { err, ok, type Result } from '@paperkite/kernel';
import type { AssetHash } from '../document.ts';
import { ProjectError } from '../errors.ts';
import { PROJECT_LIMITS } from '../limits.ts';
import { sanitizeSvg } from '../svg/sanitize.ts';
import { ASSET_MIME, type Asset, type AssetFormat } from './asset.ts';
import { sha256Hex } from './hashes.ts';
import { sniffAsset } from './sniff.ts';

export interface AdmittedAsset {
  hash: AssetHash;
  format: AssetFormat;
  asset: Asset;
  /** Whether something unsafe had to be taken out of the picture, so that the bytes differ from those given. */
  cleaned: boolean;
}

/**
 * The one door for pictures and sounds, from uploads and imported files alike: recognised by content, bounded in size,
 * vector pictures made harmless, then named by hash. Errors: `asset-too-large`, `asset-unsupported`, `asset-damaged`.
 */
export async function admitAsset(bytes: Uint8Array): Promise<Result<AdmittedAsset, ProjectError>> {
  if (bytes.length > PROJECT_LIMITS.assetBytes) {
    return err(new ProjectError('asset-too-large', { limit: PROJECT_LIMITS.assetBytes }));
  }
  const format = sniffAsset(bytes);
  if (!format) return err(new ProjectError('asset-unsupported'));
  let admitted = bytes;
  if (format === 'svg') {
    const safe = sanitizeSvg(bytes);
    if (!safe.ok) return safe;
    admitted = safe.value;
  }
  const asset = { bytes: admitted, mime: ASSET_MIME[format] };
  return ok({ hash: await sha256Hex(admitted), format, asset, cleaned: admitted !== bytes });
}
