/**
 * IMA ADPCM in a WAV file, which older Scratch projects use and which browsers do not decode.
 * @see "Multimedia Data Standards Update", Microsoft 1994, section "IMA ADPCM Wave Type"
 */

/** Mono samples, -1..1. */
export interface Pcm {
  sampleRate: number;
  samples: Float32Array<ArrayBuffer>;
}

const FORMAT_IMA_ADPCM = 0x11;

const INDEX_STEPS = [-1, -1, -1, -1, 2, 4, 6, 8];

/** 89 step sizes, each about a tenth larger than the one before. */
const STEPS = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767,
];

interface Chunk {
  start: number;
  length: number;
}

/** The samples of a mono IMA ADPCM file, or null for any other file. Cut files give what is there. */
export function decodeAdpcm(bytes: ArrayBuffer): Pcm | null {
  const view = new DataView(bytes);
  const chunks = riffChunks(view);
  const format = chunks?.get('fmt ');
  const data = chunks?.get('data');
  if (!format || !data || format.length < 16 || view.getUint16(format.start, true) !== FORMAT_IMA_ADPCM) return null;
  if (view.getUint16(format.start + 2, true) !== 1) return null;
  const sampleRate = view.getUint32(format.start + 4, true);
  const blockSize = view.getUint16(format.start + 12, true);
  if (sampleRate < 1000 || sampleRate > 200_000 || blockSize <= 4) return null;

  const blocks = Math.ceil(data.length / blockSize);
  const samples = new Float32Array(blocks * (1 + (blockSize - 4) * 2));
  let count = 0;
  for (let block = 0; block < blocks; block++) {
    const start = data.start + block * blockSize;
    const end = Math.min(start + blockSize, data.start + data.length);
    if (end - start < 4) break;
    count = decodeBlock(view, start, end, samples, count);
  }
  return { sampleRate, samples: samples.slice(0, count) };
}

function decodeBlock(view: DataView, start: number, end: number, samples: Float32Array, count: number): number {
  let sample = view.getInt16(start, true);
  let index = Math.min(88, view.getUint8(start + 2));
  samples[count++] = sample / 32768;
  for (let at = start + 4; at < end; at++) {
    const byte = view.getUint8(at);
    for (const nibble of [byte & 15, byte >> 4]) {
      const step = STEPS[index]!;
      let difference = step >> 3;
      if (nibble & 1) difference += step >> 2;
      if (nibble & 2) difference += step >> 1;
      if (nibble & 4) difference += step;
      sample = Math.max(-32768, Math.min(32767, nibble & 8 ? sample - difference : sample + difference));
      index = Math.max(0, Math.min(88, index + INDEX_STEPS[nibble & 7]!));
      samples[count++] = sample / 32768;
    }
  }
  return count;
}

/** The chunks of a RIFF WAVE file; null for anything else. */
function riffChunks(view: DataView): Map<string, Chunk> | null {
  const tag = (at: number): string => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
  if (view.byteLength < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return null;
  const chunks = new Map<string, Chunk>();
  for (let at = 12; at + 8 <= view.byteLength;) {
    const length = Math.min(view.getUint32(at + 4, true), view.byteLength - at - 8);
    const name = tag(at);
    if (!chunks.has(name)) chunks.set(name, { start: at + 8, length });
    at += 8 + length + (length % 2);
  }
  return chunks;
}
