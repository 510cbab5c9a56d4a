const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, name and checksum of a chunk. */
const CHUNK = 12;

/**
 * Whether a PNG has all its chunks, as they were written: a header, pixels and an end. Browsers show of others what they can,
 * or nothing.
 * @see https://www.w3.org/TR/png-3/#5Chunk-layout
 */
export function isWholePng(bytes: Uint8Array): boolean {
  if (SIGNATURE.some((byte, at) => bytes[at] !== byte)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let pixels = false;
  for (let at = SIGNATURE.length; at + CHUNK <= bytes.length;) {
    const length = view.getUint32(at);
    const end = at + CHUNK + length;
    if (end > bytes.length) return false;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if ((name === 'IHDR') !== (at === SIGNATURE.length)) return false;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return false;
    if (name === 'IEND') return pixels;
    pixels ||= name === 'IDAT';
    at = end;
  }
  return false;
}

/** @see https://www.w3.org/TR/png-3/#D-CRCAppendix */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
  return remainder;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
