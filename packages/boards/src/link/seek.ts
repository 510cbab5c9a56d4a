import { LinkError } from './link-error.ts';
import type { BoardMessage, HostMessage, LinkBoard, LinkHello } from './messages.ts';

/** Milliseconds between two hellos of a page that looks for its board. */
const HELLO_EVERY = 100;

type HelloMessage = Extract<BoardMessage, { kind: 'hello' | 'foreign-hello' }>;

export interface SeekOptions {
  readonly now: number;
  /** 0..65535; tells the answer to this hello from an older one's. */
  readonly session: number;
  /** Milliseconds until nobody is expected any more. */
  readonly withinMs: number;
  readonly boards: readonly LinkBoard[] | null;
  send(message: HostMessage): void;
}

/** Says hello until the board answers, or until it is clear that it will not. */
export class Seek {
  readonly #options: SeekOptions;
  readonly #until: number;
  #helloAt: number;
  /** Something arrived that was no hello. */
  #heardOther = false;

  constructor(options: SeekOptions) {
    this.#options = options;
    this.#until = options.now + options.withinMs;
    this.#helloAt = options.now;
  }

  /** Something arrived, whatever it was. */
  heard(): void {
    this.#heardOther = true;
  }

  /** What is wrong when nobody answered, or null while there is hope. */
  tick(now: number): LinkError | null {
    if (now >= this.#until) return new LinkError(this.#heardOther ? 'other-firmware' : 'no-answer');
    if (now >= this.#helloAt) {
      this.#helloAt = now + HELLO_EVERY;
      this.#options.send({ kind: 'hello', session: this.#options.session });
    }
    return null;
  }

  /** The board's hello, what is wrong with it, or null when it answers another session. */
  answered(message: HelloMessage, protocol: number): LinkHello | LinkError | null {
    if (message.session !== this.#options.session) return null;
    if (message.kind === 'foreign-hello') {
      const { firmware, protocol: theirs } = message;
      return new LinkError(theirs < protocol ? 'firmware-old' : 'firmware-new', { firmware, protocol: theirs });
    }
    const { boards } = this.#options;
    const { board } = message.hello;
    return boards && !boards.includes(board) ? new LinkError('wrong-board', { board }) : message.hello;
  }
}
