import type { Scalar } from '@paperkite/project';
import type { StageTarget } from '../target.ts';

/** A function of a stepped program: runs its frame until it gives way, calls, returns or halts. */
export type SteppedFunction = (t: StageTarget, frame: Frame, machine: CallStack) => number;

/** The whole state of one call: what another version of the program can go on with. */
export interface Frame {
  /** Index in the program's functions. */
  fn: number;
  run: SteppedFunction;
  /** Number of the state it goes on with. */
  pc: number;
  /** Parameters, counters and values between calls, see `FunctionTable.keys`. */
  v: Scalar[];
  /** What it waits for. */
  wait: Generator<number, unknown, void> | null;
}

/** The calls of one thread, as its functions see them. */
export interface CallStack {
  /** Outermost first. */
  readonly frames: Frame[];
  /** The frame that runs. */
  readonly top: Frame | undefined;
  /** What the last function answered. */
  value: Scalar;
  /** Counts passes of loops without screen refresh, so that not each of them looks at the clock. */
  passes: number;
}
