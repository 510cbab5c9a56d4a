import type { Costume, Sound } from '@paperkite/project';
import { BOARD_ACTIONS, SPEECH_VOICES } from '../ports.ts';
import {
  anything,
  buffer,
  dictionary,
  either,
  flag,
  list,
  messages,
  nullable,
  number,
  oneOf,
  record,
  serial,
  text,
  type MessageOf,
  type Shaped,
} from './shape.ts';

/**
 * What crosses the borders of a running project. The page holds the frame, the frame holds the worker, and the worker runs
 * the project: page <-> frame by one MessagePort, frame <-> worker by the worker's own. Trust falls from left to right:
 * what comes from the right is checked field by field, and whatever is not listed here is dropped.
 *
 * Raise the version when a change would make old and new sides misunderstand each other.
 */
export const PROTOCOL_VERSION = 2;

/** Names in projects are free text; nothing that is shown needs to be longer. */
const name = text(1000);
const said = text(10_000);
const id = text(1000);
const hash = text(64);
/** A project's numbers may be infinite or none at all. */
const scalar = (value: unknown): string | number | boolean | undefined =>
  typeof value === 'number' || typeof value === 'boolean' ? value : text(10_000)(value);

/** What is absent becomes null, and null stays: each border on the way decodes the message again. */
const numberOrNone = (value: unknown): number | null | undefined =>
  value === undefined || value === null ? null : number()(value);

/** A monitor of the stage and its value; the page draws it. */
const monitorChange = record({
  id,
  monitor: record({
    opcode: name,
    mode: oneOf('default', 'large', 'slider', 'list'),
    /** Field values by name: the variable's or list's own name among them. */
    params: dictionary(name, 20),
    target: nullable(id),
    /** Stage pixels from the left and the top. */
    x: number(),
    y: number(),
    width: number(),
    height: number(),
    sliderMin: numberOrNone,
    sliderMax: numberOrNone,
  }),
  visible: flag,
  /** A list is cut after its first 1,000 items. */
  value: either(scalar, list(scalar, 1000)),
});
export type MonitorChange = Shaped<typeof monitorChange>;

const flagOrNone = (value: unknown): boolean | null | undefined =>
  value === undefined || value === null ? null : flag(value);

/** How a sprite stands, see `Placement` of the runtime. */
const placement = record({
  target: id,
  x: number(-1e6, 1e6),
  y: number(-1e6, 1e6),
  direction: number(-1e6, 1e6),
  size: number(-1e6, 1e6),
  visible: flag,
  costume: serial,
});
export type Placement = Shaped<typeof placement>;

const place = record({ target: id, block: id });

/** A value of a debugger: a list comes cut, with its length. */
const shownValue = either(scalar, record({ items: list(scalar, 100), length: number(0) }));
const shownValues = list(record({ id, name, value: shownValue }), 10_000);
const big = number(0, Number.MAX_SAFE_INTEGER);

/** What the frame itself looks at in a compiled project; the runtime reads the rest. */
export interface LoadableProgram {
  /** JavaScript expression, see the compiler's `CompiledProject`. */
  code: string;
  targets: readonly { costumes: readonly Costume[]; sounds: readonly Sound[] }[];
}

/** Comes from the page, which is trusted: only what would confuse is refused. */
const program = (value: unknown): LoadableProgram | undefined => {
  const { code, targets } = (value ?? {}) as Partial<LoadableProgram>;
  return typeof code === 'string' && Array.isArray(targets) ? (value as LoadableProgram) : undefined;
};

