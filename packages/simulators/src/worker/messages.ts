import type { PartDescription, PartState } from '../parts/part.ts';
import type { PinMode, UnoPin } from '../uno/pins.ts';
import type { UnoBoardOptions } from '../uno/uno-board.ts';

/** What the page asks of the worker. Messages with an `id` are answered by `done` with it. */
export type ToWorker =
  | { readonly type: 'start'; readonly board: UnoBoardOptions; readonly hex?: string }
  | { readonly type: 'load'; readonly hex: string }
  | { readonly type: 'reset'; readonly id?: number }
  | { readonly type: 'power'; readonly on: boolean }
  | { readonly type: 'run'; readonly on: boolean }
  | { readonly type: 'visible'; readonly on: boolean }
  | { readonly type: 'parts'; readonly parts: readonly PartDescription[] }
  | { readonly type: 'input'; readonly part: string; readonly value: number }
  | { readonly type: 'connect'; readonly id: number; readonly baudRate: number; readonly resets: boolean }
  | { readonly type: 'disconnect' }
  | { readonly type: 'send'; readonly bytes: Uint8Array }
  | { readonly type: 'wait'; readonly id: number; readonly milliseconds: number }
  | { readonly type: 'forget'; readonly id: number };

/** What the bench draws; sent at most once a frame, only with what changed since. */
export interface UnoFrame {
  readonly type: 'frame';
  /** Board time. */
  readonly microseconds: number;
  /** How much of real time the simulator manages, 1 when all of it. */
  readonly factor: number;
  /** The LED beside pin 13, 0..1. */
  readonly builtInLed: number;
  /** Bytes went to or came from the board since the last frame. */
  readonly receiving: boolean;
  readonly sending: boolean;
  /** Pins that changed. */
  readonly pins: readonly { readonly pin: UnoPin; readonly level: 0 | 1; readonly mode: PinMode }[];
  /** Parts that changed, by id. */
  readonly parts: Readonly<Record<string, PartState>>;
}

/**
 * - `bad-hex`: a bootloader or program is no Intel HEX for this board.
 * - `not-loaded`: the worker's script did not come.
 * - `broken`: the simulator itself broke down; the board stands still for good.
 */
export type UnoFailure = 'bad-hex' | 'not-loaded' | 'broken';

export type FromWorker =
  | UnoFrame
  | { readonly type: 'bytes'; readonly bytes: Uint8Array; readonly microseconds: number; readonly pending: number }
  | { readonly type: 'done'; readonly id: number; readonly microseconds: number; readonly pending: number }
  | { readonly type: 'failed'; readonly code: UnoFailure };

/** A worker as the page sees it, or one end of a channel. */
export interface Mailbox<Sent, Received> {
  postMessage(message: Sent): void;
  onmessage: ((event: { readonly data: Received }) => void) | null;
}

/** A worker as the page that made it has it. What went wrong has a message, but for a script that does not load. */
export interface UnoWorker extends Mailbox<ToWorker, FromWorker> {
  onerror?: ((event: { readonly message?: string; preventDefault(): void }) => void) | null;
  terminate?(): void;
}
