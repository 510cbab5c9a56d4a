/**
 * A UUID version 7: sorts by creation time, so that it is a good primary key, and can be made on a device that is offline.
 * @see RFC 9562, section 5.7
 */
export function newUuid(nowMs: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(nowMs / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a string is a UUID in lower-case canonical form, of any version. */
export const isUuid = (text: string): boolean => UUID.test(text);

const BLOCK_ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** An id for a block, variable or target inside a project: 20 characters, about 120 random bits. */
export function newLocalId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(20)), (b) => BLOCK_ID_ALPHABET[b & 63]).join('');
}
