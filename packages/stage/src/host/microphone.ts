/** Whether the microphone listens: `asking` while the browser asks the person. */
export type MicrophoneState = 'off' | 'asking' | 'on' | 'denied';

export interface MicrophoneOptions {
  onState: (state: MicrophoneState) => void;
  /** How loud it is, 0..100, thirty times a second; -1 when nobody listens any more. */
  onLoudness: (loudness: number) => void;
}

/** Milliseconds between two measurements: one for each step of a project. */
const EVERY = 33;

/**
 * How loud it is around the computer, for projects: the frame may not use the microphone itself, and gets no sound, only a
 * number. Nothing is recorded.
 */
export class Microphone {
  readonly #options: MicrophoneOptions;
  #wanted = false;
  #stop: (() => void) | null = null;
  #state: MicrophoneState = 'off';

  constructor(options: MicrophoneOptions) {
    this.#options = options;
  }

  /** Listens or stops listening. Asks the person the first time; a refusal holds until it was switched off. */
  set(on: boolean): void {
    if (on === this.#wanted) return;
    this.#wanted = on;
    if (on) void this.#start();
    else this.#end('off');
  }

  async #start(): Promise<void> {
    this.#tell('asking');
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      // Refused, no microphone, or a page that may not ask: the project goes on without.
      if (this.#wanted) this.#tell('denied');
      return;
    }
    if (!this.#wanted || this.#stop) return stream.getTracks().forEach((track) => track.stop());
    const context = new AudioContext();
    const source = context.createMediaStreamSource(stream);
    const analyser = context.createAnalyser();
    source.connect(analyser);
    void context.resume().catch(() => {});
    const wave = new Float32Array(analyser.fftSize);
    let before = 0;
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(wave);
      before = loudnessOf(wave, before);
      this.#options.onLoudness(asPercent(before));
    }, EVERY);
    this.#stop = () => {
      clearInterval(timer);
      stream.getTracks().forEach((track) => track.stop());
      source.disconnect();
      void context.close();
    };
    stream.getTracks().forEach((track) => track.addEventListener('ended', () => this.#end('denied')));
    this.#tell('on');
  }

  #end(state: MicrophoneState): void {
    this.#stop?.();
    this.#stop = null;
    this.#options.onLoudness(-1);
    this.#tell(state);
  }

  #tell(state: MicrophoneState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}

/** Root mean square of a wave, which falls off no faster than by two fifths a step, as in Scratch. */
export function loudnessOf(wave: Float32Array, before: number): number {
  const sum = wave.reduce((all, sample) => all + sample * sample, 0);
  return Math.max(Math.sqrt(sum / wave.length), before * 0.6);
}

/** Scratch's scale: quiet sounds count for more, 100 is the loudest. */
export const asPercent = (rms: number): number => Math.min(100, Math.round(Math.sqrt(rms * 1.63) * 100));
