import { error } from '@sveltejs/kit';
import { admitAsset, sha256Hex } from '@paperkite/project';

/**
 * Reads an uploaded costume or sound: bounded, of the hash that it claims, of a format that we know, harmless as it is.
 * @returns bytes and media type as recognised, not as claimed
 */
export async function readAsset(
  request: Request,
  sha256: string,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; mime: string }> {
  const bytes = await readBytes(request, maxBytes);
  if ((await sha256Hex(bytes)) !== sha256) error(422, { status: 422, message: 'hash-differs' });
  const admitted = await admitAsset(bytes);
  if (!admitted.ok) error(415, { status: 415, message: admitted.error.code });
  // A picture that had to be cleaned was not cleaned by our own page: it does not come in by another way.
  if (admitted.value.hash !== sha256) error(422, { status: 422, message: 'asset-unsafe' });
  return { bytes, mime: admitted.value.asset.mime };
}

/** The body, refused with 413 as soon as it is larger than allowed. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) error(413, { status: 413, message: 'too-large' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) error(413, { status: 413, message: 'too-large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
