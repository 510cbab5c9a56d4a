import type { BoardClock } from '@paperkite/boards';
import type { UnoBoard } from '../uno/uno-board.ts';
import { boardClock, LockStep } from './board-pacer.ts';

/** What may wait on the wire before the host is asked to wait, too: about what a system buffers. */
const MOST_PENDING_BYTES = 4096;

/** A USB cable to a simulated board, near (`boardCable`) or in a worker. Plugged in at first. */
export interface Cable {
  readonly clock: BoardClock;
  /** Takes the host's speed, forgets what is on the wire, resets the board if asked. */
  connect(baudRate: number, resets: boolean): Promise<void>;
  disconnect(): void;
  /** A pulse on DTR; when it resolves, all that was said before has been given to `onBytes`. */
  reset(): Promise<void>;
  send(bytes: Uint8Array): void;
  /** Too much waits on the wire. */
  readonly congested: boolean;
  /** The board is powered by the cable. */
  setPower(on: boolean): void;
  /** Who gets what the board says while connected. */
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Lets the board run until what `wait` begins has settled, where it does not run by itself. */
  during<T>(wait: () => Promise<T>): Promise<T>;
}

/** How the board's time passes: `lockstep` only while somebody waits at the cable, `outside` when something else runs the board. */
export type Pace = 'lockstep' | 'outside';

/** A cable to a board in the same program. */
export function boardCable(board: UnoBoard, pace: Pace): Cable {
  const lockStep = pace === 'lockstep' ? new LockStep(board) : null;
  let listener: (bytes: Uint8Array) => void = () => undefined;
  let stopListening: (() => void) | null = null;
  const disconnect = (): void => {
    stopListening?.();
    stopListening = null;
    board.uart.discardPending();
  };
  return {
    clock: lockStep?.clock ?? boardClock(board),
    connect: async (baudRate, resets) => {
      disconnect();
      board.uart.baudRate = baudRate;
      stopListening = board.uart.onByte((byte) => {
        listener(Uint8Array.of(byte));
        // In lock-step the reader answers before the board goes on.
        if (lockStep) board.stop();
      });
      if (resets) board.reset();
    },
    disconnect,
    reset: async () => board.reset(),
    send: (bytes) => board.uart.send(bytes),
    get congested() {
      return board.uart.pending > MOST_PENDING_BYTES;
    },
    setPower: (on) => {
      if (on) board.powerCycle();
      else board.powerOff();
    },
    onBytes: (next) => {
      listener = next;
    },
    during: (wait) => (lockStep ? lockStep.during(wait) : wait()),
  };
}
