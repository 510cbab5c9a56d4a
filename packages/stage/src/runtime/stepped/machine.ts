import type { Scalar } from '@paperkite/project';
import { DONE, HALTED } from '../program.ts';
import type { Thread } from '../thread.ts';
import type { CallStack, Frame } from './frame.ts';

/** What a function of a stepped program answers besides the yield numbers; generated code uses the bare numbers, and -2 for a call. */
const RETURN = -1;
const END_SCRIPT = -3;

/** Calls deeper than this are a mistake: it ends with a message instead of eating all memory. */
const MAX_DEPTH = 100_000;

/** Told when a machine begins and ends a turn, for time profiles, while `watch.on`. */
export interface TurnListener {
  watch: { on: boolean };
  turn(machine: Machine | null): void;
}

/** Runs one thread of a stepped program: its calls are a list of frames instead of JavaScript's own. */
export class Machine implements CallStack {
  readonly thread: Thread;
  readonly frames: Frame[] = [];
  /** What the last function answered. */
  value: Scalar = '';
  /** Counts passes of loops without screen refresh, so that not each of them looks at the clock. */
  passes = 0;
  readonly #listener: TurnListener;

  constructor(thread: Thread, first: Frame, listener: TurnListener) {
    this.thread = thread;
    this.frames.push(first);
    this.#listener = listener;
  }

  /** One turn of the thread. */
  readonly pass = (): number => {
    if (!this.#listener.watch.on) return this.#run();
    this.#listener.turn(this);
    try {
      return this.#run();
    } finally {
      this.#listener.turn(null);
    }
  };

  /** The frame that runs. */
  get top(): Frame | undefined {
    return this.frames[this.frames.length - 1];
  }

  /** @throws RangeError when a procedure calls itself without end */
  push(frame: Frame): void {
    if (this.frames.length >= MAX_DEPTH) throw new RangeError('Maximum call stack size exceeded');
    this.frames.push(frame);
  }

  #run(): number {
    const { frames } = this;
    for (let frame = this.top; frame !== undefined; frame = this.top) {
      const status = frame.run(this.thread.target, frame, this);
      if (status >= 0 || status === HALTED) return status;
      if (status === RETURN) frames.pop();
      else if (status === END_SCRIPT) return DONE;
    }
    return DONE;
  }
}
