import { decodeAdpcm } from './adpcm.ts';

/** Any rate will do: the sound is brought to the output's rate when it plays. */
const DECODING_RATE = 44_100;

/** A sound file as samples; null for what no browser can play. Works before the browser allows sound. */
export async function decodeSound(bytes: ArrayBuffer): Promise<AudioBuffer | null> {
  const adpcm = decodeAdpcm(bytes);
  if (adpcm) {
    if (adpcm.samples.length === 0) return null;
    const buffer = new AudioBuffer({ length: adpcm.samples.length, sampleRate: adpcm.sampleRate });
    buffer.copyToChannel(adpcm.samples, 0);
    return buffer;
  }
  try {
    // The decoder takes the bytes away, and they may be needed for another try.
    return await new OfflineAudioContext(1, 1, DECODING_RATE).decodeAudioData(bytes.slice(0));
  } catch {
    return null;
  }
}
