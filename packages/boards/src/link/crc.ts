/**
 * CRC-32 as in Ethernet and zip: reflected, polynomial 0x04c11db7, all ones in and out. The firmware has the same for program
 * images.
 * @see IEEE 802.3, clause 3.2.9
 */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/**
 * CRC-24 as in OpenPGP: fits the 31-bit integers of MakeCode, where 32-bit ones are boxed and slow.
 * @see RFC 4880, section 6.1
 */
export function crc24(bytes: Uint8Array): number {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if (crc & 0x1000000) crc ^= 0x1864cfb;
    }
  }
  return crc & 0xffffff;
}
