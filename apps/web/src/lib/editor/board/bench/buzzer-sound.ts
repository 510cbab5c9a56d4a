/** Quiet: a square wave pierces. */
const LOUDNESS = 0.04;
const LOWEST = 30;
const HIGHEST = 12_000;

/** The buzzers of the bench, to be heard. Nothing is made before the first tone. */
export class BuzzerSound {
  #context: AudioContext | undefined;
  #tones: { oscillator: OscillatorNode; gain: GainNode }[] = [];

  /** @param frequencies Hertz of each buzzer; 0 is silence. */
  play(frequencies: readonly number[]): void {
    const heard = frequencies.filter((frequency) => frequency >= LOWEST && frequency <= HIGHEST);
    if (heard.length > 0) this.#context ??= new AudioContext();
    const context = this.#context;
    if (!context) return;
    while (this.#tones.length < heard.length) {
      const oscillator = new OscillatorNode(context, { type: 'square' });
      const gain = new GainNode(context, { gain: 0 });
      oscillator.connect(gain).connect(context.destination);
      oscillator.start();
      this.#tones.push({ oscillator, gain });
    }
    for (const [index, { oscillator, gain }] of this.#tones.entries()) {
      const frequency = heard[index];
      if (frequency !== undefined) oscillator.frequency.setValueAtTime(frequency, context.currentTime);
      gain.gain.setTargetAtTime(frequency === undefined ? 0 : LOUDNESS, context.currentTime, 0.005);
    }
  }

  stop(): void {
    void this.#context?.close();
    this.#context = undefined;
    this.#tones = [];
  }
}
