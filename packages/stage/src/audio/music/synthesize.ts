import type { MusicalSound } from '../../ports.ts';
import { DRUMS, type Drum } from './drums.ts';
import { INSTRUMENTS, type Timbre } from './instruments.ts';

/** A sound on its way. */
export interface Sounding {
  /** Fades it out at once. */
  stop(): void;
}

/** Seconds: shorter is heard as a click. */
const FADE = 0.01;
/** A falling exponential counts as silent after so many of its time constants. */
const SILENT_AFTER = 6;
const NOISE_SECONDS = 1.5;
/** Of one note: chords and drums must fit in, too. */
const LOUDNESS = 0.8;

const noises = new WeakMap<BaseAudioContext, AudioBuffer>();
const waves = new WeakMap<BaseAudioContext, Map<Timbre, PeriodicWave>>();

/** The pitch of a MIDI key, in hertz; 69 is the A of 440. */
const hertzOf = (note: number): number => 440 * 2 ** ((note - 69) / 12);

/** Plays a sound into a node, from now. `onEnded` is called once, when it is over or was stopped; nothing stays connected. */
export function synthesize(
  context: BaseAudioContext,
  output: AudioNode,
  sound: MusicalSound,
  onEnded: () => void,
): Sounding {
  const voice = new Sound(context, output, onEnded);
  if (sound.kind === 'drum') voice.strike(DRUMS[sound.drum] ?? DRUMS[0]!);
  else voice.play(INSTRUMENTS[sound.instrument] ?? INSTRUMENTS[0]!, hertzOf(sound.note), sound.seconds);
  return voice;
}

/** The nodes of one note or stroke. */
class Sound implements Sounding {
  readonly #context: BaseAudioContext;
  readonly #fade: GainNode;
  readonly #sources = new Set<AudioScheduledSourceNode>();
  readonly #onEnded: () => void;
  readonly #begin: number;

  constructor(context: BaseAudioContext, output: AudioNode, onEnded: () => void) {
    this.#context = context;
    this.#begin = context.currentTime;
    this.#fade = new GainNode(context);
    this.#fade.connect(output);
    this.#onEnded = onEnded;
  }

