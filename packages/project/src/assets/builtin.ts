import type { Asset } from './asset.ts';

/**
 * Three tiny assets that stand in where a project has none of its own. Their hashes are written out, so that an empty
 * project can be made without waiting for a digest; a test recomputes them.
 */

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A white backdrop of the stage's size. */
export const BLANK_BACKDROP = {
  hash: 'c0e800d8f1541cab65cdecd30b8ee103238898fe6dceaea5240d9010643d3f95',
  width: 480,
  height: 360,
  asset: (): Asset => ({
    mime: 'image/svg+xml',
    bytes: encode(
      '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360" viewBox="0 0 480 360"><path fill="#fff" d="M0 0h480v360H0z"/></svg>',
    ),
  }),
} as const;

/** What a costume whose picture is missing or unreadable looks like: a dashed frame with a question mark. */
export const MISSING_COSTUME = {
  hash: '82b0861f3129e0b1b09f4925ab89e6f550681cdabb510092452a9ac65563688c',
  width: 80,
  height: 80,
  asset: (): Asset => ({
    mime: 'image/svg+xml',
    bytes: encode(
      '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" viewBox="0 0 80 80" fill="none" stroke="#667085" stroke-width="4"><path stroke-dasharray="8 6" fill="#f2f4f7" d="M4 4h72v72H4z"/><path stroke-linecap="round" d="M29 31a11 11 0 1 1 16 10c-3 2-5 4-5 8M40 57v.5"/></svg>',
    ),
  }),
} as const;

/** A sound whose file is missing or unreadable: 10 ms of silence, 8-bit mono at 8,000 Hz. */
export const MISSING_SOUND = {
  hash: '48f9b734687b6c7b57cbcba2b5e799706c85c770d181de055b728abb2c9ca7e6',
  rate: 8000,
  sampleCount: 80,
  asset: (): Asset => ({ mime: 'audio/wav', bytes: silence(8000, 80) }),
} as const;

/** @see http://soundfile.sapp.org/doc/WaveFormat/ */
function silence(rate: number, samples: number): Uint8Array {
  const bytes = new Uint8Array(44 + samples);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string) => bytes.set(encode(text), at);
  tag(0, 'RIFF');
  view.setUint32(4, 36 + samples, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  tag(36, 'data');
  view.setUint32(40, samples, true);
  return bytes.fill(128, 44);
}
