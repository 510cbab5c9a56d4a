import { systemRandom } from '@paperkite/kernel';
import { Press, StageInput } from '../input/index.ts';
import { CanvasPainter, StageRenderer, STAGE_WIDTH, WebglPainter, Skins, type Painter } from '../render/index.ts';
import type { CompiledProgram } from '../runtime/program.ts';
import { createRuntime, type Runtime } from '../runtime/runtime.ts';
import type { RuntimeEvent } from '../runtime/events.ts';
import type { DebugOptions } from '../runtime/stepped/debugger.ts';
import type { Inspection } from '../runtime/stepped/inspect.ts';
import { Ears } from './ears.ts';
import { startLoop } from './loop.ts';
import { PROTOCOL_VERSION, type FromWorker, type ToWorker } from './protocol.ts';
import { RemoteAudio } from './remote-audio.ts';
import { RemoteBoard } from './remote-board.ts';
import { RemoteSpeech } from './remote-speech.ts';
import type { ScriptLoader } from './script-loader.ts';
import { snapshot } from './snapshot.ts';
import { WorkerPictures } from './worker-pictures.ts';
import { WorkerVideo } from './worker-video.ts';

/** More of a list cannot be seen at once; more text than this nobody reads on a stage. */
const MAX_ITEMS = 1000;
const MAX_TEXT = 10_000;
const MAX_CHANGES = 1000;
const MAX_NAME = 1000;

type Load = Extract<ToWorker, { type: 'load' }>;

/** The running project with all its outside: what the worker is for. */
export class WorkerStage {
  readonly #scripts: ScriptLoader;
  readonly #send: (message: FromWorker, transfer?: Transferable[]) => void;
  readonly #pictures: WorkerPictures;
  readonly #ears: Ears;
  readonly #input: StageInput;
  readonly #audio: RemoteAudio;
  readonly #speech: RemoteSpeech;
  readonly #board: RemoteBoard;
  readonly #video: WorkerVideo;
  readonly #press: Press<number>;
  #painter: Painter | null = null;
  #surface: OffscreenCanvas | null = null;
  #scale = 1;
  #renderer: StageRenderer | null = null;
  #runtime: Runtime | null = null;
  #turbo = false;
  #framesPerSecond = 30;
  #debug: DebugOptions = { breakpoints: [], slowMs: 0, profile: false, console: false };
  #mode: 'edit' | 'play' = 'play';
  /** Told after the next step, when the renderer knows where they came to lie. */
  readonly #dropped: number[] = [];
  /** Commands wait here for the load before them, which waits for pictures. */
  #turn = Promise.resolve();