/** Page to frame, passed on to the worker unless the frame needs it itself. */
const toFrame = {
  /** An asset's bytes, once for each hash; null when they cannot be had. Comes before the `load` that needs it. */
  asset: { hash, bytes: nullable(buffer) },
  /** Replaces the program. Answered by `loaded` or `loadFailed`. */
  load: { serial, program },
  /** Puts another version in the place of the running program. Answered by `takenOver` or `loadFailed`. */
  takeOver: { serial, program },
  /** What a debugger wants; holds for programs that are loaded later, too. */
  debug: { breakpoints: list(place, 1000), slowMs: number(0, 10_000), profile: flag, console: flag },
  debugDo: { action: oneOf('pause', 'resume', 'over', 'into', 'out', 'clearProfile') },
  /** Chooses the thread that steps, by its id in an `inspection`. */
  debugFocus: { thread: serial },
  /** Answered by `inspection`. `of` is the target whose variables are wanted when nothing is paused. */
  inspect: { serial, of: nullable(id) },
  /** Answered by `evaluated`. */
  evaluate: { serial, target: id, block: id },
  greenFlag: {},
  stopAll: {},
  turbo: { on: flag },
  /** Frames a second: Scratch's 30, or 60. */
  frameRate: { perSecond: number(1, 60) },
  mute: { on: flag },
  /** `edit`: every sprite can be dragged, and `moved` says where to. `play`: only draggable ones. */
  mode: { mode: oneOf('edit', 'play') },
  /** The answer to `question`. */
  answer: { text: said },
  /** Starts the script of a block, or ends it when it runs: a click in the editor. */
  toggleScript: { target: id, block: id },
  /** A key pressed while the page has the focus, by Scratch's name. */
  key: { key: text(40), down: flag },
  /** A slider on the stage was moved. */
  setVariable: { id, value: scalar },
  /** A sprite is put, turned, sized, shown or dressed by hand; what is null stays. */
  place: {
    target: id,
    x: numberOrNone,
    y: numberOrNone,
    direction: numberOrNone,
    size: numberOrNone,
    visible: flagOrNone,
    costume: numberOrNone,
  },
  /** How loud it is, after `microphone` asked for it; -1 when nobody listens. */
  loudness: { value: number(-1, 100) },
  /** The camera's next picture, after `camera` asked for it, answered by `videoTaken`; null when there are no more. */
  videoFrame: { image: nullable(anything<ImageBitmap>) },
  /** What `speak` asked for is said. */
  spoken: { serial },
  /** Whether a board is connected, and values of its channels that changed. */
  board: { connected: flag, digital: dictionary(number(), 200), analog: dictionary(number(), 200) },
  /** Answered by `pong`, by the worker: the sign that it is alive. */
  ping: { serial },
  /** Answered by `picture`. */
  snapshot: { serial, width: number(1, 4096), height: number(1, 4096), format: oneOf('image/png', 'image/webp') },
  /** Ends the worker at once, whatever it does. Nothing works after that. */
  terminate: {},
} as const;

/** Frame to page: nothing here is trusted. */
const fromFrame = {
  ready: { version: serial, renderer: oneOf('webgl2', 'canvas2d', 'none') },
  loaded: { serial },
  loadFailed: { serial, message: said },
  /** `refusal` is null when the other version runs now; nothing changed otherwise. */
  takenOver: {
    serial,
    refusal: nullable(record({ why: oneOf('kinds', 'place', 'busy'), widen: dictionary(number(0, 4095), 10_000) })),
  },
  /** The program was paused, goes on, or, when it runs slowly, came to a block. */
  paused: {
    on: flag,
    reason: nullable(oneOf('asked', 'breakpoint', 'step', 'ended')),
    target: nullable(id),
    block: nullable(id),
  },
  /** See the runtime's `Inspection`. */
  inspection: {
    serial,
    paused: flag,
    threads: list(
      record({
        id: serial,
        target: id,
        name,
        clone: serial,
        script: id,
        block: nullable(id),
        state: oneOf('running', 'waiting', 'asking', 'halted'),
      }),
      400,
    ),
    focus: nullable(serial),
    calls: list(record({ block: nullable(id), procedure: nullable(name) }), 50),
    parameters: list(record({ name, value: scalar }), 1000),
    globals: shownValues,
    locals: shownValues,
    profile: list(record({ target: id, block: id, count: big, ms: big }), 500),
  },
  evaluated: { serial, value: nullable(scalar) },
  /** A sprite asked, was answered or sent a message. */
  logged: { target: id, name, clone: flag, kind: oneOf('ask', 'answer', 'broadcast'), text: said },
  /** Whether any script runs. */
  running: { on: flag },
  /** Where scripts run: their top blocks, whenever that changes. */
  scripts: { running: list(place, 10_000) },
  /** A sprite said or thought something; empty when its bubble went away. */
  said: { target: id, name, clone: flag, kind: oneOf('say', 'think'), text: said },
  /** A question waits for `answer` (text null: none does any more). Text is empty when the sprite itself asks in a bubble. */
  question: { target: nullable(id), text: nullable(said) },
  /** Monitors whose value or visibility changed. */
  monitors: { changes: list(monitorChange, 1000) },
  /** Sprites that stand otherwise than was told last, the stage too for its backdrop. */
  placements: { sprites: list(placement, 10_000) },
  /** The value of a reporter that was clicked. */
  report: { target: id, block: id, value: scalar },
  /** A script failed and was ended; the others go on. */
  error: { message: said, target: nullable(id), block: nullable(id) },
  /** `setVariable` was refused: the program was compiled for another kind of value, and must be compiled anew. */
  variableRefused: { id },
  /** A sprite was dragged in `edit` mode and let go. */
  moved: { target: id, x: number(-1e6, 1e6), y: number(-1e6, 1e6) },
  /** A costume or sound that cannot be used: it is empty or silent, and the project runs. */
  refused: { hash, what: oneOf('costume', 'sound'), why: oneOf('too_large', 'broken') },
  /** The project wants to know how loud it is, or no longer does. */
  microphone: { on: flag },
  /** The project wants the camera, or no longer does. */
  camera: { on: flag },
  videoTaken: {},
  /** Words to be spoken, answered by `spoken`; an empty language is that of the person. */
  speak: {
    serial,
    words: text(500),
    voice: oneOf(...SPEECH_VOICES),
    language: text(20),
    volume: number(0, 100),
  },
  /** What is being said ends; nobody waits for it any more. */
  speakStop: {},
  speakPaused: { on: flag },
  /** The project uses a board: every channel that it wants to know. */
  boardWatch: { digital: list(text(8), 64), analog: list(text(8), 64) },
  /** What a step of the project did to the board. See `BoardAction`. */
  boardDo: {
    actions: list(
      record({
        kind: oneOf(...BOARD_ACTIONS),
        pin: text(8),
        value: number(0, 20_000),
        ms: number(0, 60_000),
        text: text(200),
      }),
      64,
    ),
  },
  /** The project was stopped. */
  boardStop: {},
  /** The stage has the keyboard now. */
  focused: {},
  /** Escape was pressed inside the frame. */
  escape: {},
  /** A key of the editor's was pressed inside the frame; `command` is Ctrl or the Mac's own. */
  functionKey: { key: oneOf('F8', 'F10'), command: flag, shift: flag },
  pong: { serial },
  picture: { serial, bytes: nullable(buffer) },
} as const;

