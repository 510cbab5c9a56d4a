import { decodeFromFrame, PROTOCOL_VERSION, type FromFrame, type ToFrame } from '../frame/protocol.ts';
import { frameDocument } from './bootstrap.ts';
import { BoardPort } from './board-port.ts';
import { Camera } from './camera.ts';
import { Microphone } from './microphone.ts';
import { Speaker } from './speaker.ts';
import { StageError } from './stage-error.ts';
import type { LoadOptions, StageEvent, StageInspection, StageOptions, StageRefusal } from './stage-handle.ts';
import { Watchdog } from './watchdog.ts';

/** Milliseconds. Loading large projects on slow machines takes long; a picture does not. */
const LOAD_LIMIT = 60_000;
const SNAPSHOT_LIMIT = 5_000;
/** A costume or sound that has not come by then is left out, so that the others can be seen; the next load asks again. */
const ASSET_LIMIT = 20_000;

interface Waiting {
  resolve: (message: FromFrame) => void;
  reject: (error: StageError) => void;
  timer: ReturnType<typeof setTimeout>;
}

/** One frame and the port to it; `stopHard` throws it away and makes another. */
export class FrameLink {
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
