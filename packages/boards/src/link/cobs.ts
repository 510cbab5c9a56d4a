/**
 * Consistent overhead byte stuffing: bytes without zeros, so that a zero can end a frame and a receiver that lost its place
 * finds the next one. One byte more for each 254.
 * @see Cheshire and Baker, Consistent Overhead Byte Stuffing, IEEE/ACM Transactions on Networking 7 (2), 1999
 */
export function cobsEncode(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length + 1 + Math.floor(bytes.length / 254));
  let code = 0;
  let at = 1;
  for (const [i, byte] of bytes.entries()) {
    if (byte !== 0) out[at++] = byte;
    const full = at - code === 0xff;
    if (byte !== 0 && !(full && i + 1 < bytes.length)) continue;
    out[code] = at - code;
    code = at++;
  }
  out[code] = at - code;
  return out.subarray(0, at);
}

/** The bytes that were stuffed, or null for what no encoder makes: empty, with a zero inside, or cut. */
export function cobsDecode(stuffed: Uint8Array): Uint8Array | null {
  if (stuffed.length === 0) return null;
  const out = new Uint8Array(stuffed.length);
  let at = 0;
  let i = 0;
  while (i < stuffed.length) {
    const code = stuffed[i++]!;
    if (code === 0 || i + code - 1 > stuffed.length) return null;
    for (let left = code - 1; left > 0; left--) {
      const byte = stuffed[i++]!;
      if (byte === 0) return null;
      out[at++] = byte;
    }
    if (code !== 0xff && i < stuffed.length) out[at++] = 0;
  }
  return out.subarray(0, at);
}
