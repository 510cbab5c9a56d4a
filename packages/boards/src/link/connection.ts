import type { Random } from '@paperkite/kernel';
import { TransportError } from '../transport/errors.ts';
import type { BoardTransport } from '../transport/transport.ts';
import type { LinkSample, LinkStatistics, ProgramErrorEvent } from './board-link.ts';
import { BoardTime } from './board-time.ts';
import { CommandWindow } from './command-window.ts';
import { LinkError } from './link-error.ts';
import { Listeners } from './listeners.ts';
import type {
  BoardMessage,
  HostMessage,
  LinkBoard,
  LinkCommand,
  LinkHello,
  LinkWire,
  ProgramState,
} from './messages.ts';
import { LINK_PROTOCOL } from './protocol.ts';
import { SampleLog } from './sample-log.ts';
import { Seek } from './seek.ts';

/** Milliseconds between two looks at what is overdue. */
const TICK = 10;
/** Milliseconds without anything to say after which the board is told that the page is alive. */
const KEEP_EVERY = 300;
/** Milliseconds that a board has for its restart, bootloader included. */
const RETURN_WITHIN = 5000;

export interface ConnectionOptions {
  readonly transport: BoardTransport;
  readonly wire: LinkWire;
  readonly random: Random;
  readonly boards: readonly LinkBoard[] | null;
  readonly helloMs: number;
  /** What to ask of a board that was found again. */
  restore(): LinkCommand[];
}

/**
 * The conversation with a board: seeking -> linked -> (silence) seeking -> ... -> ended. Everything that waits uses the
 * transport's clock.
 */
