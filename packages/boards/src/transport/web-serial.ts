import { ByteInbox } from './byte-inbox.ts';
import { realBoardClock, type BoardClock } from './clock.ts';
import { TransportError } from './errors.ts';
import { InTurn } from './in-turn.ts';
import type { DisconnectingPort } from './serial-port.ts';
import type { AbortOptions, BoardTransport, OpenOptions, TransportState } from './transport.ts';

/** The default of 255 bytes overruns at 115200 baud when a page is busy for 22 ms; this holds 1.4 s. */
const BUFFER_BYTES = 16_384;
/** Long enough for the capacitor between DTR and RESET to empty, and for two rounds of USB polling. */
const PULSE_MS = 50;
/** So that an aborted write stops soon, and a slow board holds little back. */
const WRITE_BYTES = 1024;
/** A stream that fails this often with no byte in between is a lost device, whatever its errors are called. */
const MAX_FAILURES_IN_A_ROW = 3;
/** Systems have been seen to hang in closing a port whose device is gone. */
const CLOSE_MS = 1000;

/** A session: from one `open` to its `close` or loss. */
interface Session {
  readonly inbox: ByteInbox;
  reader: ReadableStreamDefaultReader<Uint8Array> | null;
  writer: WritableStreamDefaultWriter<Uint8Array> | null;
  pump: Promise<void>;
  over: boolean;
}

/** Web Serial, and WebUSB under web-serial-polyfill, as a `BoardTransport`. @see https://wicg.github.io/serial/ */
export class WebSerialTransport implements BoardTransport {
  readonly kind: 'web-serial' | 'web-usb';
  readonly clock: BoardClock;
  readonly #port: DisconnectingPort;
  readonly #lostListeners = new Set<(error: TransportError) => void>();
  #state: TransportState = 'closed';
  #session: Session | null = null;
  readonly #portWork = new InTurn();
  /** Counts openings and closings: what was overtaken knows it by this. */
  #turn = 0;
  #openingTurn = -1;

  constructor(
    port: DisconnectingPort,
    options: { readonly kind?: 'web-serial' | 'web-usb'; readonly clock?: BoardClock } = {},
  ) {
    this.#port = port;
    this.kind = options.kind ?? 'web-serial';
    this.clock = options.clock ?? port.clock ?? realBoardClock;
  }

  get state(): TransportState {
    return this.#state;
  }

