import type { Clock } from '@paperkite/kernel';
import type { AudioPlayer, InputState, LiveBoard, SpeechPlayer, VideoCamera } from '../ports.ts';
import type { ProgramFactory } from './contract.ts';

/** Plays nothing: every sound is over at once. */
export const silentAudio: AudioPlayer = {
  play: () => Promise.resolve(),
  stop: () => undefined,
  setVolume: () => undefined,
  setEffect: () => undefined,
  playMusic: () => undefined,
  setPaused: () => undefined,
};

/** Says nothing: everything is said at once. */
export const silentSpeech: SpeechPlayer = {
  speak: () => Promise.resolve(),
  stop: () => undefined,
  setPaused: () => undefined,
};

/** Nobody looks. */
export const noCamera: VideoCamera = { use: () => undefined, motion: () => null };

/** Nothing is connected. */
export const noBoard: LiveBoard = {
  connected: () => false,
  act: () => undefined,
  read: () => null,
  stop: () => undefined,
};

/** Nobody touches mouse or keys. */
export const noInput: InputState = {
  mouseX: 0,
  mouseY: 0,
  mouseDown: false,
  isKeyDown: () => false,
  anyKeyDown: () => false,
  loudness: () => -1,
};

/**
 * A clock for runs that do not wait: each frame takes at least its length, as if the run had paused until the next was due,
 * and longer when the work did.
 */
export function pacedClock(real: Clock, frameMs: number): Clock & { nextFrame(): void } {
  let skipped = 0;
  let frameStart = real.now();
  return {
    now: () => real.now() + skipped,
    nextFrame: () => {
      const spent = real.now() + skipped - frameStart;
      if (spent < frameMs) skipped += frameMs - spent;
      frameStart = real.now() + skipped;
    },
  };
}

/**
 * Evaluates the text of a compiled program in this realm. For Node and tests; the browser loads it as a script in a
 * sandboxed frame.
 */
export function evaluateProgram(code: string): ProgramFactory {
  return new Function(`return ${code}`)() as ProgramFactory;
}
