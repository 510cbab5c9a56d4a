import {
  decodeFromFrame,
  PROTOCOL_VERSION,
  type FromFrame,
  type LoadableProgram,
  type Placement,
  type ToFrame,
} from '../frame/protocol.ts';
import { frameDocument } from './bootstrap.ts';
import { Camera, type CameraState } from './camera.ts';
import { BoardPort, type StageBoard } from './board-port.ts';
import { Microphone, type MicrophoneState } from './microphone.ts';
import { Speaker } from './speaker.ts';
import { StageError } from './stage-error.ts';
import { Watchdog } from './watchdog.ts';

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

/** Milliseconds. Loading large projects on slow machines takes long; a picture does not. */
const LOAD_LIMIT = 60_000;
const SNAPSHOT_LIMIT = 5_000;
/** A costume or sound that has not come by then is left out, so that the others can be seen; the next load asks again. */
const ASSET_LIMIT = 20_000;

/**
 * Puts a stage into a container. Nothing is fetched or run before the first `load`.
 *
 * The page's policy must have `script-src` with `blob:` and `FRAME_SCRIPT_HASH` (or a nonce), `worker-src blob:`, `img-src
 * data: blob:`, because the frame inherits it, and `frame-src 'self'`: that alone keeps a hostile frame from navigating
 * away with what it knows.
 */
export function createStage(options: StageOptions): StageHandle {
  let link: Link | null = null;
  let last: LoadOptions | null = null;
  const settings = { turbo: false, framesPerSecond: 30, muted: false, mode: 'play' as 'edit' | 'play' };
  let debug: StageDebug | null = null;
  let destroyed = false;
  let code: Promise<string> | null = null;

  async function connect(): Promise<Link> {
    code ??= options.frameCode().catch((cause: unknown) => {
      code = null;
      throw new StageError('no_frame_code', {}, { cause });
    });
    const text = await code;
    if (destroyed) throw new StageError('destroyed');
    if (!link) {
      link = new Link(options, text);
      link.send({ type: 'turbo', on: settings.turbo });
      link.send({ type: 'frameRate', perSecond: settings.framesPerSecond });
      link.send({ type: 'mute', on: settings.muted });
      link.send({ type: 'mode', mode: settings.mode });
      if (debug) link.send({ type: 'debug', ...debug });
    }
    return link;
  }

  const load = async (wanted: LoadOptions): Promise<void> => {
    last = wanted;
    await (await connect()).load(wanted);
  };

  /** What is connected, for questions that only a running stage can answer. */
  const connected = (): Link => {
    if (!link) throw new StageError(destroyed ? 'destroyed' : 'no_answer');
    return link;
  };

  return {
    load,
    async takeOver(wanted) {
      const refusal = await (await connect()).takeOver(wanted);
      if (!refusal) last = wanted;
      return refusal;
    },
    setDebug(wanted) {
      debug = wanted;
      link?.send({ type: 'debug', ...wanted });
    },
    debug: (action) => link?.send({ type: 'debugDo', action }),
    focusThread: (thread) => link?.send({ type: 'debugFocus', thread }),
    inspect: async (of) => connected().inspect(of),
    evaluate: async (target, block) => connected().evaluate(target, block),
    greenFlag: () => link?.send({ type: 'greenFlag' }),
    stop: () => link?.send({ type: 'stopAll' }),
    async stopHard() {
      link?.close();
      link = null;
      options.onEvent({ type: 'running', on: false });
      options.onEvent({ type: 'question', target: null, text: null });
      if (last) await load(last);
    },
    setTurbo(on) {
      settings.turbo = on;
      link?.send({ type: 'turbo', on });
    },
    setFrameRate(perSecond) {
      settings.framesPerSecond = perSecond;
      link?.send({ type: 'frameRate', perSecond });
    },
    setMuted(on) {
      settings.muted = on;
      link?.send({ type: 'mute', on });
    },
    setMode(mode) {
      settings.mode = mode;
      link?.send({ type: 'mode', mode });
    },
    allowCamera: (on) => link?.allowCamera(on),
    answer: (text) => link?.send({ type: 'answer', text }),
    toggleScript: (target, block) => link?.send({ type: 'toggleScript', target, block }),
    setVariable: (id, value) => link?.send({ type: 'setVariable', id, value }),
    place: (target, { x = null, y = null, direction = null, size = null, visible = null, costume = null }) =>
      link?.send({ type: 'place', target, x, y, direction, size, visible, costume }),
    key: (key, down) => link?.send({ type: 'key', key, down }),
    focus: () => link?.focus(),
    async thumbnail({ width = 480, height = 360, format = 'image/png' } = {}) {
      return connected().snapshot(width, height, format);
    },
    destroy() {
      destroyed = true;
      link?.close();
      link = null;
    },
  };
}

