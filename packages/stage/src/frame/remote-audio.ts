import type { AudioPlayer, MusicalSound } from '../ports.ts';
import { FloodGate } from './flood-gate.ts';
import type { FromWorker } from './protocol.ts';

/** Sounds asked of the frame's document, since workers have no Web Audio. */
export class RemoteAudio implements AudioPlayer {
  readonly #send: (message: FromWorker) => void;
  readonly #waiting = new Map<number, () => void>();
  #serial = 0;
  /** A script without screen refresh could play a hundred thousand drums in a second. */
  readonly #gate = new FloodGate(() => performance.now());

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

  playMusic(owner: number, sound: MusicalSound): void {
    if (!this.#gate.open()) return;
    if (sound.kind === 'drum') this.#send({ type: 'drumPlay', owner, drum: sound.drum });
    else this.#send({ ...sound, type: 'notePlay', owner });
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