/** Frame to worker. */
const toWorker = {
  surface: { canvas: anything<OffscreenCanvas>, scale: number(0.05, 32) },
  resize: { scale: number(0.05, 32) },
  /** A bitmap costume's file. */
  bitmap: { hash, bytes: buffer, mime: text(40) },
  /** A vector costume as pixels; its size and origin in stage units. A `scale` above the first replaces the raster. */
  raster: {
    hash,
    image: nullable(anything<ImageBitmap>),
    scale: number(0, 4096),
    width: number(0, 1e5),
    height: number(0, 1e5),
    originX: number(-1e6, 1e6),
    originY: number(-1e6, 1e6),
  },
  load: toFrame.load,
  takeOver: toFrame.takeOver,
  debug: toFrame.debug,
  debugDo: toFrame.debugDo,
  debugFocus: toFrame.debugFocus,
  inspect: toFrame.inspect,
  evaluate: toFrame.evaluate,
  greenFlag: {},
  stopAll: {},
  turbo: toFrame.turbo,
  frameRate: toFrame.frameRate,
  mode: toFrame.mode,
  answer: toFrame.answer,
  toggleScript: toFrame.toggleScript,
  key: toFrame.key,
  setVariable: toFrame.setVariable,
  place: toFrame.place,
  loudness: toFrame.loudness,
  videoFrame: toFrame.videoFrame,
  spoken: toFrame.spoken,
  board: toFrame.board,
  ping: toFrame.ping,
  snapshot: toFrame.snapshot,
  /** Stage units; `down` is the main button or a finger. */
  pointer: { x: number(-1e5, 1e5), y: number(-1e5, 1e5), down: flag },
  /** The wheel was turned: as in Scratch, that starts what an arrow key starts. */
  wheel: { up: flag },
  /** Everything was let go: the focus left. */
  letGo: {},
  soundEnded: { serial },
} as const;

/** Worker to frame: what it asks of the frame, and what the frame passes on to the page. Nothing here is trusted. */
const fromWorker = {
  ...fromFrame,
  /** A vector costume is needed at this many pixels for each unit. */
  sharpen: { hash, scale: number(0.01, 64) },
  /** Another program begins: nothing plays, and every owner is as new. */
  soundReset: {},
  soundPlay: { serial, owner: serial, sound: hash },
  soundStop: { owner: nullable(serial), sound: nullable(hash) },
  soundPaused: { on: flag },
  /** See `MusicalSound`. */
  notePlay: {
    owner: serial,
    instrument: number(0, 20),
    note: number(0, 130),
    seconds: number(0, 300),
  },
  drumPlay: { owner: serial, drum: number(0, 17) },
  soundVolume: { owner: serial, volume: number(0, 100) },
  soundEffect: { owner: serial, effect: oneOf('pitch', 'pan'), value: number(-1e4, 1e4) },
} as const;

export type ToFrame = MessageOf<typeof toFrame>;
export type FromFrame = MessageOf<typeof fromFrame>;
export type ToWorker = MessageOf<typeof toWorker>;
export type FromWorker = MessageOf<typeof fromWorker>;

/** Each decodes one direction: the message, or null for anything that is not one. */
export const decodeToFrame = messages(toFrame);
export const decodeFromFrame = messages(fromFrame);
export const decodeToWorker = messages(toWorker);
export const decodeFromWorker = messages(fromWorker);
