import type { BoardKind, WriteOptions } from './board-kind.ts';
import type { BoardPort, BoardSource, PortClaims, RequestOptions } from './board-source.ts';
import { explainError } from './code-of-error.ts';
import { InTurn } from '../transport/in-turn.ts';
import type { ConnectCode } from './connect-codes.ts';
import { TransportError } from '../transport/errors.ts';
import { canFollow, IDLE, nextState, type ConnectionEvent, type ConnectionState } from './connection-state.ts';

export interface BoardConnectionOptions<Session, Program, Port extends BoardPort> {
  readonly source: BoardSource<Port>;
  readonly kind: BoardKind<Session, Program, Port>;
  readonly claims?: PortClaims;
  /** Which next step fits: on Linux a busy port and missing rights look the same. */
  readonly system?: 'linux' | 'other';
  /** Something of our own went wrong: for a log. */
  readonly onUnexpected?: (error: unknown) => void;
}

/**
 * One board of one kind: asks for it, opens it, greets it, puts its firmware right, uploads, notices that it is gone and comes back to it. What may
 * happen when is said by `nextState`; this class does it. Commands never reject: what went wrong is the state.
 */
export class BoardConnection<Session, Program, Port extends BoardPort = BoardPort> {
  readonly #options: BoardConnectionOptions<Session, Program, Port>;
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  readonly #stopPlugged: () => void;
  #state: ConnectionState = IDLE;
  #port: Port | null = null;
  /** The port is ours to close: another connection of the page may have it otherwise. */
  #holds = false;
  #session: Session | null = null;
  #stopWatching: (() => void)[] = [];
  /** Ports are given back one after the other, and before anything is opened. */
  readonly #releases = new InTurn();
  /** Settles when nothing is being written to the board. */
  #writing: Promise<unknown> = Promise.resolve();
  /** Ends whatever is under way. */
  #task = new AbortController();

