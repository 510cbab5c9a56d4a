import { LinkError } from './link-error.ts';
import type { LinkCommand, LinkRefusal } from './messages.ts';

/** Milliseconds until unanswered commands are sent again, at first and at most; doubled each time. */
const FIRST_REPEAT = 60;
const LAST_REPEAT = 400;
/** Repeats without any progress after which the other side counts as lost. */
const MOST_REPEATS = 12;

interface Pending {
  readonly number: number;
  readonly bytes: Uint8Array;
  /** Answered by a value, not by an acknowledgement: asked again when the value is lost. */
  readonly reads: boolean;
  sent: boolean;
  resolve(values: readonly number[]): void;
  reject(error: unknown): void;
}

const reads = ({ op }: LinkCommand): boolean =>
  op === 'digital-read' || op === 'analog-read' || op === 'program-status';

export interface CommandWindowOptions {
  /** Bytes that may be on the way without an answer: the board's receive buffer. */
  readonly credit: number;
  encode(number: number, command: LinkCommand): Uint8Array;
  send(bytes: Uint8Array): void;
}

/**
 * Commands on their way to the board: numbered, at most `credit` bytes of them unanswered, sent again until they are answered. The
 * board executes them in order and each once; a read that is asked twice is read twice.
 */
export class CommandWindow {
  readonly #options: CommandWindowOptions;
  /** In order of their numbers; those sent come first. */
  readonly #pending: Pending[] = [];
  #next = 1;
  #repeatMs = FIRST_REPEAT;
  /** When unanswered commands are sent again. */
  #repeatAt = Infinity;
  #repeats = 0;
  /** The gap that was answered last, until there is progress. */
  #gap = -1;
  /** Commands that were sent more than once, so far. */
  resent = 0;

  constructor(options: CommandWindowOptions) {
    this.#options = options;
  }

  /** @throws LinkError `refused` by the board or before that; whatever `fail` is given */
  submit(command: LinkCommand, now: number): Promise<readonly number[]> {
    return new Promise((resolve, reject) => {
      const number = this.#next;
      const bytes = this.#options.encode(number, command);
      this.#next = (number + 1) & 0xff;
      this.#pending.push({ number, bytes, reads: reads(command), sent: false, resolve, reject });
      this.#pump(now);
    });
  }

  acknowledged(number: number, now: number): void {
    const entry = this.#pending[this.#sentIndex(number)];
    if (entry && !entry.reads) this.#settle(entry, now, () => entry.resolve([]));
  }

  valued(number: number, values: readonly number[], now: number): void {
    const entry = this.#pending[this.#sentIndex(number)];
    if (entry?.reads) this.#settle(entry, now, () => entry.resolve(values));
  }

  refused(number: number, reason: LinkRefusal, now: number): void {
    const entry = this.#pending[this.#sentIndex(number)];
    if (entry) this.#settle(entry, now, () => entry.reject(new LinkError('refused', { reason })));
  }

  /** The board misses a command: sends it and what follows again, once until there is progress. */
  gap(expected: number, now: number): void {
    const from = this.#sentIndex(expected);
    if (from < 0 || this.#gap === expected) return;
    this.#gap = expected;
    this.#repeat(from, now);
  }

  /** Sends again what is overdue. False when the other side does not seem to be there. */
  tick(now: number): boolean {
    if (now < this.#repeatAt) return true;
    this.#repeats++;
    this.#repeatMs = Math.min(LAST_REPEAT, this.#repeatMs * 2);
    this.#gap = -1;
    this.#repeat(0, now);
    return this.#repeats <= MOST_REPEATS;
  }

  /** Ends everything that waits. */
  fail(error: unknown): void {
    this.#repeatAt = Infinity;
    for (const entry of this.#pending.splice(0)) entry.reject(error);
  }

  #sentIndex(number: number): number {
    return this.#pending.findIndex((entry) => entry.sent && entry.number === number);
  }

  #settle(entry: Pending, now: number, how: () => void): void {
    this.#pending.splice(this.#pending.indexOf(entry), 1);
    how();
    this.#repeats = 0;
    this.#repeatMs = FIRST_REPEAT;
    this.#gap = -1;
    this.#repeatAt = this.#pending.some(({ sent }) => sent) ? now + this.#repeatMs : Infinity;
    this.#pump(now);
  }

  #pump(now: number): void {
    let left = this.#options.credit;
    for (const entry of this.#pending) {
      left -= entry.bytes.length;
      if (left < 0) break;
      if (entry.sent) continue;
      entry.sent = true;
      if (this.#repeatAt === Infinity) this.#repeatAt = now + this.#repeatMs;
      this.#options.send(entry.bytes);
    }
  }

  #repeat(from: number, now: number): void {
    this.#repeatAt = now + this.#repeatMs;
    for (const { sent, bytes } of this.#pending.slice(from)) {
      if (!sent) break;
      this.resent++;
      this.#options.send(bytes);
    }
  }
}
