import type { BoardPort } from './board-source.ts';
import type { BoardInfo, FirmwareGap } from './connection-state.ts';

export interface WriteOptions {
  readonly signal: AbortSignal;
  /** 0..1. */
  readonly onProgress: (share: number) => void;
  /** The board's greeting was `needs-firmware`. */
  readonly needsFirmware: boolean;
}

/** What a board said to our hello. `session` is what one can do with it, for example a `BoardLink`. */
export type Greeting<Session> =
  | { readonly kind: 'ready'; readonly info: BoardInfo; readonly session: Session }
  | { readonly kind: 'needs-firmware'; readonly gap: FirmwareGap };

/**
 * How one kind of board is spoken to; what the connection needs to know of an Uno or a micro:bit. The port's transport is open
 * whenever one of these is called, and stays open. They reject with the errors of this package, or with the signal's reason.
 */
export interface BoardKind<Session, Program, Port extends BoardPort = BoardPort> {
  readonly baudRate: number;
  greet(port: Port, signal: AbortSignal): Promise<Greeting<Session>>;
  /** Ends what `greet` began, so that others can use the transport. Never rejects. */
  leave(session: Session): Promise<void>;
  /** Calls back once when the session has ended by itself. Returns how to stop listening. */
  onEnded(session: Session, listener: () => void): () => void;
  /** Puts our firmware onto the board. */
  putRight(port: Port, options: WriteOptions): Promise<void>;
  /** Puts a program onto the board, and starts it. */
  upload(port: Port, program: Program, options: WriteOptions): Promise<void>;
}
