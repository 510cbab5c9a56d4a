import type { AudioPlayer } from '../ports.ts';
import type { FromWorker } from './protocol.ts';

/** Sounds asked of the frame's document, since workers have no Web Audio. */
export class RemoteAudio implements AudioPlayer {
  readonly #send: (message: FromWorker) => void;
  readonly #waiting = new Map<number, () => void>();
  #serial = 0;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  play(owner: number, sound: string): Promise<void> {
    const serial = ++this.#serial;
    this.#send({ type: 'soundPlay', serial, owner, sound });
    return new Promise((resolve) => this.#waiting.set(serial, resolve));
  }

  ended(serial: number): void {
    this.#waiting.get(serial)?.();
    this.#waiting.delete(serial);
  }

  /** Before another program: its owners must not inherit volumes from those before. */
  reset(): void {
    this.#send({ type: 'soundReset' });
  }

  stop(owner?: number, sound?: string): void {
    this.#send({ type: 'soundStop', owner: owner ?? null, sound: sound ?? null });
  }

  setPaused(on: boolean): void {
    this.#send({ type: 'soundPaused', on });
  }

  setVolume(owner: number, volume: number): void {
    this.#send({ type: 'soundVolume', owner, volume: within(volume, 0, 100) });
  }

  setEffect(owner: number, effect: 'pitch' | 'pan', value: number): void {
    this.#send({ type: 'soundEffect', owner, effect, value: within(value, -1000, 1000) });
  }
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value || 0));