  constructor(options: BoardConnectionOptions<Session, Program, Port>) {
    this.#options = options;
    this.#stopPlugged = options.source.onPlugged((port) => void this.#comeBack(port));
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Why boards cannot be had here at all, or null. */
  get obstacle(): ConnectCode | null {
    return this.#options.source.obstacle();
  }

  /** What can be done with the board: there in `ready`, else null. */
  get session(): Session | null {
    return this.#state.name === 'ready' ? this.#session : null;
  }

  /** Calls back at every change of state. Returns how to stop that. */
  onChange(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Lets the person choose a board. Call it in the click itself: browsers open their list for nothing else. */
  async choose(options: RequestOptions = {}): Promise<void> {
    if (!this.#go({ type: 'choose' })) return;
    const task = this.#begin();
    const { obstacle } = this;
    if (obstacle !== null) {
      this.#go({ type: 'failed', code: obstacle });
      return;
    }
    try {
      const port = await this.#options.source.request(options);
      if (!task.aborted) await this.#open(port, task);
      else if (port.transport.state !== 'open') await port.transport.close();
    } catch (error) {
      if (task.aborted) return;
      const { meaning } = explainError(error);
      if (meaning !== 'nothing_chosen') return this.#failOpening(null, error);
      this.#go({ type: 'not-chosen', code: meaning });
      await this.#letGo();
    }
  }

  /** Goes to a board that was allowed earlier, if exactly one is plugged in. Needs no click; stays `idle` otherwise. */
  async resume(): Promise<void> {
    if (this.#state.name !== 'idle' || this.obstacle !== null) return;
    const remembered = await this.#options.source.remembered().catch(() => []);
    const ports = remembered.filter(({ transport }) => transport.state !== 'open');
    const [port] = ports;
    if (port !== undefined && ports.length === 1 && this.#state.name === 'idle') await this.#open(port, this.#begin());
  }

  /** Tries the same board once more, after a failure or a loss; where there was none yet, the person chooses. In the click itself. */
  async retry(): Promise<void> {
    if (this.#port === null) await this.choose();
    else if (canFollow(this.#state, 'open')) await this.#open(this.#port, this.#begin());
  }

  /** Puts our firmware onto the board. */
  putRight(): Promise<void> {
    return this.#write({ type: 'put-right' }, (port, options) => this.#options.kind.putRight(port, options));
  }

  /** Puts a program onto the board. Answers whether it is there and was started. */
  async upload(program: Program): Promise<boolean> {
    let arrived = false;
    await this.#write({ type: 'upload' }, async (port, options) => {
      await this.#options.kind.upload(port, program, options);
      arrived = true;
    });
    return arrived;
  }

  /** Stops writing as soon as that can be done; the board starts anew. What it had before may be gone. */
  async cancel(): Promise<void> {
    const port = this.#port;
    if (!canFollow(this.#state, 'restarted') || port === null) return;
    const task = this.#begin();
    await this.#writing;
    if (task.aborted || !this.#go({ type: 'restarted' })) return;
    try {
      await port.transport.reset({ signal: task });
      await this.#greet(port, task);
    } catch (error) {
      if (!task.aborted) await this.#fail(error);
    }
  }

  /** Gives the board back. */
  async disconnect(): Promise<void> {
    this.#begin();
    this.#go({ type: 'disconnect' });
    const released = this.#letGo(this.#writing);
    this.#port = null;
    await released;
  }

  /** Ends it for good, with the page that shows it. */
  async dispose(): Promise<void> {
    this.#stopPlugged();
    await this.disconnect();
    this.#listeners.clear();
  }

  async #open(port: Port, task: AbortSignal, { cameBack = false } = {}): Promise<void> {
    if (!this.#go({ type: 'open' })) return;
    const released = this.#letGo();
    this.#port = port;
    await released;
    if (task.aborted) return;
    try {
      this.#holds = true;
      await port.transport.open({ baudRate: this.#options.kind.baudRate });
      if (task.aborted) {
        await port.transport.close();
        return;
      }
      this.#stopWatching.push(port.transport.onLost(() => void this.#vanish()));
      const release = this.#options.claims?.claim(port);
      if (release !== undefined) this.#stopWatching.push(release);
      this.#go({ type: 'opened' });
      await this.#greet(port, task);
    } catch (error) {
      if (task.aborted) return;
      const isOthers = explainError(error).meaning === 'busy_other_board';
      if (isOthers) this.#holds = false;
      // Two of one make were away, and the other connection took the one that came back.
      await this.#failOpening(port, cameBack && isOthers ? new TransportError('lost') : error);
    }
  }

  async #greet(port: Port, task: AbortSignal): Promise<void> {
    // What a greeting leads to lives on after its task: it ends by being left.
    const greeted = new AbortController();
    const stop = (): void => greeted.abort(task.reason);
    task.addEventListener('abort', stop);
    try {
      const greeting = await this.#options.kind.greet(port, greeted.signal);
      if (task.aborted) {
        if (greeting.kind === 'ready') await this.#options.kind.leave(greeting.session);
        return;
      }
      if (greeting.kind === 'needs-firmware') {
        this.#go({ type: 'firmware-missing', gap: greeting.gap });
        return;
      }
      this.#session = greeting.session;
      this.#stopWatching.push(
        this.#options.kind.onEnded(greeting.session, () => {
          if (this.#session === greeting.session) void this.#fallSilent(port);
        }),
      );
      this.#go({ type: 'greeted', info: greeting.info });
    } catch (error) {
      if (!task.aborted) await this.#fail(error);
    } finally {
      task.removeEventListener('abort', stop);
    }
  }

  async #write(event: ConnectionEvent, write: (port: Port, options: WriteOptions) => Promise<void>): Promise<void> {
    const port = this.#port;
    const needsFirmware = this.#state.name === 'needs-firmware';
    if (port === null || !this.#go(event)) return;
    const task = this.#begin();
    const session = this.#session;
    this.#session = null;
    if (session !== null) await this.#options.kind.leave(session);
    if (task.aborted) return;
    try {
      const onProgress = (share: number): void => void this.#go({ type: 'progress', share });
      const writing = write(port, { signal: task, onProgress, needsFirmware });
      this.#writing = writing.catch(() => undefined);
      await writing;
      if (task.aborted) return;
      this.#go({ type: 'restarted' });
      await this.#greet(port, task);
    } catch (error) {
      if (!task.aborted) await this.#fail(error);
    }
  }

  /** The board is gone. Its port is kept: when it is plugged in again, the connection goes on. */
  async #vanish(): Promise<void> {
    if (!this.#go({ type: 'vanished' })) return;
    this.#begin();
    await this.#letGo();
  }

  /** The board stopped answering. Unless it is gone, opening it anew restarts it. */
  async #fallSilent(port: Port): Promise<void> {
    const isThere = port.transport.state === 'open';
    await this.#vanish();
    if (isThere) await this.retry();
  }

  async #comeBack(port: Port): Promise<void> {
    const state = this.#state;
    if (state.name !== 'lost' && state.name !== 'failed') return;
    // It belongs to the connection that had it before.
    if (state.name === 'failed' && state.code === 'busy_other_board') return;
    const same = port.id === this.#port?.id || sameUsb(port, this.#port);
    if (same && port.transport.state !== 'open') await this.#open(port, this.#begin(), { cameBack: true });
  }

  /** Gives back what is held at this moment, once `before` has settled. */
  #letGo(before: Promise<unknown> = Promise.resolve()): Promise<void> {
    const [port, session, stops] = [this.#holds ? this.#port : null, this.#session, this.#stopWatching.splice(0)];
    this.#session = null;
    this.#holds = false;
    return this.#releases.run(async () => {
      await before;
      if (session !== null) await this.#options.kind.leave(session);
      for (const stop of stops) stop();
      await port?.transport.close();
    });
  }

  /** `port` is null when choosing it failed. */
  async #failOpening(port: Port | null, error: unknown): Promise<void> {
    const { meaning, details } = explainError(error);
    const code = await this.#openingCode(port, meaning);
    if (code === null) return this.#fail(error);
    this.#go({ type: 'failed', code, details });
    await this.#letGo();
  }

  /** Why a port did not open, as exactly as can be known. */
  async #openingCode(port: Port | null, meaning: ConnectCode | 'vanished'): Promise<ConnectCode | null> {
    const linux = this.#options.system === 'linux';
    if (meaning === 'vanished') return 'board_lost';
    if (meaning === 'no_rights') return linux ? 'no_rights_linux' : 'no_rights';
    if (meaning !== 'busy_other_program') return null;
    if (port && (await this.#options.claims?.heldElsewhere(port).catch(() => false))) return 'busy_other_tab';
    return linux ? 'busy_or_no_rights_linux' : 'busy_other_program';
  }

  /** The port is given back: what is to be done now may need it elsewhere. */
  async #fail(error: unknown): Promise<void> {
    const { meaning, details } = explainError(error);
    if (meaning === 'unexpected') this.#options.onUnexpected?.(error);
    if (meaning === 'vanished') return this.#vanish();
    this.#go({ type: 'failed', code: meaning, details });
    await this.#letGo();
  }

  /** Whatever was under way ends; the signal is the new task's. */
  #begin(): AbortSignal {
    this.#task.abort(new DOMException('another step of the connection', 'AbortError'));
    this.#task = new AbortController();
    return this.#task.signal;
  }

  #go(event: ConnectionEvent): boolean {
    if (!canFollow(this.#state, event.type)) return false;
    const next = nextState(this.#state, event);
    if (next !== this.#state) {
      this.#state = next;
      for (const listener of [...this.#listeners]) listener(next);
    }
    return true;
  }
}

/** A board of the same make: after it was pulled, browsers may know it by a new port. */
const sameUsb = (one: BoardPort, other: BoardPort | null): boolean =>
  one.usb !== null && one.usb.vendor === other?.usb?.vendor && one.usb.product === other.usb.product;
