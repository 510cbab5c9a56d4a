import type { AudioPlayer, MusicalSound } from '../ports.ts';
import { decodeSound } from './decode-sound.ts';
import { MusicPlayer } from './music/music-player.ts';

interface Voice {
  source: AudioBufferSourceNode;
  fade: GainNode;
  /** Tells who waits for the sound that it is over. */
  settle: () => void;
}

/** A sprite's or clone's settings; its nodes are made with its first sound and go with its last. */
interface Owner {
  volume: number;
  pitch: number;
  pan: number;
  output: { gain: GainNode; panner: StereoPannerNode } | null;
  voices: Map<string, Voice>;
}

/** Decoded, a sound file takes ten times as much and more. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Seconds: shorter is heard as a click, longer as a fade. */
const FADE = 0.008;
const SMOOTH = 0.01;

/**
 * Sounds through Web Audio. A sound that plays and is played again by the same owner starts over. Until the browser allows
 * sound, sounds run silently for as long as they last, so that no project waits for ever.
 */
export class WebAudioPlayer implements AudioPlayer {
  readonly #files: (sound: string) => ArrayBuffer | null;
  readonly #onRefused: (sound: string, why: 'too_large' | 'broken') => void;
  readonly #decoded = new Map<string, Promise<AudioBuffer | null>>();
  readonly #owners = new Map<number, Owner>();
  readonly #music = new MusicPlayer();
  /** Sounds that are still being decoded: a stop must reach them too. */
  readonly #waiting = new Set<{ owner: number; sound: string }>();
  #context: AudioContext | null = null;
  #master: GainNode | null = null;
  #muted = false;
  #paused = false;

  /**
   * @param files the bytes of a sound asset, or null when there are none
   * @param onRefused told once of a sound that cannot be played
   */
  constructor(
    files: (sound: string) => ArrayBuffer | null,
    onRefused: (sound: string, why: 'too_large' | 'broken') => void = () => {},
  ) {
    this.#files = files;
    this.#onRefused = onRefused;
  }

  async play(owner: number, sound: string): Promise<void> {
    const waiting = { owner, sound };
    this.#waiting.add(waiting);
    const buffer = await this.#decode(sound);
    if (!this.#waiting.delete(waiting) || !buffer) return;
    const player = this.#owner(owner);
    const before = player.voices.get(sound);
    if (before) this.#end(before);
    return this.#start(player, sound, buffer);
  }

  playMusic(id: number, sound: MusicalSound): void {
    const { volume } = this.#owner(id);
    const context = this.#ready();
    if (!this.#paused) this.#music.play(context, this.#master!, id, volume, sound);
  }

  stop(owner?: number, sound?: string): void {
    const meant = (id: number, name: string): boolean =>
      (owner === undefined || id === owner) && (sound === undefined || name === sound);
    for (const waiting of this.#waiting) if (meant(waiting.owner, waiting.sound)) this.#waiting.delete(waiting);
    for (const [id, { voices }] of this.#owners) {
      for (const [name, voice] of voices) if (meant(id, name)) this.#end(voice);
    }
    if (sound === undefined) this.#music.stop(owner);
  }

  /** Stops everything and forgets who played it: another program begins. */
  reset(): void {
    this.setPaused(false);
    this.stop();
    this.#owners.clear();
  }

  setVolume(owner: number, volume: number): void {
    const player = this.#owner(owner);
    player.volume = Math.max(0, Math.min(100, volume));
    this.#adjust(player);
  }

  /** Pitch: ten for a semitone. Pan: -100 left to 100 right. */
  setEffect(owner: number, effect: 'pitch' | 'pan', value: number): void {
    const player = this.#owner(owner);
    const limit = effect === 'pitch' ? 600 : 100;
    player[effect] = Math.max(-limit, Math.min(limit, value));
    this.#adjust(player);
  }

  mute(on: boolean): void {
    this.#muted = on;
    if (this.#context) this.#master?.gain.setTargetAtTime(on ? 0 : 1, this.#context.currentTime, SMOOTH);
  }

  setPaused(on: boolean): void {
    this.#paused = on;
    if (on) void this.#context?.suspend().catch(() => {});
    else this.wake();
  }

  /** To be called on every click and key: browsers allow sound only then, and not always the first time. */
  wake(): void {
    if (!this.#paused && this.#context?.state === 'suspended') void this.#context.resume().catch(() => {});
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
    if (!owner) this.#owners.set(id, (owner = { volume: 100, pitch: 0, pan: 0, output: null, voices: new Map() }));
    return owner;
  }

  #start(player: Owner, sound: string, buffer: AudioBuffer): Promise<void> {
    const context = this.#ready();
    if (!player.output) {
      const gain = new GainNode(context, { gain: player.volume / 100 });
      const panner = new StereoPannerNode(context, { pan: player.pan / 100 });
      gain.connect(panner).connect(this.#master!);
      player.output = { gain, panner };
    }
    const fade = new GainNode(context);
    const source = new AudioBufferSourceNode(context, { buffer, playbackRate: rate(player) });
    source.connect(fade).connect(player.output.gain);
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(silent);
        if (player.voices.get(sound)?.source === source) player.voices.delete(sound);
        resolve();
      };
      const lasts = (buffer.duration / rate(player)) * 1000;
      const giveUp = (): void => {
        // A pause is not silence: looked at again when it is over.
        if (this.#paused) return void (silent = setTimeout(giveUp, 200));
        if (context.state === 'running') return;
        settle();
        // Or everything that was not heard would be heard at once when the browser allows it.
        fade.disconnect();
      };
      let silent = setTimeout(giveUp, lasts);
      source.onended = () => {
        settle();
        fade.disconnect();
        if (player.voices.size > 0) return;
        player.output?.gain.disconnect();
        player.output?.panner.disconnect();
        player.output = null;
      };
      player.voices.set(sound, { source, fade, settle });
      source.start();
    });
  }

  /** Lets what an owner plays right now follow its settings. */
  #adjust(player: Owner): void {
    if (!player.output) return;
    const { currentTime } = this.#ready();
    player.output.gain.gain.setTargetAtTime(player.volume / 100, currentTime, SMOOTH);
    player.output.panner.pan.setTargetAtTime(player.pan / 100, currentTime, SMOOTH);
    for (const { source } of player.voices.values()) {
      source.playbackRate.setTargetAtTime(rate(player), currentTime, SMOOTH);
    }
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
      const bytes = this.#files(sound);
      if (!bytes) return Promise.resolve(null);
      decoded = this.#decodeFile(sound, bytes);
      this.#decoded.set(sound, decoded);
    }
    return decoded;
  }

  async #decodeFile(sound: string, bytes: ArrayBuffer): Promise<AudioBuffer | null> {
    const isTooLarge = bytes.byteLength > MOST_BYTES;
    const buffer = isTooLarge ? null : await decodeSound(bytes);
    if (!buffer) this.#onRefused(sound, isTooLarge ? 'too_large' : 'broken');
    return buffer;
  }
}

const rate = ({ pitch }: Owner): number => 2 ** (pitch / 120);
