import { MakeCodeError } from '../makecode-error.ts';
import { FRAME_LOADER } from './frame-loader.ts';
import { decodeFromSimulator, type FromSimulator, type ToSimulator } from './protocol.ts';
import type {
  Acceleration,
  MicrobitButton,
  MicrobitGesture,
  MicrobitPin,
  MicrobitSensor,
  MicrobitState,
  RadioPacket,
} from './world.ts';

/** What a simulated board tells. Text comes from a person's program: show it as text, never as markup. */
export type MicrobitSimulatorEvent =
  | { type: 'state'; state: MicrobitState }
  /** Sent over USB; not always whole lines. */
  | { type: 'serial'; text: string }
  /** Sent by radio: give it to the other simulated boards. */
  | { type: 'radio'; packet: RadioPacket }
  /** The program broke off; details for the console. */
  | { type: 'broken'; message: string };

export interface MicrobitSimulatorOptions {
  /** Gets the frame, which shows nothing: the page draws the board from `state`. It must be in the document and not `display: none`. */
  container: HTMLElement;
  /** Text of the frame's script, from the address `MakeCodeFiles.simulator`. */
  frameCode: () => Promise<string>;
  /**
   * `srcdoc` of the frame: a page without network that awaits one message, whose data is the script's text and whose port becomes
   * `window.paperkitePort`, and runs the script. The stage's is that.
   */
  frameDocument: string;
  /** Name of the frame for screen readers. */
  title: string;
}

/** Milliseconds until a program that does not start counts as failed. */
const START_LIMIT = 20_000;
/** The same for the frame, whose script comes over the network. */
const FRAME_LIMIT = 60_000;

/**
 * A micro:bit that runs compiled programs in a frame of this page that has no origin and no network. What the world does to it
 * (sensors, buttons, radio) holds over several programs.
 */
export class MicrobitSimulator {
  readonly #listeners = new Set<(event: MicrobitSimulatorEvent) => void>();
  readonly #frame: HTMLIFrameElement;
  readonly #ready: Promise<MessagePort>;
  readonly #started = new Map<number, (failure: string | null) => void>();
  #serial = 0;
  #port: MessagePort | null = null;
  readonly #destroyed = Promise.withResolvers<never>();

  constructor(options: MicrobitSimulatorOptions) {
    this.#frame = document.createElement('iframe');
    this.#frame.title = options.title;
    this.#frame.setAttribute('sandbox', 'allow-scripts');
    this.#frame.setAttribute('aria-hidden', 'true');
    this.#frame.tabIndex = -1;
    this.#frame.allow = 'autoplay';
    this.#frame.style.cssText = 'width:1px;height:1px;border:0;opacity:0;position:absolute;pointer-events:none';
    this.#destroyed.promise.catch(() => undefined);
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error('the frame does not answer')), FRAME_LIMIT);
    this.#ready = Promise.race([this.#open(options), this.#destroyed.promise, late.promise]).finally(() =>
      clearTimeout(timer),
    );
    this.#ready.catch(() => undefined);
  }

  async #open({ container, frameCode, frameDocument }: MicrobitSimulatorOptions): Promise<MessagePort> {
    const loaded = new Promise<void>((resolve) =>
      this.#frame.addEventListener('load', () => resolve(), { once: true }),
    );
    this.#frame.srcdoc = frameDocument;
    container.append(this.#frame);
    const [code] = await Promise.all([frameCode(), loaded]);
    const { port1, port2 } = new MessageChannel();
    const ready = new Promise<void>((resolve, reject) => {
      port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        const message = decodeFromSimulator(data);
        if (message?.type === 'ready') resolve();
        // Once it is ready, only a person's program breaks off, which has its own word.
        else if (message?.type === 'failed') reject(new Error(message.message));
        else if (message) this.#hear(message);
      };
    });
    // The frame's origin is opaque: no other target can be named.
    this.#frame.contentWindow?.postMessage(FRAME_LOADER, '*', [port2]);
    port1.postMessage(code);
    await ready;
    this.#port = port1;
    return port1;
  }

  #hear(message: Exclude<FromSimulator, { type: 'ready' | 'failed' }>): void {
    if (message.type === 'started') {
      this.#started.get(message.serial)?.(message.failure);
      this.#started.delete(message.serial);
    } else for (const listener of this.#listeners) listener(message);
  }

  /**
   * Starts a program anew from its beginning. `code` is what the compiler makes for `simulator`.
   * @throws MakeCodeError `simulator_failed`: for good, when the frame could not be made; `makecode_closed`
   */
  async run(code: string): Promise<void> {
    const port = await this.#ready.catch((cause: unknown) => {
      if (cause instanceof MakeCodeError) throw cause;
      throw new MakeCodeError('simulator_failed', { message: String(cause) }, { cause });
    });
    const serial = ++this.#serial;
    const started = new Promise<string | null>((resolve) => {
      const late = setTimeout(() => resolve('no answer'), START_LIMIT);
      this.#started.set(serial, (said) => (clearTimeout(late), resolve(said)));
      port.postMessage({ type: 'run', serial, code } satisfies ToSimulator);
    });
    const failure = await Promise.race([started, this.#destroyed.promise]);
    if (failure !== null) throw new MakeCodeError('simulator_failed', { message: failure });
  }

  /** Hears everything until the answer is called. */
  onEvent(listener: (event: MicrobitSimulatorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the program; the lamps keep what they show. */
  stop(): void {
    this.#send({ type: 'stop' });
  }

  button(button: MicrobitButton, down: boolean): void {
    this.#send({ type: 'button', button, down });
  }

  logo(down: boolean): void {
    this.#send({ type: 'logo', down });
  }

  /** A finger on a pin. */
  touch(pin: MicrobitPin, down: boolean): void {
    this.#send({ type: 'touch', pin, down });
  }

  /** What comes into a pin from outside, 0..1023. */
  setPin(pin: MicrobitPin, value: number): void {
    this.#send({ type: 'pin', pin, value });
  }

  setSensor(sensor: MicrobitSensor, value: number): void {
    this.#send({ type: 'sensor', sensor, value });
  }

  setAcceleration(at: Acceleration): void {
    this.#send({ type: 'acceleration', at });
  }

  /** A gesture, whatever the acceleration is. */
  gesture(gesture: MicrobitGesture): void {
    this.#send({ type: 'gesture', gesture });
  }

  /** Text that comes in over USB. */
  sendSerial(text: string): void {
    this.#send({ type: 'serial', text });
  }

  /** A datagram from another simulated board; those of another group are not heard. */
  sendRadio(packet: RadioPacket): void {
    this.#send({ type: 'radio', packet });
  }

  setMuted(on: boolean): void {
    this.#send({ type: 'mute', on });
  }

  destroy(): void {
    this.#destroyed.reject(new MakeCodeError('makecode_closed'));
    this.#port?.close();
    this.#frame.remove();
    this.#listeners.clear();
    for (const settle of this.#started.values()) settle('destroyed');
  }

  /** What comes before the frame is ready waits for it. */
  #send(message: ToSimulator): void {
    if (this.#port) this.#port.postMessage(message);
    else void this.#ready.then((port) => port.postMessage(message)).catch(() => undefined);
  }
}