export class Connection {
  readonly events = {
    sample: new Listeners<LinkSample>(),
    text: new Listeners<string>(),
    programError: new Listeners<ProgramErrorEvent>(),
    programState: new Listeners<ProgramState>(),
    seeking: new Listeners<void>(),
    restarted: new Listeners<LinkHello>(),
    lost: new Listeners<LinkError>(),
  };
  readonly samples: SampleLog;
  readonly #options: ConnectionOptions;
  readonly #reader;
  readonly #loops = new AbortController();
  #window: CommandWindow | null = null;
  #seek: Seek | null = null;
  #hello: LinkHello | null = null;
  #opening: { resolve: () => void; reject: (error: unknown) => void } | null = null;
  #program: ProgramState = 'none';
  /** Number of the board's latest text or event. */
  #stream = -1;
  #decoder = new TextDecoder();
  #earlyText = '';
  #heardAt = 0;
  #saidAt = 0;
  #resent = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#reader = options.wire.reader();
    this.samples = new SampleLog((sample) => this.events.sample.tell(sample));
  }

  get state(): 'linked' | 'seeking' | 'ended' {
    if (this.#loops.signal.aborted) return 'ended';
    return this.#window ? 'linked' : 'seeking';
  }

  get hello(): LinkHello {
    if (!this.#hello) throw new Error('no hello yet');
    return this.#hello;
  }

  get program(): ProgramState {
    return this.#program;
  }

  get statistics(): LinkStatistics {
    const { lost, skipped } = this.samples;
    const resent = this.#resent + (this.#window?.resent ?? 0);
    return { damaged: this.#reader.damaged, lostSamples: lost, skippedSamples: skipped, resent };
  }

  /** Resolves at the board's hello. @throws LinkError, see `openLink` */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#startSeeking(this.#options.helloMs);
      void this.#read();
      void this.#keepTime();
    });
  }

  /** What the program said between its start and the first hello; empty the second time. */
  takeEarlyText(): string {
    const text = this.#earlyText;
    this.#earlyText = '';
    return text;
  }

  request(command: LinkCommand): Promise<readonly number[]> {
    if (this.state === 'ended') return Promise.reject(new LinkError('closed'));
    if (!this.#window) return Promise.reject(new LinkError('restarted'));
    return this.#window.submit(command, this.#now());
  }

  /** Ends everything; `reason` is what waiting commands get. Does nothing the second time. */
  end(reason: unknown): void {
    if (this.state === 'ended') return;
    const wasOpen = this.#opening === null;
    this.#loops.abort(reason);
    this.#window?.fail(reason);
    this.#opening?.reject(reason);
    this.#opening = null;
    if (wasOpen && reason instanceof LinkError && reason.code !== 'closed') this.events.lost.tell(reason);
  }

  #now(): number {
    return this.#options.transport.clock.now();
  }

  #say(message: HostMessage): void {
    this.#send(this.#options.wire.encode(message));
  }

  #send(bytes: Uint8Array): void {
    this.#saidAt = this.#now();
    const { signal } = this.#loops;
    this.#writing = this.#writing
      .then(() => (signal.aborted ? undefined : this.#options.transport.write(bytes, { signal })))
      .catch((error: unknown) => this.#broken(error));
  }

  /** Resolves when everything said so far was handed over. */
  flushed(): Promise<void> {
    return this.#writing;
  }

  #broken(error: unknown): void {
    if (!this.#loops.signal.aborted) this.end(new LinkError('lost', {}, { cause: error }));
  }

  async #read(): Promise<void> {
    const { signal } = this.#loops;
    while (!signal.aborted) {
      try {
        const bytes = await this.#options.transport.read({ signal });
        this.#seek?.heard();
        for (const message of this.#reader.push(bytes)) this.#heard(message);
      } catch (error) {
        if (error instanceof TransportError && error.code === 'garbled') this.#reader.reset();
        else this.#broken(error);
      }
    }
  }

  async #keepTime(): Promise<void> {
    const { signal } = this.#loops;
    while (!signal.aborted) {
      this.#tick(this.#now());
      await this.#options.transport.clock.wait(TICK, signal).catch(() => undefined);
    }
  }

  #tick(now: number): void {
    if (this.#seek) {
      const problem = this.#seek.tick(now);
      if (problem) this.end(this.#opening ? problem : new LinkError('lost', {}, { cause: problem }));
      return;
    }
    const alive = now - this.#heardAt < this.#options.wire.silenceMs && this.#window?.tick(now);
    if (!alive) this.#startSeeking(RETURN_WITHIN);
    else if (now - this.#saidAt >= KEEP_EVERY) this.#say({ kind: 'keep' });
  }

  #startSeeking(withinMs: number): void {
    const window = this.#window;
    this.#window = null;
    this.#seek = new Seek({
      now: this.#now(),
      session: Math.floor(this.#options.random.next() * 0x10000),
      withinMs,
      boards: this.#options.boards,
      send: (message) => this.#say(message),
    });
    if (!window) return;
    this.#resent += window.resent;
    this.events.seeking.tell();
    window.fail(new LinkError('restarted'));
  }

  #greeted(message: Extract<BoardMessage, { kind: 'hello' | 'foreign-hello' }>): void {
    const answer = this.#seek?.answered(message, LINK_PROTOCOL.version);
    if (!answer) return;
    if (answer instanceof LinkError) return this.end(answer);
    this.#seek = null;
    this.#hello = answer;
    this.#stream = -1;
    this.#decoder = new TextDecoder();
    this.#heardAt = this.#now();
    if (message.kind === 'hello') this.samples.restart(new BoardTime(message.time));
    const { wire, restore } = this.#options;
    this.#window = new CommandWindow({
      credit: answer.credit,
      encode: (number, command) => wire.encode({ kind: 'command', number, command }),
      send: (bytes) => this.#send(bytes),
    });
    this.#programIs(answer.program.state);
    if (this.#opening) {
      this.#opening.resolve();
      this.#opening = null;
      return;
    }
    // A board that came back without a pin that it had is no longer the same: nothing to be done about it here.
    for (const command of restore()) this.request(command).catch(() => undefined);
    this.events.restarted.tell(answer);
  }

  #programIs(state: ProgramState): void {
    if (state === this.#program) return;
    this.#program = state;
    this.events.programState.tell(state);
  }

  #heard(message: BoardMessage): void {
    if (message.kind === 'hello' || message.kind === 'foreign-hello') return this.#greeted(message);
    if (message.kind === 'early-text') {
      if (this.#opening) this.#earlyText = message.text;
      return;
    }
    const window = this.#window;
    // Late words of an earlier session.
    if (!window) return;
    const now = this.#now();
    this.#heardAt = now;
    switch (message.kind) {
      case 'beat':
        this.#say({ kind: 'keep' });
        this.samples.beat(message);
        return this.#programIs(message.program);
      case 'sample':
        return this.samples.sample(message);
      case 'ack':
        return window.acknowledged(message.number, now);
      case 'value':
        return window.valued(message.number, message.values, now);
      case 'refused':
        return window.refused(message.number, message.reason, now);
      case 'gap':
        return window.gap(message.expected, now);
      case 'text':
        return this.#streamed(message, () => {
          const text = this.#decoder.decode(message.bytes, { stream: true });
          if (text !== '') this.events.text.tell(text);
        });
      case 'program-error': {
        const { code, thread, offset } = message;
        return this.#streamed(message, () => this.events.programError.tell({ code, thread, offset }));
      }
    }
  }

  /** Text and events are repeated until they are acknowledged: takes each once. */
  #streamed(message: { kind: string; number: number; reliable?: boolean }, take: () => void): void {
    if (message.reliable === false) return take();
    this.#say({ kind: 'stream-ack', number: message.number });
    if (message.number === this.#stream) return;
    this.#stream = message.number;
    take();
  }
}
