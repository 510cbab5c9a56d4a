import type { BoardClock } from './clock.ts';
import type { TransportError } from './errors.ts';

export interface OpenOptions {
  /** Bits per second, 8N1. */
  readonly baudRate: number;
}

export interface AbortOptions {
  /** When it fires, the call rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * - `closed`: not opened yet, or closed by this program.
 * - `open`: bytes flow.
 * - `lost`: it was open and the device went away. `close` or `open` lead on.
 */
export type TransportState = 'closed' | 'open' | 'lost';

/**
 * A byte pipe to a board: Web Serial, WebUSB and the simulators implement it, flashers and links are written once against it.
 * It knows nothing of what the bytes mean. Every method rejects with a `TransportError` or, when aborted, with its signal's
 * reason. `testTransportContract` in `@paperkite/boards/testing` says the same in tests.
 */
export interface BoardTransport {
  readonly kind: 'web-serial' | 'web-usb' | 'simulator';
  readonly state: TransportState;
  /** Time as the board has it; whoever waits for the board waits on this clock. */
  readonly clock: BoardClock;

  /**
   * Opens the pipe; also after it was closed or lost, and while that is still under way. Opening may reset the board: expect junk
   * first. @throws TransportError `already-open`, `open-failed`, `not-permitted`, `lost`, `unsupported`; `not-open` when it was
   * closed meanwhile
   */
  open(options: OpenOptions): Promise<void>;

  /**
   * Closes the pipe; does nothing when it is closed. A waiting `read` ends with `not-open`, a waiting `write` may. Never rejects:
   * whatever the system says, afterwards the state is `closed`.
   */
  close(): Promise<void>;

  /**
   * Goes on at another speed. Bytes not read yet are dropped, and the board may be reset on the way. No read or write may wait
   * meanwhile. @throws TransportError `not-open`, `lost`, `unsupported`
   */
  setBaudRate(baudRate: number): Promise<void>;

  /**
   * Restarts the board by a pulse on DTR and RTS, which Arduino boards turn into a reset; resolves when the pulse is over. Bytes not
   * read by then are dropped: what comes later was said after the reset (except what the system still held back).
   * @throws TransportError `not-open`, `lost`, `unsupported`
   */
  reset(options?: AbortOptions): Promise<void>;

  /**
   * Hands `bytes` over, in order; resolves when the system has taken them, which is before the board has received them. The
   * caller may reuse `bytes` after that. When aborted, any number of the bytes may have gone out, and the pipe goes on.
   * @throws TransportError `not-open`, `lost`
   */
  write(bytes: Uint8Array, options?: AbortOptions): Promise<void>;

  /**
   * The next bytes that arrived, at least one, waiting for them if there are none. Chunks fall anywhere. Nothing is lost by
   * aborting. One read at a time. After a loss, what had arrived before can still be read.
   * @throws TransportError `not-open`, `lost`, `reader-busy`, `garbled`
   */
  read(options?: AbortOptions): Promise<Uint8Array>;

  /** Calls `listener` at every loss of the device, never for `close`. Returns how to stop that. */
  onLost(listener: (error: TransportError) => void): () => void;
}