interface Waiting {
  resolve: (message: FromFrame) => void;
  reject: (error: StageError) => void;
  timer: ReturnType<typeof setTimeout>;
}

/** One frame and the port to it; `stopHard` throws it away and makes another. */
class Link {
  readonly #iframe = document.createElement('iframe');
  readonly #port: MessagePort;
  readonly #onEvent: (event: StageEvent) => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sent = new Set<string>();
  readonly #watchdog: Watchdog;
  readonly #microphone: Microphone;
  readonly #camera: Camera;
  readonly #speaker: Speaker;
  readonly #board: BoardPort | null;
  /** Whether the project wants the microphone, and whether somebody started it: without a start nobody is asked. */
  #wantsMicrophone = false;
  #wantsCamera = false;
  #started = false;
  #closed = false;
  #serial = 0;

  constructor({ container, title, nonce = pageNonce(), onEvent, board }: StageOptions, code: string) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#onEvent = onEvent;
    port1.onmessage = ({ data }) => {
      const message = decodeFromFrame(data);
      if (message) this.#receive(message);
    };
    const iframe = this.#iframe;
    iframe.setAttribute('sandbox', 'allow-scripts');
    iframe.allow = 'autoplay';
    iframe.referrerPolicy = 'no-referrer';
    iframe.title = title;
    iframe.style.cssText = 'display:block;width:100%;height:100%;border:0';
    iframe.srcdoc = frameDocument(nonce);
    // The frame's origin is opaque: there is no narrower target. It is the one that was made a line above.
    iframe.addEventListener('load', () => iframe.contentWindow?.postMessage(code, '*', [port2]), { once: true });
    container.append(iframe);
    this.#watchdog = new Watchdog({
      ask: (serial) => this.send({ type: 'ping', serial }),
      onChange: (on) => onEvent({ type: 'responding', on }),
    });
    this.#microphone = new Microphone({
      onState: (state) => onEvent({ type: 'microphone', state }),
      onLoudness: (value) => this.send({ type: 'loudness', value }),
    });
    this.#camera = new Camera({
      onState: (state) => onEvent({ type: 'camera', state }),
      onFrame: (image) => this.#port.postMessage({ type: 'videoFrame', image } satisfies ToFrame, image ? [image] : []),
    });
    this.#speaker = new Speaker({
      onSpoken: (serial) => this.send({ type: 'spoken', serial }),
      onNoVoice: (language) => onEvent({ type: 'noVoice', language }),
    });
    this.#board = board ? new BoardPort(board, (message) => this.#port.postMessage(message)) : null;
  }

  send(message: ToFrame, transfer: Transferable[] = []): void {
    const { type } = message;
    if (type === 'greenFlag' || type === 'toggleScript') this.#started = true;
    else if (type === 'stopAll' || type === 'terminate') this.#started = false;
    if (type === 'mute') this.#speaker.setMuted(message.on);
    this.#listen();
    this.#port.postMessage(message, transfer);
  }

  async load(options: LoadOptions): Promise<void> {
    await this.#bring(options);
    const { program } = options;
    const answer = await this.#ask((serial) => ({ type: 'load', serial, program }), LOAD_LIMIT);
    if (answer.type === 'loadFailed') throw new StageError('load_failed', { message: answer.message });
  }

  async takeOver(options: LoadOptions): Promise<StageRefusal | null> {
    await this.#bring(options);
    const { program } = options;
    const answer = await this.#ask((serial) => ({ type: 'takeOver', serial, program }), LOAD_LIMIT);
    if (answer.type === 'loadFailed') throw new StageError('load_failed', { message: answer.message });
    return answer.type === 'takenOver' ? answer.refusal : null;
  }

  async inspect(of: string | null): Promise<StageInspection> {
    const answer = await this.#ask((serial) => ({ type: 'inspect', serial, of }), SNAPSHOT_LIMIT);
    if (answer.type !== 'inspection') throw new StageError('no_answer');
    return answer;
  }

  async evaluate(target: string, block: string): Promise<string | number | boolean | null> {
    const answer = await this.#ask((serial) => ({ type: 'evaluate', serial, target, block }), SNAPSHOT_LIMIT);
    return answer.type === 'evaluated' ? answer.value : null;
  }

  /** Hands the assets of a program over, each once. */
  async #bring({ program, assets }: LoadOptions): Promise<void> {
    const wanted = new Map<string, 'costume' | 'sound'>();
    for (const { costumes, sounds } of program.targets) {
      for (const { asset } of sounds) wanted.set(asset, 'sound');
      for (const { asset } of costumes) wanted.set(asset, 'costume');
    }
    for (const hash of this.#sent) wanted.delete(hash);
    await Promise.all([...wanted].map(([hash, what]) => this.#supply(hash, what, assets)));
  }

  async snapshot(width: number, height: number, format: 'image/png' | 'image/webp'): Promise<Blob> {
    const answer = await this.#ask((serial) => ({ type: 'snapshot', serial, width, height, format }), SNAPSHOT_LIMIT);
    if (answer.type !== 'picture' || !answer.bytes) throw new StageError('no_answer');
    return new Blob([answer.bytes], { type: format });
  }

  allowCamera(on: boolean): void {
    this.#camera.allow(on);
  }

  focus(): void {
    this.#iframe.focus();
  }

  /** Microphone and camera are on while the project wants them and was not stopped. */
  #listen(): void {
    this.#microphone.set(this.#wantsMicrophone && this.#started);
    this.#camera.set(this.#wantsCamera && this.#started);
  }

  close(): void {
    this.#closed = true;
    this.send({ type: 'terminate' });
    this.#watchdog.stop();
    this.#speaker.stop();
    this.#board?.close();
    this.#iframe.remove();
    this.#port.close();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new StageError('destroyed'));
    }
    this.#waiting.clear();
  }

  async #supply(hash: string, what: 'costume' | 'sound', assets: LoadOptions['assets']): Promise<void> {
    const bytes = await withinLimit(assets(hash)).catch(() => null);
    if (this.#closed || this.#sent.has(hash)) return;
    if (bytes) this.#sent.add(hash);
    else this.#onEvent({ type: 'absent', hash, what });
    // A copy: what is transferred is gone, and the bytes belong to the caller.
    const buffer = bytes && new Uint8Array(bytes).buffer;
    this.send({ type: 'asset', hash, bytes: buffer }, buffer ? [buffer] : []);
  }

  #ask(question: (serial: number) => ToFrame, limitMs: number): Promise<FromFrame> {
    const serial = ++this.#serial;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(serial);
        reject(new StageError('no_answer'));
      }, limitMs);
      this.#waiting.set(serial, { resolve, reject, timer });
      this.send(question(serial));
    });
  }

  #receive(message: FromFrame): void {
    switch (message.type) {
      case 'ready':
        if (message.version !== PROTOCOL_VERSION) {
          this.#onEvent({ type: 'error', message: `protocol ${message.version}`, target: null, block: null });
        }
        return;
      case 'pong':
        return this.#watchdog.answer(message.serial);
      case 'microphone':
        this.#wantsMicrophone = message.on;
        return this.#listen();
      case 'camera':
        this.#wantsCamera = message.on;
        return this.#listen();
      case 'videoTaken':
        return this.#camera.taken();
      case 'speak': {
        const { serial, words, voice, language, volume } = message;
        return this.#speaker.speak(serial, words, { voice, language, volume });
      }
      case 'speakStop':
        return this.#speaker.stop();
      case 'speakPaused':
        return this.#speaker.setPaused(message.on);
      case 'boardWatch':
      case 'boardDo':
      case 'boardStop':
        return this.#board?.receive(message);
      case 'loaded':
      case 'loadFailed':
      case 'takenOver':
      case 'inspection':
      case 'evaluated':
      case 'picture': {
        const waiting = this.#waiting.get(message.serial);
        if (!waiting) return;
        this.#waiting.delete(message.serial);
        clearTimeout(waiting.timer);
        return waiting.resolve(message);
      }
      default:
        this.#onEvent(message);
    }
  }
}

/** What is promised, or null when that takes too long. */
async function withinLimit<T>(promised: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ASSET_LIMIT)));
  return Promise.race([promised, end]).finally(() => clearTimeout(timer));
}

const pageNonce = (): string | undefined =>
  document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || undefined;
