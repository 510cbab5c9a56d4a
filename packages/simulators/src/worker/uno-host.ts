import type { Part, PartDescription } from '../parts/part.ts';
import { wirePart } from '../parts/wire-part.ts';
import { makeLed } from '../parts/led.ts';
import { SimulatorError } from '../errors.ts';
import { UNO_PINS, type UnoPin } from '../uno/pins.ts';
import { UnoBoard } from '../uno/uno-board.ts';
import type { FromWorker, Mailbox, ToWorker, UnoFrame } from './messages.ts';
import { RealTime } from './real-time.ts';

const FRAME_MS = 16;

interface WiredPart {
  part: Part;
  /** Its description but for its name. */
  wiring: string;
  /** What of it the page knows. */
  shown: string;
}

const wiringOf = ({ kind, pins, settings }: PartDescription): string => JSON.stringify([kind, pins, settings]);

/** The board's side of a channel to a page: a simulated Uno with its parts, in real time. Made by the worker, or by a test. */
export class UnoHost {
  readonly #page: Mailbox<FromWorker, ToWorker>;
  #board: UnoBoard | null = null;
  #realTime: RealTime | null = null;
  #builtInLed: Part | null = null;
  #on = true;
  #visible = true;
  #connected = false;
  #stopListening: (() => void) | null = null;
  #outgoing: number[] = [];
  readonly #waits = new Map<number, () => void>();
  readonly #parts = new Map<string, WiredPart>();
  readonly #changedPins = new Set<UnoPin>();
  #lastFrameMs = 0;
  #receiving = false;
  #sending = false;

  constructor(page: Mailbox<FromWorker, ToWorker>) {
    this.#page = page;
    page.onmessage = ({ data }) => this.#take(data);
  }

  /** The board, once there is one. For tests. */
  get board(): UnoBoard | null {
    return this.#board;
  }

  #take(message: ToWorker): void {
    if (message.type === 'start') {
      this.#attempt(() => this.#start(message));
      return;
    }
    const board = this.#board;
    if (!board) return;
    switch (message.type) {
      case 'load':
        this.#attempt(() => board.loadHex(message.hex));
        break;
      case 'reset':
        board.reset();
        this.#flush();
        if (message.id !== undefined) this.#done(message.id);
        break;
      case 'power':
        if (message.on) board.powerCycle();
        else board.powerOff();
        break;
      case 'run':
        this.#on = message.on;
        this.#decideToRun();
        break;
      case 'visible':
        this.#visible = message.on;
        this.#decideToRun();
        break;
      case 'parts':
        this.#wire(board, message.parts);
        break;
      case 'input':
        this.#parts.get(message.part)?.part.setInput(message.value);
        break;
      case 'connect':
        this.#connect(board, message);
        break;
      case 'disconnect':
        this.#disconnect(board);
        break;
      case 'send':
        board.uart.send(message.bytes);
        this.#receiving = true;
        this.#realTime?.nudge();
        break;
      case 'wait':
        this.#wait(board, message);
        break;
      case 'forget':
        this.#waits.get(message.id)?.();
        this.#waits.delete(message.id);
        break;
    }
  }

  #attempt(load: () => void): void {
    try {
      load();
    } catch (error) {
      if (!(error instanceof SimulatorError)) throw error;
      this.#page.postMessage({ type: 'failed', code: 'bad-hex' });
    }
  }

  #start({ board: options, hex }: Extract<ToWorker, { type: 'start' }>): void {
    this.#realTime?.stop();
    const board = new UnoBoard(options);
    this.#board = board;
    this.#builtInLed = makeLed(board, 'D13');
    board.onPin((pin) => this.#changedPins.add(pin));
    for (const pin of UNO_PINS) this.#changedPins.add(pin);
    this.#realTime = new RealTime(
      board,
      () => this.#afterChunk(),
      (error) => {
        console.error(error);
        this.#page.postMessage({ type: 'failed', code: 'broken' });
      },
    );
    if (hex !== undefined) board.loadHex(hex);
    this.#decideToRun();
  }

  /** Nobody looks and nobody talks to it: then the board stands still and costs nothing. */
  #decideToRun(): void {
    const realTime = this.#realTime;
    if (!realTime) return;
    realTime.hidden = !this.#visible;
    if (this.#on && (this.#visible || this.#connected || this.#waits.size > 0)) realTime.start();
    else realTime.stop();
  }

  /** A part that is wired as before goes on as it is: a display keeps its text when a light comes beside it. */
  #wire(board: UnoBoard, descriptions: readonly PartDescription[]): void {
    const wanted = new Map(descriptions.map((description) => [description.id, description]));
    for (const [id, { part, wiring }] of this.#parts) {
      const description = wanted.get(id);
      if (description && wiringOf(description) === wiring) continue;
      part.remove();
      this.#parts.delete(id);
    }
    for (const [id, description] of wanted) {
      if (this.#parts.has(id)) continue;
      this.#parts.set(id, { part: wirePart(board, description), wiring: wiringOf(description), shown: '' });
    }
  }

  #connect(board: UnoBoard, { id, baudRate, resets }: Extract<ToWorker, { type: 'connect' }>): void {
    this.#disconnect(board);
    this.#connected = true;
    board.uart.baudRate = baudRate;
    this.#stopListening = board.uart.onByte((byte) => {
      this.#outgoing.push(byte);
      this.#sending = true;
    });
    if (resets) board.reset();
    this.#decideToRun();
    this.#done(id);
  }

  #disconnect(board: UnoBoard): void {
    this.#connected = false;
    this.#stopListening?.();
    this.#stopListening = null;
    this.#outgoing = [];
    board.uart.discardPending();
    this.#decideToRun();
  }

  #wait(board: UnoBoard, { id, milliseconds }: Extract<ToWorker, { type: 'wait' }>): void {
    const unschedule = board.schedule(milliseconds * 1000, () => {
      this.#waits.delete(id);
      // What the board said before must not come after.
      this.#flush();
      this.#done(id);
    });
    this.#waits.set(id, unschedule);
    this.#decideToRun();
  }

  #done(id: number): void {
    const { microseconds, uart } = this.#board!;
    this.#page.postMessage({ type: 'done', id, microseconds, pending: uart.pending });
  }

  #flush(): void {
    if (this.#outgoing.length === 0) return;
    const { microseconds, uart } = this.#board!;
    this.#page.postMessage({
      type: 'bytes',
      bytes: Uint8Array.from(this.#outgoing),
      microseconds,
      pending: uart.pending,
    });
    this.#outgoing = [];
  }

  #afterChunk(): void {
    this.#flush();
    const now = performance.now();
    if (!this.#visible || now - this.#lastFrameMs < FRAME_MS) return;
    this.#lastFrameMs = now;
    this.#page.postMessage(this.#frame(this.#board!));
  }

  #frame(board: UnoBoard): UnoFrame {
    const parts: Record<string, ReturnType<Part['state']>> = {};
    for (const [id, entry] of this.#parts) {
      const state = entry.part.state();
      const text = JSON.stringify(state);
      if (text !== entry.shown) parts[id] = state;
      entry.shown = text;
    }
    const pins = [...this.#changedPins].map((pin) => ({ pin, level: board.level(pin), mode: board.mode(pin) }));
    this.#changedPins.clear();
    const frame: UnoFrame = {
      type: 'frame',
      microseconds: board.microseconds,
      factor: this.#realTime!.factor,
      builtInLed: this.#builtInLed!.state().brightness ?? 0,
      receiving: this.#receiving,
      sending: this.#sending,
      pins,
      parts,
    };
    this.#receiving = false;
    this.#sending = false;
    return frame;
  }
}
