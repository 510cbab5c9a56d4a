const HEADER_BYTES = 44;

/** 16-bit mono PCM in a RIFF container. @see Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" */
export function encodeWav(samples: ArrayLike<number>, rate: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  word(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // mono
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  for (let i = 0; i < samples.length; i++)
    view.setInt16(HEADER_BYTES + 2 * i, Math.round(Math.max(-1, Math.min(1, samples[i] ?? 0)) * 32767), true);
  return bytes;
}

/** Reads back what `encodeWav` writes; throws on anything else, for the library holds nothing else. */
export function decodeWav(bytes: Uint8Array): { rate: number; samples: Float64Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => new TextDecoder().decode(bytes.subarray(at, at + 4));
  const plain = view.getUint16(20, true) === 1 && view.getUint16(22, true) === 1 && view.getUint16(34, true) === 16;
  if (word(0) !== 'RIFF' || word(8) !== 'WAVE' || word(36) !== 'data' || !plain)
    throw new Error('not a plain 16-bit mono WAV file');
  const length = view.getUint32(40, true) / 2;
  const samples = Float64Array.from({ length }, (_, i) => view.getInt16(HEADER_BYTES + 2 * i, true) / 32767);
  return { rate: view.getUint32(24, true), samples };
}
