import type { SpeechPlayer, SpeechStyle } from '../ports.ts';
import type { FromWorker } from './protocol.ts';

/** Longer sentences are cut: as much as is said in half a minute. */
const MAX_WORDS = 500;

/** Words to be spoken by the page, whose voices they are. */
export class RemoteSpeech implements SpeechPlayer {
  readonly #send: (message: FromWorker) => void;
  readonly #waiting = new Map<number, () => void>();
  #serial = 0;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  speak(words: string, { voice, language, volume }: SpeechStyle): Promise<void> {
    const serial = ++this.#serial;
    this.#send({ type: 'speak', serial, words: words.slice(0, MAX_WORDS), voice, language, volume });
    return new Promise((resolve) => this.#waiting.set(serial, resolve));
  }

  spoken(serial: number): void {
    this.#waiting.get(serial)?.();
    this.#waiting.delete(serial);
  }

  stop(): void {
    if (this.#waiting.size === 0) return;
    for (const resolve of this.#waiting.values()) resolve();
    this.#waiting.clear();
    this.#send({ type: 'speakStop' });
  }

  setPaused(on: boolean): void {
    if (this.#waiting.size > 0) this.#send({ type: 'speakPaused', on });
  }
}
