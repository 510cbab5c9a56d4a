import type { Scalar } from '@paperkite/project';
import { clamp, wrap } from '../cast.ts';
import type { AudioPlayer } from '../../ports.ts';
import type { Core } from '../core.ts';
import { NEXT_FRAME } from '../program.ts';
import type { StageTarget } from '../target.ts';
import { settled } from '../waiting.ts';

export type SoundBlocks = ReturnType<typeof soundBlocks>;

export function clearSoundEffects(audio: AudioPlayer, t: StageTarget): void {
  const { pitch, pan } = t.soundEffects;
  if (pitch === 0 && pan === 0) return;
  t.soundEffects = { pitch: 0, pan: 0 };
  audio.setEffect(t.serial, 'pitch', 0);
  audio.setEffect(t.serial, 'pan', 0);
}

/** Sound blocks. Changing volume or an effect takes until the next frame, as in Scratch. */
export function soundBlocks(core: Core) {
  /** The asset of a sound by name, or by 1-based number that goes around. */
  function soundOf(t: StageTarget, wanted: Scalar): string | undefined {
    const { sounds } = t.table;
    // A number is never a name.
    const named = sounds.find((sound) => sound.name === wanted);
    if (named !== undefined) return named.asset;
    const number = parseInt(String(wanted), 10);
    if (Number.isNaN(number) || sounds.length === 0) return undefined;
    return sounds[wrap(number - 1, 0, sounds.length - 1)]?.asset;
  }

  function start(t: StageTarget, wanted: Scalar, isAwaited: boolean): Promise<void> | undefined {
    const sound = soundOf(t, wanted);
    if (sound === undefined) return undefined;
    core.spriteSounds.started(t, sound, isAwaited);
    return core.audio.play(t.serial, sound);
  }

  function* setVolume(t: StageTarget, volume: number): Generator<number, void, void> {
    t.volume = clamp(volume, 0, 100);
    core.audio.setVolume(t.serial, t.volume);
    yield NEXT_FRAME;
  }

  function* setEffect(t: StageTarget, name: string, value: number): Generator<number, void, void> {
    const effect = name.toLowerCase();
    if (effect !== 'pitch' && effect !== 'pan') return;
    t.soundEffects[effect] = effect === 'pitch' ? clamp(value, -360, 360) : clamp(value, -100, 100);
    core.audio.setEffect(t.serial, effect, t.soundEffects[effect]);
    yield NEXT_FRAME;
  }

  return {
    play: (t: StageTarget, wanted: Scalar): void => void start(t, wanted, false),
    *playUntilDone(t: StageTarget, wanted: Scalar): Generator<number, void, void> {
      const playing = start(t, wanted, true);
      if (playing !== undefined) yield* settled(playing);
    },
    stopAll: (_t: StageTarget): void => core.audio.stop(),
    setVolume,
    changeVolume: (t: StageTarget, by: number) => setVolume(t, t.volume + by),
    setEffect,
    *changeEffect(t: StageTarget, name: string, by: number): Generator<number, void, void> {
      const effect = name.toLowerCase();
      if (effect === 'pitch' || effect === 'pan') yield* setEffect(t, effect, t.soundEffects[effect] + by);
    },
    clearEffects: (t: StageTarget): void => clearSoundEffects(core.audio, t),
    volume: (t: StageTarget): number => t.volume,
  };
}
