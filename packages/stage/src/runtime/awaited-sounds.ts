import type { AudioPlayer } from '../ports.ts';
import type { StageTarget } from './target.ts';

/** The sounds that scripts play until done: they stop with the scripts of their sprite, others play on, as in Scratch. */
export class AwaitedSounds {
  readonly #audio: AudioPlayer;
  readonly #sounds = new WeakMap<StageTarget, Set<string>>();

  constructor(audio: AudioPlayer) {
    this.#audio = audio;
  }

  /** A sound was started, by its asset. */
  started(target: StageTarget, sound: string, isAwaited: boolean): void {
    const sounds = this.#sounds.get(target) ?? new Set();
    if (isAwaited) this.#sounds.set(target, sounds.add(sound));
    else sounds.delete(sound);
  }

  stop(target: StageTarget): void {
    for (const sound of this.#sounds.get(target) ?? []) this.#audio.stop(target.serial, sound);
    this.#sounds.delete(target);
  }
}
