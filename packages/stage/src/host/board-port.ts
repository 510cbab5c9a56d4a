import type { FromFrame, ToFrame } from '../frame/protocol.ts';
import type { BoardAction } from '../ports.ts';

/** Values of channels by name, two-valued ones apart from measured ones: a pin may be both. */
export interface BoardValues {
  digital: Readonly<Record<string, number>>;
  analog: Readonly<Record<string, number>>;
}

/** The board that a page lends to its projects. It may come and go; what is asked while there is none holds for the next. */
export interface StageBoard {
  readonly connected: boolean;
  /** In order. Nothing happens without a board. */
  act(actions: readonly BoardAction[]): void;
  /** Every channel that is to be known from now on. Called with none when a project begins that asks for none yet. */
  watch(digital: readonly string[], analog: readonly string[]): void;
  /** The project was stopped: tones end. */
  stop(): void;
  /** Calls `changed` when a board comes or goes and when values change, with those that did. Returns how to stop that. */
  listen(changed: (values: BoardValues) => void): () => void;
}

/** Takes a project's wishes to the board and the board's values to the project. */
export class BoardPort {
  readonly #board: StageBoard;
  readonly #send: (message: ToFrame) => void;
  #stopListening: (() => void) | null = null;

  constructor(board: StageBoard, send: (message: ToFrame) => void) {
    this.#board = board;
    this.#send = send;
  }

  receive(message: Extract<FromFrame, { type: 'boardWatch' | 'boardDo' | 'boardStop' }>): void {
    switch (message.type) {
      case 'boardWatch':
        // Projects without board blocks never get here, and hear nothing of boards.
        this.#listen();
        return this.#board.watch(message.digital, message.analog);
      case 'boardDo':
        return this.#board.act(message.actions);
      case 'boardStop':
        return this.#board.stop();
    }
  }

  close(): void {
    if (!this.#stopListening) return;
    this.#stopListening();
    this.#board.stop();
    this.#board.watch([], []);
  }

  #listen(): void {
    if (this.#stopListening) return;
    const tell = ({ digital, analog }: BoardValues): void =>
      this.#send({ type: 'board', connected: this.#board.connected, digital, analog });
    this.#stopListening = this.#board.listen(tell);
    tell({ digital: {}, analog: {} });
  }
}
