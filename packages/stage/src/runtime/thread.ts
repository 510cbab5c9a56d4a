import { RUN, type ScriptTable } from './program.ts';
import type { CallStack } from './stepped/frame.ts';
import type { StageTarget } from './target.ts';

/** One pass of a script; answers a yield number. */
export type Pass = () => number;
/** A script of the program, in one of the three forms. */
export type ScriptFunction = (t: StageTarget) => void | Pass | Generator<number, void, void>;

/** One run of one script by one target. A restart is a new thread in the same place of the list. */
export class Thread {
  readonly target: StageTarget;
  /** Another when another version of the program takes over. */
  script: ScriptTable;
  /** Index of the script in the program. */
  index: number;
  /** Started by a click on its blocks rather than by an event. */
  readonly clicked: boolean;
  /** How it last gave way, or DONE. */
  status: number = RUN;
  /** Whether it is in the scheduler's list. */
  listed = true;
  /** Whether it already had its turn of the round that is under way. */
  early = false;
  pass: Pass | null = null;
  generator: Generator<number, void, void> | null = null;
  /** What `pass` runs, in programs that can be taken over. */
  machine: CallStack | null = null;

  constructor(target: StageTarget, script: ScriptTable, index: number, clicked: boolean) {
    this.target = target;
    this.script = script;
    this.index = index;
    this.clicked = clicked;
  }
}
