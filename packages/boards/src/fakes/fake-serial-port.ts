import type { BoardClock } from '../transport/clock.ts';
import type { DisconnectingPort } from '../transport/serial-port.ts';

/** The board's side of a fake port. */
export interface FakeSerialDevice {
  /** The board's own time, where it may pass more slowly than ours; that of the wall by default. */
  readonly clock?: BoardClock;
  /** Bytes that the page wrote. A promise holds the page's writes back until it resolves. */
  onBytes(bytes: Uint8Array): void | Promise<void>;
  /** DTR and RTS as the page sets them; opening sets both on, closing both off. Arduino boards reset where DTR goes on. */
  onSignals?(signals: { readonly dataTerminalReady: boolean; readonly requestToSend: boolean }): void;
  /** The page opened the port at this speed. */
  onOpen?(baudRate: number): void;
  onClose?(): void;
}

/**
 * A `SerialPort` that behaves as the specification and Chromium have it: streams that lock, that are replaced after an error in
 * reception and that are null after a loss; `close` that refuses while a stream is locked; a `disconnect` event. The board at its
 * end is whatever is plugged in by `device`: a simulated Uno, or a test.
 * @see https://wicg.github.io/serial/#serialport-interface
 */
export class FakeSerialPort extends EventTarget implements DisconnectingPort {
  readonly #info: { usbVendorId?: number; usbProductId?: number };
  #device: FakeSerialDevice;
  #opened = false;
  #plugged = true;
  /** Another program has the port. */
  busy = false;
  #incoming: ReadableStreamDefaultController<Uint8Array> | null = null;
  #outgoing: WritableStreamDefaultController | null = null;
  #readable: ReadableStream<Uint8Array> | null = null;
  #writable: WritableStream<Uint8Array> | null = null;
  #signals = { dataTerminalReady: false, requestToSend: false };
  #unplugged = new AbortController();

  constructor(device: FakeSerialDevice, info: { usbVendorId?: number; usbProductId?: number } = {}) {
    super();
    this.#device = device;
    this.#info = info;
  }

  /** As `SerialPort.connected`. */
  get connected(): boolean {
    return this.#plugged;
  }

  /** As `SerialPortLike.clock`. */
  get clock(): BoardClock | undefined {
    return this.#device.clock;
  }

  get readable(): ReadableStream<Uint8Array> | null {
    if (!this.#opened || !this.#plugged) return null;
    this.#readable ??= new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#incoming = controller),
        cancel: () => {
          this.#incoming = null;
          this.#readable = null;
        },
      },
      { highWaterMark: 0 },
    );
    return this.#readable;
  }

  get writable(): WritableStream<Uint8Array> | null {
    if (!this.#opened || !this.#plugged) return null;
    this.#writable ??= new WritableStream<Uint8Array>({
      start: (controller) => void (this.#outgoing = controller),
      write: async (chunk) => {
        const { promise, reject } = Promise.withResolvers<never>();
        promise.catch(() => undefined);
        this.#unplugged.signal.addEventListener('abort', () => reject(networkError()), { once: true });
        await Promise.race([this.#device.onBytes(chunk.slice()), promise]);
      },
      abort: () => void (this.#writable = null),
      close: () => void (this.#writable = null),
    });
    return this.#writable;
  }

  async open(options: { baudRate: number; bufferSize?: number }): Promise<void> {
    await Promise.resolve();
    if (this.#opened) throw new DOMException('The port is already open.', 'InvalidStateError');
    if (!(options.baudRate > 0)) throw new TypeError('Requested baud rate must be greater than zero.');
    if (!this.#plugged || this.busy) throw new DOMException('Failed to open serial port.', 'NetworkError');
    this.#opened = true;
    this.#device.onOpen?.(options.baudRate);
    this.#setLines({ dataTerminalReady: true, requestToSend: true });
  }

  async close(): Promise<void> {
    await Promise.resolve();
    if (!this.#opened) throw new DOMException('The port is already closed.', 'InvalidStateError');
    if (this.#readable?.locked === true) throw new TypeError('Cannot cancel a locked stream');
    if (this.#writable?.locked === true) throw new TypeError('Cannot abort a locked stream');
    await this.#readable?.cancel();
    if (this.#plugged) this.#setLines({ dataTerminalReady: false, requestToSend: false });
    this.#readable = null;
    this.#writable = null;
    this.#opened = false;
    this.#device.onClose?.();
  }

  async setSignals(signals: { dataTerminalReady?: boolean; requestToSend?: boolean }): Promise<void> {
    await Promise.resolve();
    if (!this.#opened) throw new DOMException('The port is closed.', 'InvalidStateError');
    if (!this.#plugged) throw new DOMException('Failed to set control signals.', 'NetworkError');
    this.#setLines({ ...this.#signals, ...signals });
  }

  getInfo(): { usbVendorId?: number; usbProductId?: number } {
    return this.#info;
  }

  /** The board says something. Nobody hears it while the port is closed. */
  receive(bytes: Uint8Array): void {
    if (!this.#opened || !this.#plugged) return;
    // The stream comes into being at its first use, but the system receives from the start.
    void this.readable;
    this.#incoming?.enqueue(bytes.slice());
  }

  /** The system lost bytes of the board: what a page sees when it reads too slowly. Its unread bytes go with the stream. */
  overrun(): void {
    this.#failReading(new DOMException('Buffer overrun', 'BufferOverrunError'));
  }

  /** The cable is pulled. */
  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    this.#failReading(networkError());
    this.#outgoing?.error(networkError());
    this.#unplugged.abort();
    this.dispatchEvent(new Event('disconnect', { bubbles: true }));
  }

  /** The cable is back. The page opens the port anew. */
  plug(device: FakeSerialDevice = this.#device): void {
    this.#plugged = true;
    this.#device = device;
    this.#unplugged = new AbortController();
    this.dispatchEvent(new Event('connect', { bubbles: true }));
  }

  #failReading(error: DOMException): void {
    const controller = this.#incoming;
    this.#incoming = null;
    this.#readable = null;
    controller?.error(error);
  }

  #setLines(signals: { dataTerminalReady: boolean; requestToSend: boolean }): void {
    this.#signals = signals;
    this.#device.onSignals?.(signals);
  }
}

const networkError = (): DOMException => new DOMException('The device has been lost.', 'NetworkError');
