import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { AssetHash } from '../document.ts';

/**
 * SHA-256 as 64 lower-case hex digits. WebCrypto where there is one; browsers hide it on plain http addresses, which is
 * how a class reaches a server in its own room, so there a JavaScript implementation takes over.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<AssetHash> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return bytesToHex(sha256(bytes));
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}

/** MD5 as 32 lower-case hex digits: the file names of assets inside Scratch files, never a proof of anything. */
export const md5Hex = (bytes: Uint8Array): string => bytesToHex(md5(bytes));
