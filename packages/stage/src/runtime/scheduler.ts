import type { Clock } from '@paperkite/kernel';
import { DONE, HALTED, IDLE, NEXT_FRAME, RUN, type ScriptTable } from './program.ts';
import type { StageTarget } from './target.ts';
import { Thread, type Pass, type ScriptFunction } from './thread.ts';

/** Thrown by generated code to end a whole script from inside a procedure. */
export const END: unique symbol = Symbol('end of script');

/** Without screen refresh a script may keep the others waiting this long. */
const WARP_BUDGET_MS = 500;
/** Looks at a clock that does not move before it counts as used up. */
const MAX_LOOKS = 2_000;
/** Part of a frame that scripts may use. */
const WORK_SHARE = 0.75;
/** Looks at the clock so many milliseconds apart are near enough: the rounds between two are doubled. */
const LOOK_MS = 0.02;
/** So many that the frame ends in time even if a round suddenly takes much longer than those before. */
const MAX_UNSEEN_ROUNDS = 32;
/** A frame ends after so many rounds in which the clock stood still. */
const STILL_ROUNDS = 1000;

export interface SchedulerOptions {
  clock: Clock;
  frameMs(): number;
  turbo(): boolean;
  failed(thread: Thread, error: unknown): void;
}

/**
 * Runs scripts in Scratch's order: one list, each thread in turn until it gives way; then again while somebody has something
 * to do, time is left and nothing on the stage changed. New threads join at the end and run in the same round.
 */
export class Scheduler {
  threads: Thread[] = [];
  current: Thread | null = null;
  redrawRequested = false;
  /** Clock time at the start of the frame's rounds: what the timer block reads. Edge hats still see the last frame's. */
  frameTime: number;
  /** Raised whenever a thread comes or goes. */
  generation = 0;
  /** Where a frame was left because a thread halted in its midst. */
  private halted: FramePlace | null = null;
  private readonly options: SchedulerOptions;
  private functions: ScriptFunction[] = [];
  private warpStart = -1;
  private warpLooks = 0;
  /** Whether the running thread is in a command that gives way without screen refresh. */
  private warping = false;
  /** Clock time of the round once somebody asked. */
  private time: number | null = null;
  /** Rounds of the frame so far. */
  private rounds = 0;
  /** The number of the round after which the clock is looked at. */
  private due = 0;

  constructor(options: SchedulerOptions) {
    this.options = options;
    this.frameTime = this.time = options.clock.now();
  }

  /** Clock time of the round: what `glide` reads, so that equal times begun together end together, in order. */
  get roundTime(): number {
    return (this.time ??= this.options.clock.now());
  }

  load(functions: ScriptFunction[]): void {
    this.functions = functions;
  }

  /** Puts a new thread at the end of the list. */
  start(target: StageTarget, script: ScriptTable, index: number, clicked = false): Thread {
    const thread = new Thread(target, script, index, clicked);
    this.threads.push(thread);
    this.generation++;
    return thread;
  }

  /** Starts a thread from the beginning in its place of the list. If it is running right now, it goes on until it gives way. */
  restart(thread: Thread): Thread {
    const fresh = new Thread(thread.target, thread.script, thread.index, thread.clicked);
    const place = this.threads.indexOf(thread);
    thread.listed = false;
    if (place >= 0) this.threads[place] = fresh;
    else this.threads.push(fresh);
    return fresh;
  }

  /** Ends a thread; it leaves the list at the end of the round. */
  stop(thread: Thread): void {
    thread.status = DONE;
    thread.pass = null;
    thread.generator = null;
    thread.machine = null;
  }

  /** Whether a thread halted in the midst of a frame, which the next `step` goes on with. */
  get isHalted(): boolean {
    return this.halted !== null;
  }

  /** Empties the list. As in Scratch, those whose turn in the present round is still to come have it, and no other. */
  stopAll(): void {
    for (const thread of this.threads) thread.listed = false;
    this.threads = [];
    // Asked from outside: there is no present round any more.
    if (this.current === null) this.halted = null;
    this.generation++;
  }

  /** One frame. */
  step(): void {
    const { clock } = this.options;
    const left = this.halted;
    this.halted = null;
    if (left === null) {
      this.sweep();
      this.redrawRequested = false;
      this.frameTime = this.time = clock.now();
    }
    const start = left?.start ?? this.frameTime;
    const deadline = start + WORK_SHARE * this.options.frameMs();
    let first = left?.first ?? true;
    let place = left?.place ?? null;
    this.rounds = left?.rounds ?? 1;
    let unseen = 1;
    this.due = this.rounds;
    let seen = this.frameTime;
    for (; this.threads.length > 0; this.rounds++) {
      const result = this.round(first, place);
      if (typeof result === 'object') return void (this.halted = { start, rounds: this.rounds, first, place: result });
      const active = result;
      place = null;
      first = false;
      if (!active || (this.redrawRequested && !this.options.turbo())) break;
      this.time = null;
      if (this.rounds < this.due) continue;
      const now = this.roundTime;
      // A clock that stands still (replays, tests) must not keep a frame from ending.
      if (now >= deadline || (this.rounds % STILL_ROUNDS === 0 && now === start)) break;
      unseen = now - seen < LOOK_MS ? Math.min(2 * unseen, MAX_UNSEEN_ROUNDS) : 1;
      seen = now;
      this.due = Math.min(this.rounds + unseen, Math.ceil((this.rounds + 1) / STILL_ROUNDS) * STILL_ROUNDS);
    }
  }

