import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAdpcm } from './adpcm.ts';

/** A mono IMA ADPCM file around blocks of nibbles. */
function wav(blocks: Uint8Array[], blockSize: number, format = 0x11): ArrayBuffer {
  const data = blocks.reduce((sum, block) => sum + block.length, 0);
  const view = new DataView(new ArrayBuffer(48 + data));
  const tag = (at: number, text: string): void => [...text].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  tag(0, 'RIFF');
  view.setUint32(4, 40 + data, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 20, true);
  view.setUint16(20, format, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 22_050, true);
  view.setUint16(32, blockSize, true);
  view.setUint16(34, 4, true);
  tag(40, 'data');
  view.setUint32(44, data, true);
  let at = 48;
  for (const block of blocks) {
    new Uint8Array(view.buffer).set(block, at);
    at += block.length;
  }
  return view.buffer;
}

describe('IMA ADPCM', () => {
  it('follows the steps of the specification', () => {
    // First sample 100, index 0. Nibble 7: step 7 gives 0 + 1 + 3 + 7 = 11, index 8. Nibble 15: step 16 gives -(2 + 4 + 8 + 16).
    const pcm = decodeAdpcm(wav([Uint8Array.of(100, 0, 0, 0, 0xf7)], 5))!;
    expect([...pcm.samples].map((sample) => Math.round(sample * 32768))).toEqual([100, 111, 81]);
    expect(pcm.sampleRate).toBe(22_050);
  });

  it('leaves other files to the browser', () => {
    expect(decodeAdpcm(wav([Uint8Array.of(0, 0, 0, 0, 0)], 5, 1))).toBeNull();
    expect(decodeAdpcm(new TextEncoder().encode('ID3 mp3 file').buffer)).toBeNull();
  });

  it('never throws and never makes a sample beyond full scale, whatever the bytes', () => {
    const file = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes).buffer),
      fc
        .tuple(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 4 }), fc.integer({ min: 0, max: 80 }))
        .map(([blocks, size]) => wav(blocks, size)),
    );
    fc.assert(
      fc.property(file, (bytes) => {
        const pcm = decodeAdpcm(bytes);
        for (const sample of pcm?.samples ?? []) expect(Math.abs(sample)).toBeLessThanOrEqual(1);
      }),
      { numRuns: process.env.PAPERKITE_DEEP ? 100_000 : 2_000 },
    );
  });
});
