import type { BoardAction, LiveBoard } from '../ports.ts';
import type { FromWorker } from './protocol.ts';

/** More pins than a board has; a project can name as many as it likes. */
const MOST_PINS = 64;
const MOST_LETTERS = 8;
const MOST_TEXT = 200;

/** What is one thing on the board: a pin, or its display. */
const subject = ({ kind, pin }: BoardAction): string => (kind === 'text' || kind === 'lights' ? 'display' : pin);

/** The board at the page, as a project in the worker sees it. */
export class RemoteBoard implements LiveBoard {
  readonly #send: (message: FromWorker) => void;
  /** What is to be done after this frame, by pin. */
  readonly #actions = new Map<string, BoardAction>();
  readonly #watched = { digital: new Set<string>(), analog: new Set<string>() };
  readonly #values = new Map<string, number>();
  #connected = false;
  #watches = false;
  #used = false;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  connected(): boolean {
    this.#use();
    return this.#connected;
  }

  act(action: BoardAction): void {
    this.#use();
    const text = action.text.slice(0, MOST_TEXT);
    const known = { ...action, pin: action.pin.slice(0, MOST_LETTERS), text };
    const key = subject(known);
    // The last one counts, and comes last.
    this.#actions.delete(key);
    if (this.#actions.size < MOST_PINS) this.#actions.set(key, known);
  }

  read(kind: 'digital' | 'analog', channel: string): number | null {
    this.#use();
    const watched = this.#watched[kind];
    if (!watched.has(channel) && watched.size < MOST_PINS && channel.length <= MOST_LETTERS) {
      watched.add(channel);
      this.#watches = true;
    }
    return this.#values.get(`${kind} ${channel}`) ?? null;
  }

  stop(): void {
    if (!this.#used) return;
    // What was done in the same frame as the stop still happens, but nothing begins to sound.
    for (const [key, { kind }] of this.#actions) if (kind === 'tone') this.#actions.delete(key);
    this.step();
    this.#send({ type: 'boardStop' });
  }

  receive(message: { connected: boolean; digital: Record<string, number>; analog: Record<string, number> }): void {
    this.#connected = message.connected;
    if (!message.connected) this.#values.clear();
    for (const kind of ['digital', 'analog'] as const)
      for (const [channel, value] of Object.entries(message[kind])) this.#values.set(`${kind} ${channel}`, value);
  }

  /** After every step: tells the page what the step wanted. */
  step(): void {
    if (this.#watches) {
      this.#watches = false;
      this.#send({ type: 'boardWatch', digital: [...this.#watched.digital], analog: [...this.#watched.analog] });
    }
    if (this.#actions.size === 0) return;
    this.#send({ type: 'boardDo', actions: [...this.#actions.values()] });
    this.#actions.clear();
  }

  /** Another program begins. */
  reset(): void {
    for (const set of Object.values(this.#watched)) set.clear();
    this.#actions.clear();
    this.#watches = this.#used;
    this.#used = false;
  }

  /** The first time, the page is asked for its board. */
  #use(): void {
    if (!this.#used) this.#watches = true;
    this.#used = true;
  }
}