  constructor(scripts: ScriptLoader, send: (message: FromWorker, transfer?: Transferable[]) => void) {
    this.#scripts = scripts;
    this.#send = send;
    this.#audio = new RemoteAudio(send);
    this.#speech = new RemoteSpeech(send);
    this.#board = new RemoteBoard(send);
    this.#video = new WorkerVideo(
      (on) => send({ type: 'camera', on }),
      (layer) => this.#renderer?.showVideo(layer),
    );
    this.#pictures = new WorkerPictures({
      onRefused: (hash, why) => send({ type: 'refused', hash, what: 'costume', why }),
      onWant: (hash, scale) => this.#want(hash, scale),
    });
    this.#ears = new Ears((on) => send({ type: 'microphone', on }));
    this.#input = new StageInput(this.#ears.loudness);
    this.#press = new Press<number>({
      pick: (x, y) => this.#renderer?.pick(x, y) ?? null,
      isDraggable: (drawable) => this.#mode === 'edit' || this.#runtime?.isDraggable(drawable) === true,
      clicksLate: (drawable) => this.#runtime?.isDraggable(drawable) === true,
      position: (drawable) => this.#renderer?.position(drawable) ?? { x: 0, y: 0 },
      click: (drawable) => this.#runtime?.clickDrawable(drawable),
      moveTo: (drawable, x, y) => this.#runtime?.dragTo(drawable, x, y),
      drop: (drawable) => {
        this.#runtime?.drop(drawable);
        this.#dropped.push(drawable);
      },
    });
    startLoop(
      () => {
        try {
          this.#runtime?.step();
        } catch (error) {
          // Scripts' own errors never come here. Whatever this is would come back in every frame.
          this.#runtime = null;
          this.#send({ type: 'error', message: cut(String(error)), target: null, block: null });
          this.#send({ type: 'running', on: false });
        }
        this.#tellDropped();
        this.#ears.step();
        this.#video.step();
        this.#board.step();
      },
      () => 1000 / this.#framesPerSecond,
    );
  }

  receive(message: ToWorker): void {
    switch (message.type) {
      case 'surface':
        return this.#takeSurface(message.canvas, message.scale);
      case 'resize':
        return this.#resize(message.scale);
      case 'bitmap':
        return this.#pictures.bitmap(message);
      case 'raster':
        this.#pictures.raster(message);
        return this.#renderer?.invalidate();
      case 'pointer':
        this.#input.pointer(message.x, message.y, message.down);
        return this.#press.pointer(message.x, message.y, message.down);
      case 'key':
        this.#input.key(message.key, message.down);
        if (message.down) this.#runtime?.keyPressed(message.key);
        return;
      case 'wheel':
        return this.#runtime?.keyPressed(message.up ? 'up arrow' : 'down arrow');
      case 'letGo':
        return this.#input.letGo();
      case 'loudness':
        return this.#ears.hear(message.value);
      case 'videoFrame':
        this.#video.receive(message.image);
        return this.#send({ type: 'videoTaken' });
      case 'spoken':
        return this.#speech.spoken(message.serial);
      case 'board':
        return this.#board.receive(message);
      case 'soundEnded':
        return this.#audio.ended(message.serial);
      case 'ping':
        return this.#send({ type: 'pong', serial: message.serial });
      default:
        this.#turn = this.#turn.then(() => this.#command(message));
    }
  }

  async #command(message: ToWorker): Promise<void> {
    switch (message.type) {
      case 'load':
        return this.#load(message);
      case 'takeOver':
        return this.#takeOver(message);
      case 'debug': {
        const { breakpoints, slowMs, profile, console } = message;
        this.#debug = { breakpoints, slowMs, profile, console };
        return this.#runtime?.debug.set(this.#debug);
      }
      case 'debugDo':
        return this.#debugDo(message.action);
      case 'debugFocus':
        return this.#runtime?.debug.focus(message.thread);
      case 'inspect': {
        const shown = this.#runtime?.debug.inspect(message.of) ?? NOTHING_TO_SEE;
        return this.#send({ type: 'inspection', serial: message.serial, ...cutInspection(shown) });
      }
      case 'evaluate': {
        const value = this.#runtime?.debug.evaluate(message.target, message.block) ?? null;
        return this.#send({ type: 'evaluated', serial: message.serial, value: cut(value) });
      }
      case 'greenFlag':
        return this.#runtime?.greenFlag();
      case 'stopAll':
        return this.#runtime?.stopAll();
      case 'turbo':
        this.#turbo = message.on;
        return this.#runtime?.setTurbo(message.on);
      case 'frameRate':
        this.#framesPerSecond = message.perSecond;
        return this.#runtime?.setFrameRate(message.perSecond);
      case 'mode':
        this.#mode = message.mode;
        return;
      case 'answer':
        return this.#runtime?.answer(message.text);
      case 'toggleScript':
        return this.#runtime?.clickScript(message.target, message.block);
      case 'setVariable':
        if (this.#runtime?.setVariable(message.id, message.value) === false) {
          this.#send({ type: 'variableRefused', id: message.id });
        }
        return;
      case 'place':
        return this.#runtime?.place(message.target, message);
      case 'snapshot': {
        const bytes = this.#surface && this.#renderer && (await this.#picture(message));
        return this.#send({ type: 'picture', serial: message.serial, bytes }, bytes ? [bytes] : []);
      }
    }
  }

  #want(hash: string, scale: number): void {
    this.#send({ type: 'sharpen', hash, scale: Math.min(64, scale) });
  }

  #takeSurface(canvas: OffscreenCanvas, scale: number): void {
    const restored = (): void => this.#renderer?.invalidate();
    this.#surface = canvas;
    this.#painter = WebglPainter.create(canvas, restored) ?? CanvasPainter.create(canvas);
    this.#resize(scale);
    this.#send({ type: 'ready', version: PROTOCOL_VERSION, renderer: this.#painter?.kind ?? 'none' });
  }

  #resize(scale: number): void {
    this.#scale = scale;
    this.#renderer?.resize(scale);
    this.#renderer?.drawNow();
  }

  async #load({ serial, program }: Load): Promise<void> {
    await this.#pictures.settled();
    try {
      const factory = this.#scripts.evaluate(program.code);
      if (!this.#painter) throw new Error('no canvas to draw on');
      // Ends a pause, too.
      this.#runtime?.stopAll();
      this.#audio.reset();
      this.#video.reset();
      this.#board.reset();
      this.#renderer?.dispose();
      const renderer = new StageRenderer({
        painter: this.#painter,
        skins: new Skins(this.#pictures.assets),
        onWantSharper: (picture, wanted) => {
          const hash = this.#pictures.hashOf(picture);
          if (hash !== undefined) this.#want(hash, wanted);
        },
      });
      renderer.resize(this.#scale);
      this.#renderer = renderer;
      this.#runtime = createRuntime({
        // The compiler's tables; the page is trusted, and what does not fit throws here and is told.
        program: program as unknown as CompiledProgram,
        code: factory,
        renderer,
        audio: this.#audio,
        input: this.#input,
        speech: this.#speech,
        camera: this.#video,
        board: this.#board,
        clock: { now: () => performance.timeOrigin + performance.now() },
        random: systemRandom,
        onEvent: (event) => this.#tell(event),
      });
      this.#runtime.setTurbo(this.#turbo);
      this.#runtime.setFrameRate(this.#framesPerSecond);
      this.#runtime.debug.set(this.#debug);
      this.#runtime.step();
      this.#send({ type: 'loaded', serial });
    } catch (error) {
      this.#runtime = null;
      this.#send({ type: 'loadFailed', serial, message: String(error).slice(0, 1000) });
    }
  }

  async #takeOver({ serial, program }: Extract<ToWorker, { type: 'takeOver' }>): Promise<void> {
    await this.#pictures.settled();
    try {
      const factory = this.#scripts.evaluate(program.code);
      const refusal = this.#runtime?.takeOver(program as unknown as CompiledProgram, factory) ?? null;
      if (this.#runtime === null) return this.#send({ type: 'loadFailed', serial, message: 'nothing is loaded' });
      this.#send({ type: 'takenOver', serial, refusal: refusal && { widen: {}, ...refusal } });
    } catch (error) {
      this.#send({ type: 'loadFailed', serial, message: String(error).slice(0, 1000) });
    }
  }

  #debugDo(action: Extract<ToWorker, { type: 'debugDo' }>['action']): void {
    const debug = this.#runtime?.debug;
    if (action === 'pause') debug?.pause();
    else if (action === 'resume') debug?.resume();
    else if (action === 'clearProfile') debug?.clearProfile();
    else debug?.step(action);
  }

  /** Passes an event on, cut to what the protocol lets through: an event that is too long must not be lost. */
  #tell(event: RuntimeEvent): void {
    if (event.type === 'monitors') {
      const changes = event.changes.slice(0, MAX_CHANGES).map((change) => ({
        ...change,
        value: Array.isArray(change.value) ? change.value.slice(0, MAX_ITEMS).map(cut) : cut(change.value),
      }));
      return this.#send({ type: 'monitors', changes } as FromWorker);
    }
    if (event.type === 'logged') return this.#send({ ...event, text: cut(event.text) });
    if (event.type === 'report') return this.#send({ ...event, value: cut(event.value) });
    if (event.type === 'error') return this.#send({ ...event, message: cut(event.message) });
    if (event.type === 'question') return this.#send({ ...event, text: event.text && cut(event.text) });
    this.#send(event);
  }

  #tellDropped(): void {
    for (const drawable of this.#dropped.splice(0)) {
      const target = this.#runtime?.targetOf(drawable);
      const at = this.#renderer?.position(drawable);
      if (this.#mode === 'edit' && target && at) this.#send({ type: 'moved', target, x: at.x, y: at.y });
    }
  }

  async #picture(size: { width: number; height: number; format: string }): Promise<ArrayBuffer | null> {
    const renderer = this.#renderer!;
    const tooSmall = this.#scale < size.width / STAGE_WIDTH;
    if (tooSmall) renderer.resize(size.width / STAGE_WIDTH);
    renderer.drawNow();
    const picture = snapshot(this.#surface!, size);
    if (tooSmall) this.#resize(this.#scale);
    return picture;
  }
}

