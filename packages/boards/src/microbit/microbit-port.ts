import type { BoardPort } from '../connect/board-source.ts';

export type MicrobitVersion = 'v1' | 'v2';

export interface MicrobitFlashOptions {
  readonly signal?: AbortSignal;
  /** 0..1. */
  readonly onProgress?: (share: number) => void;
}

/** A micro:bit at this computer, real or simulated, that programs can be put onto. */
export interface MicrobitPort extends BoardPort {
  /** Known once the transport is open. */
  version(): MicrobitVersion;
  /**
   * Writes a plain .hex and starts it. Only what differs is written where that is quicker. Once it has begun it goes on to the end:
   * half a program is none; an aborted one rejects after that.
   * @throws TransportError, ConnectError; the signal's reason
   */
  flash(hex: string, options?: MicrobitFlashOptions): Promise<void>;
}
