import type { ConnectCode } from './connect-codes.ts';

/** What is known of a board that answered. */
export interface BoardInfo {
  readonly board: string;
  /** As `1.0.0`. */
  readonly firmware: string;
}

export type FirmwareGap = 'missing' | 'old';

type Details = Readonly<Record<string, string | number>>;

/**
 * Where a connection to a board stands.
 *
 * - `idle`: no board. `notice` says why the last try came to nothing without a failure.
 * - `choosing`: the browser's list is open.
 * - `opening`: the port is being opened.
 * - `hello`: waiting for the board's answer; many boards restart when they are opened.
 * - `needs-firmware`: the board is there, our firmware is not, or is too old. `put-right` mends it.
 * - `flashing-firmware`, `uploading`: bytes go onto the board. `share` 0..1.
 * - `ready`: the board can be used.
 * - `lost`: the board is gone; the connection goes on by itself when it comes back.
 * - `failed`: a person must do something first.
 */
export type ConnectionState =
  | { readonly name: 'idle'; readonly notice: ConnectCode | null }
  | { readonly name: 'choosing' }
  | { readonly name: 'opening' }
  | { readonly name: 'hello' }
  | { readonly name: 'needs-firmware'; readonly gap: FirmwareGap }
  | { readonly name: 'flashing-firmware'; readonly share: number }
  | { readonly name: 'ready'; readonly info: BoardInfo }
  | { readonly name: 'uploading'; readonly share: number }
  | { readonly name: 'lost'; readonly code: ConnectCode }
  | { readonly name: 'failed'; readonly code: ConnectCode; readonly details: Details };

export type ConnectionEvent =
  /** The person asks for the browser's list. */
  | { readonly type: 'choose' }
  | { readonly type: 'not-chosen'; readonly code: ConnectCode }
  /** A port is there: chosen, remembered, or plugged in again. */
  | { readonly type: 'open' }
  | { readonly type: 'opened' }
  | { readonly type: 'greeted'; readonly info: BoardInfo }
  | { readonly type: 'firmware-missing'; readonly gap: FirmwareGap }
  | { readonly type: 'put-right' }
  | { readonly type: 'upload' }
  | { readonly type: 'progress'; readonly share: number }
  /** Bytes are on the board, or the person stopped it: the board starts anew and is greeted again. */
  | { readonly type: 'restarted' }
  | { readonly type: 'vanished' }
  | { readonly type: 'failed'; readonly code: ConnectCode; readonly details?: Details }
  | { readonly type: 'disconnect' };

export const IDLE: ConnectionState = { name: 'idle', notice: null };

type StateName = ConnectionState['name'];

/** From which states an event leads on. What is not listed changes nothing. */
const FROM: Readonly<Record<ConnectionEvent['type'], readonly StateName[]>> = {
  choose: ['idle', 'needs-firmware', 'lost', 'failed'],
  'not-chosen': ['choosing'],
  open: ['choosing', 'idle', 'lost', 'failed'],
  opened: ['opening'],
  greeted: ['hello'],
  'firmware-missing': ['hello'],
  'put-right': ['needs-firmware', 'ready'],
  upload: ['ready', 'needs-firmware'],
  progress: ['flashing-firmware', 'uploading'],
  restarted: ['flashing-firmware', 'uploading'],
  vanished: ['hello', 'needs-firmware', 'flashing-firmware', 'ready', 'uploading'],
  failed: ['choosing', 'opening', 'hello', 'needs-firmware', 'flashing-firmware', 'ready', 'uploading'],
  disconnect: [
    'choosing',
    'opening',
    'hello',
    'needs-firmware',
    'flashing-firmware',
    'ready',
    'uploading',
    'lost',
    'failed',
  ],
};

/** Does the event lead anywhere from here? For buttons: `put-right`, `upload` and `choose` are what people ask for. */
export const canFollow = (state: ConnectionState, type: ConnectionEvent['type']): boolean =>
  FROM[type].includes(state.name);

/** The state after an event; the same object when the event means nothing there, for example when it comes late. Pure. */
export function nextState(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  if (!canFollow(state, event.type)) return state;
  switch (event.type) {
    case 'choose':
      return { name: 'choosing' };
    case 'not-chosen':
      return { name: 'idle', notice: event.code };
    case 'open':
      return { name: 'opening' };
    case 'opened':
    case 'restarted':
      return { name: 'hello' };
    case 'greeted':
      return { name: 'ready', info: event.info };
    case 'firmware-missing':
      return { name: 'needs-firmware', gap: event.gap };
    case 'put-right':
      return { name: 'flashing-firmware', share: 0 };
    case 'upload':
      return { name: 'uploading', share: 0 };
    case 'progress':
      return advanced(state, event.share);
    case 'vanished':
      return { name: 'lost', code: isWriting(state) ? 'board_lost_uploading' : 'board_lost' };
    case 'failed':
      return { name: 'failed', code: event.code, details: event.details ?? {} };
    case 'disconnect':
      return IDLE;
  }
}

const isWriting = (state: ConnectionState): boolean => state.name === 'uploading' || state.name === 'flashing-firmware';

/** Progress never goes back, and never beyond the end. */
function advanced(state: ConnectionState, share: number): ConnectionState {
  if (state.name !== 'uploading' && state.name !== 'flashing-firmware') return state;
  const next = Math.min(1, Math.max(state.share, share));
  return next > state.share ? { ...state, share: next } : state;
}