const NOTHING_TO_SEE: Inspection = {
  paused: false,
  threads: [],
  focus: null,
  calls: [],
  parameters: [],
  globals: [],
  locals: [],
  profile: [],
};

/** Variables beyond this nobody looks through. */
const MAX_VARIABLES = 10_000;

/** Cut to what the protocol lets through. */
function cutInspection(shown: Inspection): Inspection {
  const values = (all: Inspection['globals']): Inspection['globals'] =>
    all.slice(0, MAX_VARIABLES).map(({ id, name, value }) => ({
      id,
      name: name.slice(0, MAX_NAME),
      value: typeof value === 'object' ? { ...value, items: value.items.map(cut) } : cut(value),
    }));
  return {
    ...shown,
    threads: shown.threads.map((thread) => ({ ...thread, name: thread.name.slice(0, MAX_NAME) })),
    calls: shown.calls.map(({ block, procedure }) => ({ block, procedure: procedure?.slice(0, MAX_NAME) ?? null })),
    parameters: shown.parameters.map(({ name, value }) => ({ name: name.slice(0, MAX_NAME), value: cut(value) })),
    globals: values(shown.globals),
    locals: values(shown.locals),
  };
}

const cut = <T>(value: T): T =>
  typeof value === 'string' && value.length > MAX_TEXT ? (value.slice(0, MAX_TEXT) as T) : value;
