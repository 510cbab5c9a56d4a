import type { AudioPlayer } from '../ports.ts';
import { decodeAdpcm } from './adpcm.ts';

interface Voice {
  source: AudioBufferSourceNode;
  fade: GainNode;
  /** Tells who waits for the sound that it is over. */
  settle: () => void;
}

interface Owner {
  volume: GainNode;
  pan: StereoPannerNode;
  /** Playback rate from the pitch effect. */
  rate: number;
  voices: Map<string, Voice>;
}

/** Seconds: shorter is heard as a click, longer as a fade. */
const FADE = 0.008;
const SMOOTH = 0.01;

/**
 * Sounds through Web Audio. A sound that plays and is played again by the same owner starts over. Until the browser allows
 * sound, sounds run silently for as long as they last, so that no project waits for ever.
 */
export class WebAudioPlayer implements AudioPlayer {
  readonly #files: (sound: string) => ArrayBuffer | null;
  readonly #decoded = new Map<string, Promise<AudioBuffer | null>>();
  readonly #owners = new Map<number, Owner>();
  /** Raised by every stop, so that a sound that is still being decoded does not start after it. */
  #stops = 0;
  #context: AudioContext | null = null;
  #master: GainNode | null = null;
  #muted = false;

  /** @param files the bytes of a sound asset, or null when there are none */
  constructor(files: (sound: string) => ArrayBuffer | null) {
    this.#files = files;
  }

  async play(owner: number, sound: string): Promise<void> {
    const stops = this.#stops;
    const buffer = await this.#decode(sound);
    if (!buffer || stops !== this.#stops) return;
    const context = this.#ready();
    const { volume, rate, voices } = this.#owner(owner);
    const before = voices.get(sound);
    if (before) this.#end(before);

    const fade = new GainNode(context);
    const source = new AudioBufferSourceNode(context, { buffer, playbackRate: rate });
    source.connect(fade).connect(volume);
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(silent);
        if (voices.get(sound)?.source === source) voices.delete(sound);
        resolve();
      };
      const silent = setTimeout(() => context.state !== 'running' && settle(), (buffer.duration / rate) * 1000);
      source.onended = () => {
        settle();
        fade.disconnect();
      };
      voices.set(sound, { source, fade, settle });
      source.start();
    });
  }

  stop(owner?: number, sound?: string): void {
    this.#stops++;
    for (const [id, { voices }] of this.#owners) {
      if (owner !== undefined && id !== owner) continue;
      for (const [name, voice] of voices) if (sound === undefined || name === sound) this.#end(voice);
    }
  }

  setVolume(owner: number, volume: number): void {
    const gain = Math.max(0, Math.min(100, volume)) / 100;
    this.#owner(owner).volume.gain.setTargetAtTime(gain, this.#ready().currentTime, SMOOTH);
  }

  /** Pitch: ten for a semitone. Pan: -100 left to 100 right. */
  setEffect(owner: number, effect: 'pitch' | 'pan', value: number): void {
    const target = this.#owner(owner);
    const now = this.#ready().currentTime;
    if (effect === 'pan') {
      target.pan.pan.setTargetAtTime(Math.max(-100, Math.min(100, value)) / 100, now, SMOOTH);
      return;
    }
    target.rate = 2 ** (Math.max(-600, Math.min(600, value)) / 120);
    for (const { source } of target.voices.values()) source.playbackRate.setTargetAtTime(target.rate, now, SMOOTH);
  }

  mute(on: boolean): void {
    this.#muted = on;
    if (this.#context) this.#master?.gain.setTargetAtTime(on ? 0 : 1, this.#context.currentTime, SMOOTH);
  }

  /** To be called on every click and key: browsers allow sound only then, and not always the first time. */
  wake(): void {
    if (this.#context?.state === 'suspended') void this.#context.resume().catch(() => {});
  }

  /** Decodes ahead of time, so that the first note is on time. */
  prepare(sound: string): void {
    void this.#decode(sound);
  }

  #ready(): AudioContext {
    if (!this.#context) {
      this.#context = new AudioContext({ latencyHint: 'interactive' });
      this.#master = new GainNode(this.#context, { gain: this.#muted ? 0 : 1 });
      this.#master.connect(this.#context.destination);
    }
    this.wake();
    return this.#context;
  }

  #owner(id: number): Owner {
    let owner = this.#owners.get(id);
    if (!owner) {
      const context = this.#ready();
      owner = { volume: new GainNode(context), pan: new StereoPannerNode(context), rate: 1, voices: new Map() };
      owner.volume.connect(owner.pan).connect(this.#master!);
      this.#owners.set(id, owner);
    }
    return owner;
  }

  /** Fades a sound out; who waits for it goes on at once. */
  #end({ source, fade, settle }: Voice): void {
    const { currentTime } = this.#ready();
    settle();
    fade.gain.setTargetAtTime(0, currentTime, FADE / 3);
    source.stop(currentTime + FADE * 2);
  }

  #decode(sound: string): Promise<AudioBuffer | null> {
    let decoded = this.#decoded.get(sound);
    if (!decoded) {
      decoded = this.#decodeNow(sound);
      this.#decoded.set(sound, decoded);
    }
    return decoded;
  }

  async #decodeNow(sound: string): Promise<AudioBuffer | null> {
    const bytes = this.#files(sound);
    if (!bytes) return null;
    const adpcm = decodeAdpcm(bytes);
    if (adpcm) {
      if (adpcm.samples.length === 0) return null;
      const buffer = new AudioBuffer({ length: adpcm.samples.length, sampleRate: adpcm.sampleRate });
      buffer.copyToChannel(adpcm.samples, 0);
      return buffer;
    }
    try {
      return await this.#ready().decodeAudioData(bytes.slice(0));
    } catch {
      return null;
    }
  }
}
