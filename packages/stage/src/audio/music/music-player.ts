import type { MusicalSound } from '../../ports.ts';
import { synthesize, type Sounding } from './synthesize.ts';

/** More than this many at once are not heard, as in Scratch. */
const MOST_AT_ONCE = 30;
/** Milliseconds by which a note may be late while the browser readies the sound card; later ones are left out. */
const LATEST = 400;

/** Notes and drums that sound now, by owner. */
export class MusicPlayer {
  readonly #sounding = new Map<Sounding, number>();
  /** Raised by a stop: notes that wait for the browser must not come after it. */
  #stops = 0;
  #waiting = 0;

  /** @param volume 0..100, for as long as the sound lasts; pitch and pan of an owner are for its recorded sounds only */
  play(context: AudioContext, output: AudioNode, owner: number, volume: number, sound: MusicalSound): void {
    if (this.#sounding.size + this.#waiting >= MOST_AT_ONCE) return;
    if (context.state === 'running') return this.#start(context, output, owner, volume, sound);
    const asked = performance.now();
    const stops = this.#stops;
    this.#waiting++;
    const over = setTimeout(() => this.#waiting--, LATEST);
    const start = (): void => {
      if (performance.now() - asked > LATEST) return;
      clearTimeout(over);
      this.#waiting--;
      if (stops === this.#stops) this.#start(context, output, owner, volume, sound);
    };
    void context.resume().then(start, () => {});
  }

  stop(owner?: number): void {
    this.#stops++;
    for (const [sounding, of] of this.#sounding) if (owner === undefined || of === owner) sounding.stop();
  }

  #start(context: AudioContext, output: AudioNode, owner: number, volume: number, sound: MusicalSound): void {
    const gain = new GainNode(context, { gain: volume / 100 });
    gain.connect(output);
    const sounding: Sounding = synthesize(context, gain, sound, () => {
      gain.disconnect();
      this.#sounding.delete(sounding);
    });
    this.#sounding.set(sounding, owner);
  }
}
