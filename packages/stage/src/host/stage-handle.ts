import type { FromFrame, LoadableProgram, Placement, ToFrame } from '../frame/protocol.ts';
import type { StageBoard } from './board-port.ts';
import type { CameraState } from './camera.ts';
import type { MicrophoneState } from './microphone.ts';

/** What answers one question, by its serial. */
type Answer = 'loaded' | 'loadFailed' | 'takenOver' | 'inspection' | 'evaluated' | 'picture';
/** What a debugger shows at one moment. */
export type StageInspection = Omit<Extract<FromFrame, { type: 'inspection' }>, 'type' | 'serial'>;
/** Why a program could not take over from the one that runs. */
export type StageRefusal = NonNullable<Extract<FromFrame, { type: 'takenOver' }>['refusal']>;
/** What a debugger wants: breakpoints, milliseconds between two blocks, a time profile, messages as events. */
export type StageDebug = Omit<Extract<ToFrame, { type: 'debug' }>, 'type'>;
export type DebugAction = Extract<ToFrame, { type: 'debugDo' }>['action'];

/** What a stage tells. The text in events comes from a project: show it as text, never as markup. */
export type StageEvent =
  | Exclude<
      FromFrame,
      {
        type:
          | Answer
          | 'ready'
          | 'pong'
          | 'microphone'
          | 'camera'
          | 'videoTaken'
          | 'speak'
          | 'speakStop'
          | 'speakPaused'
          | 'boardWatch'
          | 'boardDo'
          | 'boardStop';
      }
    >
  /** The project listens to how loud it is: show that as long as it is `on`. */
  | { type: 'microphone'; state: MicrophoneState }
  /** The project films: ask the person on `question` and answer by `allowCamera`; show it as long as it is `on`. */
  | { type: 'camera'; state: CameraState }
  /** Text was to be spoken, and there is no voice on this computer for it. Once for each language. */
  | { type: 'noVoice'; language: string }
  /** A file was not to be had at a load, or not in time: nothing is shown or heard of it. The next load asks for it again. */
  | { type: 'absent'; hash: string; what: 'costume' | 'sound' }
  /** A script holds the worker and does not let go (`on` false), or has let go again. Offer `stopHard`. */
  | { type: 'responding'; on: boolean };

export interface StageOptions {
  /** Gets the frame, which fills it; the stage keeps 4:3 inside and follows the container's size. */
  container: HTMLElement;
  /** Text of the frame's script, from `build-frame.mjs`. Fetch it on the page: the frame has no network. */
  frameCode: () => Promise<string>;
  /** Name of the frame for screen readers. */
  title: string;
  onEvent: (event: StageEvent) => void;
  /** The board that projects drive and read. */
  board?: StageBoard;
  /** Nonce of the page's policy, where it does not list `FRAME_SCRIPT_HASH`. Default: that of the page's own scripts. */
  nonce?: string;
}

export interface LoadOptions<P extends LoadableProgram = LoadableProgram> {
  /** From the compiler. */
  program: P;
  /** Bytes of an asset; asked once for each hash over the stage's life. A failure makes that costume or sound empty. */
  assets: (hash: string) => Promise<Uint8Array>;
}

/**
 * A project on the page. Commands keep their order, but a program only takes its place when `load` has fetched its assets:
 * wait for `load` before the green flag.
 */
export interface StageHandle {
  /** Replaces the program, without running it. @throws StageError `load_failed`, `no_answer`, `destroyed` */
  load(options: LoadOptions): Promise<void>;
  /**
   * Puts another version in the place of the program that runs, which goes on where it is; both from `compileStepped`. Null
   * when it is done, else what stands in the way, and nothing has changed. @throws StageError as `load`
   */
  takeOver(options: LoadOptions): Promise<StageRefusal | null>;
  /** Holds for programs that are loaded later, too. Stepping and breakpoints need a program for debugging. */
  setDebug(wanted: StageDebug): void;
  debug(action: DebugAction): void;
  /** Chooses the thread that steps. */
  focusThread(thread: number): void;
  /** `of` is the target whose variables are wanted while nothing is paused. @throws StageError `no_answer`, `destroyed` */
  inspect(of: string | null): Promise<StageInspection>;
  /** What a reporter block would answer now; null when that cannot be told without doing something. @throws as `inspect` */
  evaluate(target: string, block: string): Promise<string | number | boolean | null>;
  greenFlag(): void;
  stop(): void;
  /** Ends whatever runs, at once, by ending its worker; then loads the program anew. */
  stopHard(): Promise<void>;
  setTurbo(on: boolean): void;
  /** Frames a second: 30 as in Scratch unless told, or 60. */
  setFrameRate(perSecond: 30 | 60): void;
  setMuted(on: boolean): void;
  setMode(mode: 'edit' | 'play'): void;
  /** What the person says to the camera's `question`, or later. */
  allowCamera(on: boolean): void;
  /** The answer to `question`. */
  answer(text: string): void;
  /** Starts the script of a block, or ends it when it runs. */
  toggleScript(target: string, block: string): void;
  setVariable(id: string, value: string | number | boolean): void;
  /** Puts a sprite somewhere, turns, sizes, shows or dresses it (0-based costume); what is not given stays. */
  place(target: string, change: Partial<Omit<Placement, 'target'>>): void;
  /** A key while the page has the focus, by Scratch's name. */
  key(key: string, down: boolean): void;
  /** Gives the keyboard to the project. */
  focus(): void;
  /** A picture of the stage, 480 x 360 pixels unless told. @throws StageError `no_answer`, `destroyed` */
  thumbnail(options?: { width?: number; height?: number; format?: 'image/png' | 'image/webp' }): Promise<Blob>;
  destroy(): void;
}
