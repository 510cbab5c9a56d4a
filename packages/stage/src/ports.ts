/**
 * What the runtime needs from the outside. The frame supplies real ones (WebGL2 or canvas, Web Audio, pointer and keys);
 * Node supplies silent ones. Stage coordinates throughout: x -240..240 to the right, y -180..180 up.
 */

import type { Costume } from '@paperkite/project';

/** Number of a drawable: one per sprite, clone and the stage backdrop. */
export type DrawableId = number;
/** Index of a costume in the renderer, as returned by `Renderer.loadCostume`. */
export type SkinId = number;
export type EffectName = 'color' | 'fisheye' | 'whirl' | 'pixelate' | 'mosaic' | 'brightness' | 'ghost';

export interface DrawableState {
  skin: SkinId;
  x: number;
  y: number;
  /** Per cent. */
  size: number;
  /** Degrees, 90 points right. */
  direction: number;
  rotationStyle: 'all around' | 'left-right' | "don't rotate";
  visible: boolean;
  effects: Readonly<Record<EffectName, number>>;
}

export interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Renderer {
  /**
   * The skin of a costume; the same costume gives the same number. Synchronous: the frame decodes every asset before a
   * program starts, and a costume whose asset is missing or broken becomes an empty skin of size 0.
   */
  loadCostume(costume: Costume): SkinId;
  /** Back-to-front order is the order of creation until changed by `setOrder`. `backdrop` drawables stay behind everything. */
  createDrawable(kind: 'backdrop' | 'sprite'): DrawableId;
  destroyDrawable(id: DrawableId): void;
  update(id: DrawableId, state: DrawableState): void;
  /** Sprites only, back to front, every live sprite drawable once. */
  setOrder(backToFront: readonly DrawableId[]): void;
  /** Size of a costume at 100 %, in stage units. */
  skinSize(skin: SkinId): { width: number; height: number };
  /** Tight bounds of the visible pixels. */
  bounds(id: DrawableId): Bounds;
  touchingSprites(id: DrawableId, others: readonly DrawableId[]): boolean;
  /** `color` is 0xRRGGBB. */
  touchingColor(id: DrawableId, color: number): boolean;
  colorTouchingColor(id: DrawableId, own: number, other: number): boolean;
  touchingPoint(id: DrawableId, x: number, y: number): boolean;
  /** Topmost visible sprite drawable at a point, or null. */
  pick(x: number, y: number): DrawableId | null;
  showBubble(id: DrawableId, kind: 'say' | 'think', text: string): void;
  hideBubble(id: DrawableId): void;
  penClear(): void;
  /** Round ends; a dot when both ends are the same. Colour parts and alpha 0..1, not premultiplied; width in stage units. */
  penLine(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    rgba: readonly [number, number, number, number],
    width: number,
  ): void;
  penStamp(id: DrawableId): void;
  /** Draws one frame if anything changed. */
  draw(): void;
}

export interface AudioPlayer {
  /** Starts a sound, named by its asset hash; resolves when it ends, is stopped, or cannot play. `owner` groups what `setVolume` and `setEffect` reach. */
  play(owner: number, sound: string): Promise<void>;
  /** Stops one sound of one owner, or everything. */
  stop(owner?: number, sound?: string): void;
  /** 0..100 */
  setVolume(owner: number, volume: number): void;
  setEffect(owner: number, effect: 'pitch' | 'pan', value: number): void;
  /** Plays a note or a drum with an owner's volume, but without its pitch and pan. More than 30 at once are not heard, as in Scratch. */
  playMusic(owner: number, sound: MusicalSound): void;
  /** Lets everything that plays stand still, and go on. */
  setPaused(on: boolean): void;
}

/** Instruments (0..20) and drums (0..17) are those of Scratch's menus; `note` is a MIDI key 0..130, also between two. */
export type MusicalSound =
  { kind: 'note'; instrument: number; note: number; seconds: number } | { kind: 'drum'; drum: number };

/** Scratch's voices: two as they are, one fast and high, one low, and a kitten. */
export const SPEECH_VOICES = ['ALTO', 'TENOR', 'SQUEAK', 'GIANT', 'KITTEN'] as const;
export type SpeechVoice = (typeof SPEECH_VOICES)[number];

/** How something is said. */
export interface SpeechStyle {
  voice: SpeechVoice;
  /** As Scratch's files name languages: `en`, `zh-cn`, ...; empty is that of the person who watches. */
  language: string;
  /** 0..100 */
  volume: number;
}

export interface SpeechPlayer {
  /** Resolves when it was said, or when nobody can say it. */
  speak(words: string, style: SpeechStyle): Promise<void>;
  stop(): void;
  setPaused(on: boolean): void;
}

/** `on` is a mirror, as people expect of a screen; `on-flipped` is what the camera sees. */
export type VideoState = 'off' | 'on' | 'on-flipped';

/** A part of the stage. */
export interface MotionArea {
  bounds: Bounds;
  covers(x: number, y: number): boolean;
}

export interface VideoCamera {
  /**
   * The project uses the video: switches the camera on, if the person agrees, unless `state` is `off`. Transparency is in per
   * cent.
   */
  use(state: VideoState, transparency: number): void;
  /** What moves in an area, or anywhere. Null while there is no picture. */
  motion(area: MotionArea | null): VideoMotion | null;
}

export interface VideoMotion {
  /** From 0, by Scratch's measure; at most 100 in an area. */
  amount: number;
  /** Degrees, 90 to the right, in (-180, 180]; null when too little moves to tell. */
  direction: number | null;
}

export const BOARD_ACTIONS = ['digital', 'pwm', 'servo', 'tone', 'noTone', 'text', 'lights'] as const;

/** What a project does to a board that is connected; what does not concern its kind is empty or 0. */
export interface BoardAction {
  kind: (typeof BOARD_ACTIONS)[number];
  /** As the board names it: `D13`, `A0`, `P0`. */
  pin: string;
  /** `digital` 0 or 1, `pwm` 0..1, `servo` degrees 0..180, `tone` Hz. */
  value: number;
  /** Of a `tone`, milliseconds; 0 until `noTone`. */
  ms: number;
  /** `text` to show; `lights` as 25 characters 0 or 1, row by row. */
  text: string;
}

/** The board that is connected to the page, if there is one. */
export interface LiveBoard {
  connected(): boolean;
  /** Does it soon; of several actions on a pin in one frame, the last. Nothing happens without a board. */
  act(action: BoardAction): void;
  /** The latest value of a two-valued or measured channel, null before there is one. Asking keeps it coming. */
  read(kind: 'digital' | 'analog', channel: string): number | null;
  /** The project was stopped: tones end, levels stay. */
  stop(): void;
}

export interface InputState {
  mouseX: number;
  mouseY: number;
  mouseDown: boolean;
  /** Scratch's key names in lower case: 'space', 'up arrow', 'a', 'enter', ... */
  isKeyDown(key: string): boolean;
  anyKeyDown(): boolean;
  /** How loud it is, 0..100; -1 when nobody listens. Asking switches the microphone on, if the person agrees. */
  loudness(): number;
}
