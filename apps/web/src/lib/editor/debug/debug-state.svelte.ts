import type { DebugAction, StageDebug, StageEvent, StageInspection } from '@paperkite/stage/host';
import { readBreakpoints, toggled, writeBreakpoints, type BlockPlace } from './breakpoints.ts';
import { ConsoleLog, type TimedEvent } from './console-log.ts';

/** What the debugger asks of the stage. */
export interface DebugPort {
  /** What is wanted of the program; `on`: it must be one for debugging. */
  set(wanted: StageDebug, on: boolean): void;
  act(action: DebugAction): void;
  focus(thread: number): void;
  inspect(of: string | null): Promise<StageInspection>;
  evaluate(target: string, block: string): Promise<string | number | boolean | null>;
}

export type PauseReason = Extract<StageEvent, { type: 'paused' }>['reason'];

/** Milliseconds between two looks while the panel is open. */
const LOOK_EVERY = 250;
/** Milliseconds until what was said is in the console. */
const WRITE_EVERY = 100;

/** The debugger as the panel and the blocks show it. */
export class DebugState {
  /** Whether the panel is there. */
  open = $state(false);
  /** Whether it takes no more room than its buttons. */
  folded = $state(false);
  paused = $state(false);
  reason: PauseReason = $state(null);
  /** Where the program halted, or is while it runs slowly. */
  here: BlockPlace | null = $state.raw(null);
  /** Where the last error was. */
  failed: BlockPlace | null = $state.raw(null);
  breakpoints: readonly BlockPlace[] = $state.raw([]);
  slowMs = $state(0);
  profiling = $state(false);
  /** Whether blocks show how much of the time they take. */
  showHeat = $state(true);
  inspection: StageInspection | null = $state.raw(null);
  log = $state.raw(new ConsoleLog());
  /** A block that somebody wants to see; another object each time. */
  wanted: (BlockPlace & { focus: boolean }) | null = $state.raw(null);

  readonly #port: DebugPort;
  readonly #work: string | null;
  readonly #nameOf: (target: string) => string;
  #timer: ReturnType<typeof setInterval> | undefined;
  #looking = false;
  /** A pause was asked for, and the stage has not answered. */
  #pausing = false;
  #running = false;
  #unwritten: TimedEvent[] = [];
  /** The target whose variables are shown while nothing is paused. */
  #of: string | null = null;

  /**
   * @param work under which this device keeps its breakpoints; null where there is no panel: then nothing ever pauses
   * @param nameOf of a target by its id
   */
  constructor(port: DebugPort, work: string | null, nameOf: (target: string) => string) {
    this.#port = port;
    this.#work = work;
    this.#nameOf = nameOf;
    if (work !== null) this.breakpoints = readBreakpoints(localStorage, work);
    if (this.breakpoints.length > 0) this.#tell();
  }

  /** Whether the program must be one for debugging. */
  get on(): boolean {
    return this.open || this.breakpoints.length > 0;
  }

  toggle(): void {
    this.open = !this.open;
    this.folded = false;
    if (this.open) {
      this.#timer = setInterval(() => void this.look(), LOOK_EVERY);
      void this.look();
    } else {
      clearInterval(this.#timer);
      this.slowMs = 0;
      this.profiling = false;
      this.here = null;
      this.inspection = null;
      // Nobody could make it go on.
      if (this.paused) this.act('resume');
    }
    this.#tell();
  }

  /** Whether it is paused, or about to be. */
  get #stands(): boolean {
    return this.paused || this.#pausing;
  }

  act(action: DebugAction): void {
    if (action !== 'clearProfile') this.#pausing = action === 'pause';
    this.#port.act(action);
    if (action !== 'clearProfile') void this.look();
  }

