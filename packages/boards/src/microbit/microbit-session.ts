import type { BoardLink } from '../link/index.ts';
import type { BoardTransport } from '../transport/transport.ts';
import type { MicrobitVersion } from './microbit-port.ts';

/**
 * A micro:bit that is connected. Either our bridge runs on it, and `link` drives and reads it, or a program of its own, which
 * may print.
 */
export interface MicrobitSession {
  readonly version: MicrobitVersion;
  readonly link: BoardLink | null;
  /** What a program prints, in pieces. Returns how to stop listening. */
  onText(listener: (text: string) => void): () => void;
  /** Types a line to the program. */
  sendText(text: string): Promise<void>;
}

/** The session with a program that is not our bridge: reads what it prints until `leave`. */
export class ProgramSession implements MicrobitSession {
  readonly version: MicrobitVersion;
  readonly link = null;
  readonly #transport: BoardTransport;
  readonly #listeners = new Set<(text: string) => void>();
  readonly #end = new AbortController();
  readonly #reading: Promise<void>;

  constructor(version: MicrobitVersion, transport: BoardTransport) {
    this.version = version;
    this.#transport = transport;
    this.#reading = this.#read();
  }

  onText(listener: (text: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  sendText(text: string): Promise<void> {
    return this.#transport.write(new TextEncoder().encode(text));
  }

  async leave(): Promise<void> {
    this.#end.abort();
    await this.#reading;
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const text = decoder.decode(await this.#transport.read({ signal: this.#end.signal }), { stream: true });
        for (const listener of [...this.#listeners]) listener(text);
      }
    } catch {
      // Left, or the board is gone: the transport tells that itself.
    }
  }
}