  async open(options: OpenOptions): Promise<void> {
    if (this.#state === 'open' || this.#openingTurn === this.#turn) throw new TransportError('already-open');
    const turn = ++this.#turn;
    this.#openingTurn = turn;
    try {
      // A lost port still counts as open for the browser.
      this.#endSession(new TransportError('lost'));
      await this.#portWork.run(() => this.#openPort(options.baudRate, turn));
    } finally {
      if (this.#openingTurn === turn) this.#openingTurn = -1;
    }
  }

  async close(): Promise<void> {
    this.#turn++;
    this.#endSession(new TransportError('not-open'));
    await atMost(
      CLOSE_MS,
      this.#portWork.run(() => Promise.resolve()),
    );
  }

  async setBaudRate(baudRate: number): Promise<void> {
    this.#demand();
    const turn = ++this.#turn;
    this.#endSession(new TransportError('not-open'));
    try {
      await this.#portWork.run(() => this.#openPort(baudRate, turn));
    } catch (cause) {
      // It was ours a moment ago: the cable was pulled in between, which no event tells of a port that is closed.
      const isGone = cause instanceof TransportError && (cause.code === 'open-failed' || cause.code === 'lost');
      if (turn !== this.#turn || !isGone) throw cause;
      this.#state = 'lost';
      throw this.#tellLost(cause);
    }
  }

  async reset(options: AbortOptions = {}): Promise<void> {
    const session = this.#demand();
    options.signal?.throwIfAborted();
    await this.#setLines(session, false);
    try {
      await this.clock.wait(PULSE_MS, options.signal);
    } finally {
      if (!session.over) await this.#setLines(session, true);
    }
    if (session.over) throw this.#gone();
    session.inbox.drop();
  }

  async write(bytes: Uint8Array, options: AbortOptions = {}): Promise<void> {
    const { signal } = options;
    const session = this.#demand();
    signal?.throwIfAborted();
    // A copy, because after an abort the port may still be sending from it.
    const own = bytes.slice();
    for (let at = 0; at < own.length; at += WRITE_BYTES) {
      await this.#writePiece(session, own.subarray(at, at + WRITE_BYTES), signal);
    }
  }

  read(options: AbortOptions = {}): Promise<Uint8Array> {
    if (this.#session === null) return Promise.reject(new TransportError('not-open'));
    return this.#session.inbox.read(options);
  }

  onLost(listener: (error: TransportError) => void): () => void {
    this.#lostListeners.add(listener);
    return () => void this.#lostListeners.delete(listener);
  }

  async #openPort(baudRate: number, turn: number): Promise<void> {
    if (turn !== this.#turn) throw new TransportError('not-open');
    try {
      await this.#port.open({ baudRate, bufferSize: BUFFER_BYTES });
    } catch (cause) {
      if (this.#port.connected === false) throw new TransportError('lost', {}, { cause });
      throw openError(cause);
    }
    if (turn !== this.#turn) {
      await this.#port.close().catch(() => undefined);
      throw new TransportError('not-open');
    }
    const session: Session = {
      inbox: new ByteInbox(),
      reader: null,
      writer: null,
      pump: Promise.resolve(),
      over: false,
    };
    this.#session = session;
    this.#state = 'open';
    this.#port.addEventListener('disconnect', this.#onDisconnect);
    session.pump = this.#pump(session);
  }

  readonly #onDisconnect = (): void => {
    if (this.#session !== null) this.#lose(this.#session);
  };

  /** Moves what arrives into the inbox for as long as the session lasts; a stream that broke is followed by the port's next one. */
  async #pump(session: Session): Promise<void> {
    let failures = 0;
    let readable = this.#port.readable;
    while (!session.over && readable !== null && failures < MAX_FAILURES_IN_A_ROW) {
      const reader = readable.getReader();
      session.reader = reader;
      try {
        for (;;) {
          const { value, done } = await reader.read();
          if (done) break;
          failures = 0;
          session.inbox.push(value);
        }
        failures++;
      } catch (cause) {
        failures++;
        if (!session.over && this.#port.readable !== null)
          session.inbox.fault(new TransportError('garbled', {}, { cause }));
      } finally {
        session.reader = null;
        reader.releaseLock();
      }
      readable = this.#port.readable;
    }
    if (!session.over) this.#lose(session);
  }

  async #writePiece(session: Session, piece: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (session.over) throw this.#gone();
    if (session.writer === null) {
      const writable = this.#port.writable;
      if (writable === null) throw this.#lose(session);
      session.writer = writable.getWriter();
      session.writer.closed.catch(() => undefined);
    }
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const onAbort = (): void => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    const written = session.writer.write(piece).catch((cause: unknown) => {
      throw session.over ? this.#gone() : this.#lose(session, cause);
    });
    try {
      await Promise.race([written, aborted]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      written.catch(() => undefined);
    }
  }

  async #setLines(session: Session, on: boolean): Promise<void> {
    try {
      await this.#port.setSignals({ dataTerminalReady: on, requestToSend: on });
    } catch (cause) {
      if (session.over) throw this.#gone();
      if (this.#port.readable === null) throw this.#lose(session, cause);
      throw new TransportError('unsupported', {}, { cause });
    }
  }

  #demand(): Session {
    if (this.#state === 'open' && this.#session !== null) return this.#session;
    throw this.#gone();
  }

  #gone(): TransportError {
    return new TransportError(this.#state === 'lost' ? 'lost' : 'not-open');
  }

  /** The device is gone: what waits ends, listeners hear of it once. */
  #lose(session: Session, cause?: unknown): TransportError {
    if (session.over || session !== this.#session) return new TransportError('lost', {}, { cause });
    session.over = true;
    this.#state = 'lost';
    session.inbox.end(new TransportError('lost', {}, { cause }));
    return this.#tellLost(cause);
  }

  #tellLost(cause: unknown): TransportError {
    const error = new TransportError('lost', {}, { cause });
    for (const listener of [...this.#lostListeners]) listener(error);
    return error;
  }

  /** The state is `closed`; the port is given back before it can be opened anew. */
  #endSession(error: TransportError): void {
    const session = this.#session;
    this.#session = null;
    this.#state = 'closed';
    if (session === null) return;
    session.over = true;
    session.inbox.end(error);
    this.#port.removeEventListener('disconnect', this.#onDisconnect);
    void this.#portWork.run(() => atMost(CLOSE_MS, this.#release(session)));
  }

  /** A port closes only once both of its streams are unlocked. */
  async #release(session: Session): Promise<void> {
    try {
      await session.reader?.cancel();
    } catch {
      // The stream was broken already.
    }
    await session.pump;
    session.writer?.abort().catch(() => undefined);
    session.writer?.releaseLock();
    session.writer = null;
    try {
      await this.#port.close();
    } catch {
      // Gone with its device.
    }
  }
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  const patience = new AbortController();
  await Promise.race([work, realBoardClock.wait(ms, patience.signal).catch(() => undefined)]);
  patience.abort();
}

/** The names are those of the specification; web-serial-polyfill leaves them at the start of its message only. */
function openError(cause: unknown): TransportError {
  const text = cause instanceof Error ? `${cause.name} ${cause.message}` : String(cause);
  if (/SecurityError|NotAllowedError/.test(text)) return new TransportError('not-permitted', {}, { cause });
  if (/InvalidStateError/.test(text)) return new TransportError('already-open', {}, { cause });
  if (/TypeError|RangeError|NotSupportedError/.test(text)) return new TransportError('unsupported', {}, { cause });
  if (/NotFoundError/.test(text)) return new TransportError('lost', {}, { cause });
  return new TransportError('open-failed', {}, { cause });
}
