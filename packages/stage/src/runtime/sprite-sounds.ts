import type { AudioPlayer } from '../ports.ts';
import type { StageTarget } from './target.ts';

/**
 * Who plays which sound, as in Scratch. Those that scripts play until done stop with the scripts of their sprite, others play
 * on. A sprite and its clones have each sound once: who starts it takes it from another, whose script then goes on.
 */
export class SpriteSounds {
  readonly #audio: AudioPlayer;
  /** The assets of sounds that scripts of a target wait for. */
  readonly #awaited = new WeakMap<StageTarget, Set<string>>();
  /** Serial number of who started a sound last, by sprite and asset. */
  readonly #players = new Map<string, number>();

  constructor(audio: AudioPlayer) {
    this.#audio = audio;
  }

  /** A sound is about to be started, by its asset. */
  started(target: StageTarget, sound: string, isAwaited: boolean): void {
    this.#take(target, sound);
    const sounds = this.#awaited.get(target) ?? new Set();
    if (isAwaited) this.#awaited.set(target, sounds.add(sound));
    else sounds.delete(sound);
  }

  #take({ table, serial, isClone, soundEffects }: StageTarget, sound: string): void {
    const key = `${table.id} ${sound}`;
    const before = this.#players.get(key);
    if (before !== undefined && before !== serial) this.#audio.stop(before, sound);
    this.#players.set(key, serial);
    if (!isClone) return;
    // A clone was born with effects of which the player has not heard.
    if (soundEffects.pitch !== 0) this.#audio.setEffect(serial, 'pitch', soundEffects.pitch);
    if (soundEffects.pan !== 0) this.#audio.setEffect(serial, 'pan', soundEffects.pan);
  }

  /** Stops what the scripts of a target wait for. */
  stopAwaited(target: StageTarget): void {
    for (const sound of this.#awaited.get(target) ?? []) this.#audio.stop(target.serial, sound);
    this.#awaited.delete(target);
  }
}