  stop(): void {
    const now = this.#context.currentTime;
    this.#fade.gain.setTargetAtTime(0, now, FADE / 3);
    for (const source of this.#sources) source.stop(now + FADE * 2);
  }

  play(timbre: Timbre, hertz: number, seconds: number): void {
    const end = this.#begin + seconds;
    const silent = end + timbre.release;
    const envelope = this.#envelope(timbre, seconds);
    let into: AudioNode = envelope;
    if (timbre.bright) into = this.#brightness(timbre.bright, hertz, into);
    const pitches: AudioParam[] = [];
    const voice = (frequency: number, detune: number, to: AudioNode, wave?: PeriodicWave): void => {
      const oscillator = new OscillatorNode(this.#context, { frequency, detune, periodicWave: wave });
      pitches.push(oscillator.detune);
      this.#run(oscillator, to, silent);
    };
    if (timbre.harmonics) {
      const wave = this.#wave(timbre, timbre.harmonics);
      for (const detune of timbre.chorus ? [-timbre.chorus / 2, timbre.chorus / 2] : [0])
        voice(hertz, detune, into, wave);
    }
    for (const [ratio, gain, decay] of timbre.modes ?? []) {
      if (hertz * ratio > this.#context.sampleRate / 2) continue;
      voice(hertz * ratio, 0, this.#dying(gain, decay, this.#begin, into));
    }
    if (timbre.breath) this.#breath(timbre.breath, hertz, envelope, silent);
    if (timbre.vibrato) this.#swing(timbre.vibrato[1], timbre.vibrato[0], pitches, silent);
    if (timbre.tremolo)
      this.#swing(timbre.tremolo[1], timbre.tremolo[0] * timbre.gain * LOUDNESS, [envelope.gain], end);
  }

  strike({ tones = [], noises: bursts = [] }: Drum): void {
    for (const { from, to, slide, decay, gain, shape = 'sine' } of tones) {
      const oscillator = new OscillatorNode(this.#context, { frequency: from, type: shape });
      oscillator.frequency.setValueAtTime(from, this.#begin);
      oscillator.frequency.exponentialRampToValueAtTime(to, this.#begin + slide);
      this.#run(oscillator, this.#dying(gain, decay, this.#begin, this.#fade), this.#begin + decay * SILENT_AFTER);
    }
    for (const { filter, hertz, q, decay, gain, at = [0] } of bursts) {
      const colour = new BiquadFilterNode(this.#context, { type: filter, frequency: hertz, Q: q });
      colour.connect(this.#fade);
      for (const late of at) {
        const begin = this.#begin + late;
        const source = new AudioBufferSourceNode(this.#context, { buffer: noiseOf(this.#context), loop: true });
        this.#run(source, this.#dying(gain, decay, begin, colour), begin + decay * SILENT_AFTER, begin);
      }
    }
  }

  /** Starts a source and ends it; the sound is over with its last one. */
  #run(source: AudioScheduledSourceNode, to: AudioNode, end: number, begin = this.#begin): void {
    source.connect(to);
    source.start(begin);
    source.stop(end);
    this.#sources.add(source);
    source.onended = () => {
      this.#sources.delete(source);
      source.disconnect();
      if (this.#sources.size > 0) return;
      this.#fade.disconnect();
      this.#onEnded();
    };
  }

  #envelope({ attack, decay, sustain, release, gain: alone, chorus }: Timbre, seconds: number): GainNode {
    const gain = alone * (chorus ? LOUDNESS / 2 : LOUDNESS);
    const node = new GainNode(this.#context, { gain: 0 });
    const top = this.#begin + Math.min(attack, seconds);
    node.gain.setValueAtTime(0, this.#begin);
    node.gain.linearRampToValueAtTime(gain, top);
    node.gain.setTargetAtTime(gain * sustain, top, decay / 3);
    node.gain.setTargetAtTime(0, this.#begin + seconds, release / 5);
    node.connect(this.#fade);
    return node;
  }

  /** A gain that is there at once and dies away. */
  #dying(gain: number, decay: number, begin: number, to: AudioNode): GainNode {
    const node = new GainNode(this.#context, { gain: 0 });
    node.gain.setValueAtTime(0, begin);
    node.gain.linearRampToValueAtTime(gain, begin + 0.001);
    node.gain.setTargetAtTime(0, begin + 0.001, decay / 2);
    node.connect(to);
    return node;
  }

  #brightness([from, to, seconds]: NonNullable<Timbre['bright']>, hertz: number, into: AudioNode): AudioNode {
    const highest = this.#context.sampleRate / 2 - 1;
    const filter = new BiquadFilterNode(this.#context, { type: 'lowpass', Q: 0.7 });
    filter.frequency.setValueAtTime(Math.min(highest, hertz * from), this.#begin);
    filter.frequency.exponentialRampToValueAtTime(Math.min(highest, hertz * to), this.#begin + seconds);
    filter.connect(into);
    return filter;
  }

  #breath(loudness: number, hertz: number, into: AudioNode, end: number): void {
    const colour = new BiquadFilterNode(this.#context, { type: 'bandpass', frequency: hertz * 2, Q: 0.8 });
    const gain = new GainNode(this.#context, { gain: loudness });
    colour.connect(gain).connect(into);
    const source = new AudioBufferSourceNode(this.#context, { buffer: noiseOf(this.#context), loop: true });
    this.#run(source, colour, end);
  }

  #swing(hertz: number, depth: number, of: readonly AudioParam[], end: number): void {
    const oscillator = new OscillatorNode(this.#context, { frequency: hertz });
    const gain = new GainNode(this.#context, { gain: depth });
    for (const parameter of of) gain.connect(parameter);
    this.#run(oscillator, gain, end);
  }

  #wave(timbre: Timbre, harmonics: readonly number[]): PeriodicWave {
    let known = waves.get(this.#context);
    if (!known) waves.set(this.#context, (known = new Map()));
    let wave = known.get(timbre);
    if (!wave) {
      wave = new PeriodicWave(this.#context, { real: [0, ...harmonics.map(() => 0)], imag: [0, ...harmonics] });
      known.set(timbre, wave);
    }
    return wave;
  }
}

/** White noise, the same each time. */
function noiseOf(context: BaseAudioContext): AudioBuffer {
  let buffer = noises.get(context);
  if (buffer) return buffer;
  const { sampleRate } = context;
  buffer = new AudioBuffer({ length: Math.round(sampleRate * NOISE_SECONDS), sampleRate, numberOfChannels: 1 });
  const samples = buffer.getChannelData(0);
  let state = 0x2545f491;
  for (let i = 0; i < samples.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    samples[i] = (state >>> 0) / 2 ** 31 - 1;
  }
  noises.set(context, buffer);
  return buffer;
}