  /**
   * Lets every thread have its turn; answers whether another round in this frame could change anything. When a thread halts, the
   * round is left and answers its place, from which a later call goes on.
   */
  private round(first: boolean, place: RoundPlace | null): boolean | RoundPlace {
    let active = place?.active ?? false;
    let idle = place?.idle ?? false;
    let progress = place?.progress ?? false;
    let ended = place?.ended ?? false;
    const { threads } = this;
    // The list may grow while it is walked.
    for (let i = place?.index ?? 0; i < threads.length; i++) {
      const thread = threads[i]!;
      if (thread.early) thread.early = false;
      else {
        if (thread.target.disposed) this.stop(thread);
        if (thread.status === DONE) {
          ended = true;
          continue;
        }
        if (thread.status === NEXT_FRAME && !first) continue;
        this.run(thread);
      }
      // One that is alone has its next rounds here and now, up to a look at the clock.
      while (
        thread.status === RUN &&
        threads.length === 1 &&
        threads[0] === thread &&
        this.threads === threads &&
        this.rounds < this.due &&
        !this.redrawRequested
      ) {
        this.rounds++;
        this.time = null;
        this.run(thread);
      }
      switch (thread.status) {
        case RUN:
          active = true;
          break;
        case IDLE:
          idle = true;
          break;
        case DONE:
          ended = progress = true;
          break;
        case HALTED:
          return { index: i, active, idle, progress, ended };
        default:
          progress = true;
      }
    }
    if (ended) this.sweep();
    return active || (idle && progress);
  }

  /**
   * Lets threads that the running one has just started, and will wait for, have their turn of the round while it stands. Answers
   * whether all have ended and the running one, alone again, may go on as if its next round had come.
   */
  finishAtOnce(started: readonly Thread[]): boolean {
    const { threads, current } = this;
    const isAlone = (): boolean =>
      this.threads === threads && threads.length === started.length + 1 && threads[0] === current;
    if (current === null || current.machine !== null || this.warping || !isAlone()) return false;
    if (this.rounds >= this.due || this.redrawRequested || threads[1] !== started[0]) return false;
    current.status = RUN;
    for (const thread of started) {
      // One may have ended another before its turn.
      if (thread.target.disposed) this.stop(thread);
      if (!isDone(thread)) this.run(thread);
      thread.early = true;
    }
    this.current = current;
    this.warpStart = -1;
    if (this.redrawRequested || !isAlone() || isDone(current) || current.target.disposed) return false;
    if (!started.every(isDone)) return false;
    this.sweep();
    this.rounds++;
    this.time = null;
    return true;
  }

  /** Gives a thread one turn out of turn. */
  turn(thread: Thread): void {
    this.run(thread);
  }

  /** Takes ended threads out of the list. */
  private sweep(): void {
    const { threads } = this;
    let kept = 0;
    for (const thread of threads) {
      if (thread.status === DONE) thread.listed = false;
      if (thread.listed) threads[kept++] = thread;
    }
    if (kept === threads.length) return;
    threads.length = kept;
    this.generation++;
  }

  private run(thread: Thread): void {
    this.current = thread;
    this.warpStart = -1;
    this.warping = false;
    let status: number;
    try {
      if (thread.pass !== null) status = thread.pass();
      else if (thread.generator !== null) status = resume(thread.generator);
      else status = this.begin(thread);
    } catch (error) {
      status = DONE;
      if (error !== END) this.options.failed(thread, error);
    }
    this.current = null;
    // A thread that was stopped while it ran stays so.
    if (thread.status === DONE || status === DONE) this.stop(thread);
    else thread.status = status;
  }

  private begin(thread: Thread): number {
    const made = this.functions[thread.index]!(thread.target);
    if (thread.script.form === 'plain' || made === undefined) return DONE;
    if (typeof made === 'function') {
      const pass: Pass = (thread.pass = made);
      return pass();
    }
    thread.generator = made;
    return resume(made);
  }

  /** Without screen refresh what would give way tries again at once, until the budget is used up. */
  *withoutRefresh<T>(call: Generator<number, T, void>): Generator<number, T, void> {
    for (;;) {
      this.warping = true;
      const { done, value } = call.next();
      this.warping = false;
      if (done) return value as T;
      if (value === NEXT_FRAME || this.stuck()) yield value as number;
      else this.time = null;
    }
  }

  /**
   * Whether the running thread has used up its warp budget. The first call starts the measuring. `looks`: how many short looks
   * (a fifth of a millisecond apart) this one stands for.
   */
  stuck(looks = 1): boolean {
    const now = this.options.clock.now();
    if (this.warpStart < 0) {
      this.warpStart = now;
      this.warpLooks = 0;
    }
    // A clock that stands still must not keep a script for ever.
    if (now === this.warpStart && (this.warpLooks += looks) > MAX_LOOKS) return true;
    return now - this.warpStart > WARP_BUDGET_MS;
  }
}

/** How far a round has come. */
interface RoundPlace {
  index: number;
  active: boolean;
  idle: boolean;
  progress: boolean;
  ended: boolean;
}

interface FramePlace {
  start: number;
  rounds: number;
  first: boolean;
  place: RoundPlace;
}

const isDone = (thread: Thread): boolean => thread.status === DONE;

function resume(generator: Generator<number, void, void>): number {
  const { done, value } = generator.next();
  return done ? DONE : (value as number);
}
