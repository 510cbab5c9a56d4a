import type { AbortOptions } from './transport.ts';
import { TransportError } from './errors.ts';

/**
 * The receiving side that transports share: what has arrived and was not read yet, the one reader that waits, and what ends it.
 * Bytes and faults come out in the order in which they went in.
 */
export class ByteInbox {
  #waiting: { resolve(bytes: Uint8Array): void; reject(error: unknown): void } | null = null;
  #items: (Uint8Array | TransportError)[] = [];
  #end: TransportError | null = null;

  /** Bytes arrived. Empty chunks are ignored. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#end !== null) return;
    this.#items.push(bytes);
    this.#settle();
  }

  /** Something was lost here; the next `read` says so once, and then it goes on. */
  fault(error: TransportError): void {
    if (this.#end !== null) return;
    this.#items.push(error);
    this.#settle();
  }

  /** Nothing more comes: once what arrived is read, every `read` rejects with `error`. */
  end(error: TransportError): void {
    this.#end ??= error;
    this.#settle();
  }

  /** Forgets what has arrived, for example before a board's reset. */
  drop(): void {
    this.#items = [];
  }

  /** As `BoardTransport.read`. */
  read(options: AbortOptions = {}): Promise<Uint8Array> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (this.#waiting !== null) {
        reject(new TransportError('reader-busy'));
        return;
      }
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const done = (): void => {
        this.#waiting = null;
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        done();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', onAbort);
      this.#waiting = {
        resolve: (bytes) => {
          done();
          resolve(bytes);
        },
        reject: (error) => {
          done();
          reject(error as Error);
        },
      };
      this.#settle();
    });
  }

  #settle(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    const item = this.#items.shift();
    if (item instanceof Uint8Array) waiting.resolve(item);
    else if (item !== undefined) waiting.reject(item);
    else if (this.#end !== null) waiting.reject(this.#end);
  }
}
