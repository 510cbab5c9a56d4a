import type { Clock, Random } from '@paperkite/kernel';
import type { AudioPlayer, InputState, LiveBoard, Renderer, SpeechPlayer, VideoCamera } from '../ports.ts';
import type { SpriteSounds } from './sprite-sounds.ts';
import type { RuntimeEvent } from './events.ts';
import type { Hats } from './hats.ts';
import type { Memory } from './memory.ts';
import type { Monitors } from './monitors.ts';
import type { Questions } from './questions.ts';
import type { Scheduler } from './scheduler.ts';
import type { StageTarget } from './target.ts';
import type { Targets } from './targets.ts';
import type { TimedBubbles } from './timed-bubbles.ts';

/** What the block functions of all categories share. */
export interface Core {
  clock: Clock;
  random: Random;
  /** Null in headless runs: then nothing is seen, touched or fenced. */
  renderer: Renderer | null;
  audio: AudioPlayer;
  speech: SpeechPlayer;
  camera: VideoCamera;
  board: LiveBoard;
  input: InputState;
  scheduler: Scheduler;
  memory: Memory;
  targets: Targets;
  hats: Hats;
  monitors: Monitors;
  questions: Questions;
  spriteSounds: SpriteSounds;
  timedBubbles: TimedBubbles;
  userName: string;
  /** Clock time of the project timer's 0. */
  timerStart: number;
  emit(event: RuntimeEvent): void;
  /** Whether anybody wants to be told of messages. */
  tellsMessages(): boolean;
  /** Ends the frame's rounds, because something to be seen changed. */
  requestRedraw(): void;
  /** Stops every script and deletes every clone. */
  stopAll(): void;
  /** Ends a target's scripts, all but one. */
  stopScriptsOf(target: StageTarget, except: unknown): void;
}