  /** Opens the panel, too. Where nothing runs there is nothing to pause. */
  pauseOrResume(): void {
    if (!this.open) this.toggle();
    if (this.#stands) this.act('resume');
    else if (this.#running) this.act('pause');
  }

  /** A key of the debugger's: F8 pauses and goes on, F10 steps, with Ctrl into and with Shift, too, out; another opens the panel. */
  press(key: string, command: boolean, shift: boolean): void {
    if (this.#work === null) return;
    if (key === 'F8') this.pauseOrResume();
    else if (key !== 'F10') this.toggle();
    else if (this.#stands) this.act(!command ? 'over' : shift ? 'out' : 'into');
  }

  focus(thread: number): void {
    this.#port.focus(thread);
    const shown = this.inspection?.threads.find(({ id }) => id === thread);
    if (shown?.block) {
      this.show({ target: shown.target, block: shown.block }, false);
      if (this.paused) this.here = { target: shown.target, block: shown.block };
    }
    void this.look();
  }

  setSlow(ms: number): void {
    this.slowMs = ms;
    if (ms === 0 && !this.paused) this.here = null;
    this.#tell();
  }

  setProfiling(on: boolean): void {
    this.profiling = on;
    this.#tell();
  }

  clearProfile(): void {
    this.act('clearProfile');
    void this.look();
  }

  toggleBreakpoint(place: BlockPlace): void {
    this.#setBreakpoints(toggled(this.breakpoints, place));
  }

  clearBreakpoints(): void {
    this.#setBreakpoints([]);
  }

  clearLog(): void {
    this.log = new ConsoleLog();
  }

  /** Brings a block into view; with `focus` it gets the keyboard. */
  show({ target, block }: BlockPlace, focus = true): void {
    this.wanted = { target, block, focus };
  }

  /** The target being edited: its variables are shown while nothing is paused. */
  follow(target: string): void {
    this.#of = target;
  }

  evaluate(place: BlockPlace): Promise<string | number | boolean | null> {
    return this.#port.evaluate(place.target, place.block).catch(() => null);
  }

  receive(event: StageEvent): void {
    if (event.type === 'paused') {
      this.paused = event.on;
      this.#pausing = false;
      this.reason = event.reason;
      const { target, block } = event;
      this.here = target !== null && block !== null ? { target, block } : null;
      if (event.on) {
        if (!this.open) this.toggle();
        if (this.here) this.show(this.here, false);
        void this.look();
      }
    }
    if (event.type === 'error' && event.target !== null && event.block !== null) {
      this.failed = { target: event.target, block: event.block };
    }
    if (event.type === 'functionKey') this.press(event.key, event.command, event.shift);
    if (event.type === 'running') {
      this.#running = event.on;
      if (event.on) this.failed = null;
      else if (!this.paused) this.here = null;
    }
    if (event.type === 'said' || event.type === 'logged' || event.type === 'error') this.#write(event);
  }

  /** Another program begins. */
  reset(): void {
    this.paused = this.#pausing = false;
    this.reason = null;
    this.here = null;
  }

  async look(): Promise<void> {
    if (this.#looking || !this.open || document.hidden) return;
    this.#looking = true;
    try {
      this.inspection = await this.#port.inspect(this.#of);
    } catch {
      // Nothing is loaded, or it is too busy: the next look may see more.
    }
    this.#looking = false;
  }

  destroy(): void {
    clearInterval(this.#timer);
  }

  /** A project may say thousands of things in a second: they are written down ten times a second. */
  #write(event: StageEvent): void {
    if (this.#unwritten.length === 0) {
      setTimeout(() => {
        this.log = this.log.add(this.#unwritten, this.#nameOf);
        this.#unwritten = [];
      }, WRITE_EVERY);
    }
    this.#unwritten.push({ event, at: performance.now() });
  }

  #setBreakpoints(places: BlockPlace[]): void {
    this.breakpoints = places;
    if (this.#work !== null) writeBreakpoints(localStorage, this.#work, places);
    this.#tell();
  }

  #tell(): void {
    this.#port.set(
      {
        breakpoints: this.breakpoints.slice(0, 1000).map(({ target, block }) => ({ target, block })),
        slowMs: this.slowMs,
        profile: this.profiling,
        console: this.open,
      },
      this.on,
    );
  }
}
