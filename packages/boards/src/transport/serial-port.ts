import type { BoardClock } from './clock.ts';

/** What `navigator.serial` and web-serial-polyfill both give: the part of the W3C Serial API that we use. @see https://wicg.github.io/serial/ */
export interface SerialPortLike {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  /** Is the device plugged in? Older browsers do not say. */
  readonly connected?: boolean;
  /** The board's time, where it is not that of the wall: the ports of browsers have none, that of a simulated board does. */
  readonly clock?: BoardClock;
  open(options: { baudRate: number; bufferSize?: number }): Promise<void>;
  close(): Promise<void>;
  setSignals(signals: { dataTerminalReady?: boolean; requestToSend?: boolean }): Promise<void>;
  getInfo(): { usbVendorId?: number; usbProductId?: number };
}

/** A port that says when its device has gone. `SerialPort` itself does (an `EventTarget` with `disconnect`). */
export interface DisconnectingPort extends SerialPortLike {
  addEventListener(type: 'disconnect', listener: () => void): void;
  removeEventListener(type: 'disconnect', listener: () => void): void;
}
