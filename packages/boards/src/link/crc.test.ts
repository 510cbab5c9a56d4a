import { describe, expect, it } from 'vitest';
import { crc24, crc32 } from './crc.ts';

const digits = new TextEncoder().encode('123456789');

describe('checksums', () => {
  it('are those of the catalogues', () => {
    expect(crc32(digits)).toBe(0xcbf43926);
    expect(crc24(digits)).toBe(0x21cf02);
    expect(crc32(new Uint8Array())).toBe(0);
    expect(crc24(new Uint8Array())).toBe(0xb704ce);
  });
});
