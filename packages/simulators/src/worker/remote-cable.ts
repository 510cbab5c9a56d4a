import type { BoardClock } from '@paperkite/boards';
import type { Cable } from '../transport/cable.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const MOST_PENDING_BYTES = 4096;

type Answer = Extract<FromWorker, { type: 'bytes' | 'done' }>;

/** The cable to a board in a worker. Waits are the board's own, so that a slow simulator looks slow and not dead. */
export class RemoteCable implements Cable {
  readonly clock: BoardClock;
  readonly #post: (message: ToWorker) => void;
  readonly #waiting = new Map<number, () => void>();
  #listener: (bytes: Uint8Array) => void = () => undefined;
  #connected = false;
  #connections = 0;
  #nextId = 1;
  #milliseconds = 0;
  #pending = 0;

  constructor(post: (message: ToWorker) => void) {
    this.#post = post;
    this.clock = {
      now: () => this.#milliseconds,
      wait: (ms, signal) => this.#wait(ms, signal),
    };
  }

  /** What the worker says about the cable. */
  take(answer: Answer): void {
    this.keepTime(answer.microseconds);
    this.#pending = answer.pending;
    if (answer.type === 'bytes') {
      if (this.#connected) this.#listener(answer.bytes);
      return;
    }
    const settle = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    settle?.();
  }

  /** The board's time as of now. */
  keepTime(microseconds: number): void {
    this.#milliseconds = Math.max(this.#milliseconds, microseconds / 1000);
  }

  async connect(baudRate: number, resets: boolean): Promise<void> {
    const connection = ++this.#connections;
    this.#pending = 0;
    await this.#ask((id) => ({ type: 'connect', id, baudRate, resets }));
    // Taken back meanwhile, or begun anew.
    if (connection === this.#connections) this.#connected = true;
  }

  disconnect(): void {
    this.#connections++;
    this.#connected = false;
    this.#post({ type: 'disconnect' });
  }

  reset(): Promise<void> {
    return this.#ask((id) => ({ type: 'reset', id }));
  }

  send(bytes: Uint8Array): void {
    this.#pending += bytes.length;
    this.#post({ type: 'send', bytes: bytes.slice() });
  }

  get congested(): boolean {
    return this.#pending > MOST_PENDING_BYTES;
  }

  setPower(on: boolean): void {
    this.#post({ type: 'power', on });
  }

  onBytes(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener;
  }

  during<T>(wait: () => Promise<T>): Promise<T> {
    return wait();
  }

  #ask(message: (id: number) => ToWorker): Promise<void> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#post(message(id));
    });
  }

  #wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const id = this.#nextId++;
      const onAbort = (): void => {
        this.#waiting.delete(id);
        this.#post({ type: 'forget', id });
        reject(signal?.reason as Error);
      };
      this.#waiting.set(id, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#post({ type: 'wait', id, milliseconds });
    });
  }
}
