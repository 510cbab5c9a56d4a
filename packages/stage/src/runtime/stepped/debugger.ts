import type { Clock } from '@paperkite/kernel';
import type { Scalar } from '@paperkite/project';
import type { AudioPlayer } from '../../ports.ts';
import type { RuntimeEvent } from '../events.ts';
import { DONE, type CompiledProgram, type FunctionTable } from '../program.ts';
import type { Scheduler } from '../scheduler.ts';
import type { StageTarget } from '../target.ts';
import type { Thread } from '../thread.ts';
import type { PausableClock } from './clock.ts';
import type { Frame } from './frame.ts';
import type { Machine } from './machine.ts';
import { Profile } from './profile.ts';
import { siteOf } from './site.ts';

/** What a debugger wants of a program. All of it needs a program for debugging. */
export interface DebugOptions {
  breakpoints: readonly { target: string; block: string }[];
  /** Milliseconds between two blocks, 0 for full speed. */
  slowMs: number;
  profile: boolean;
  /** Broadcasts are told as events. */
  console: boolean;
}

export type StepKind = 'over' | 'into' | 'out';
export type PauseReason = 'asked' | 'breakpoint' | 'step' | 'ended';

interface Step {
  thread: Thread;
  kind: StepKind;
  /** Depth of calls where it began. */
  depth: number;
}

interface Place {
  thread: Thread;
  frame: Frame;
  pc: number;
}

export interface DebuggerPorts {
  scheduler: Scheduler;
  clock: PausableClock;
  /** Goes on while the program is paused. */
  realClock: Clock;
  /** What sounds. */
  audio: Pick<AudioPlayer, 'setPaused'>;
  emit(event: RuntimeEvent): void;
}

/**
 * Pauses, steps and measures. The generated code asks `at` before each block when `watch.on`; a halt leaves the scheduler in the
 * midst of its round, so that a program that was stepped through does exactly what it does at full speed.
 */
export class Debugger {
  /** Read by generated code. */
  readonly watch = { on: false };
  readonly profile: Profile;
  paused = false;
  /** Whether the program runs slowly and waits for the next block. */
  private waitsUntil: number | null = null;
  private focused: Thread | null = null;
  private step: Step | null = null;
  /** Where the program halted; passed over once when it goes on. */
  private place: Place | null = null;
  private passing = false;
  private options: DebugOptions = { breakpoints: [], slowMs: 0, profile: false, console: false };
  /** For each state of each function whether a breakpoint is there. */
  private stops: Uint8Array[] = [];
  /** For each function the state at its hat or definition, where only breakpoints halt; -1 without. */
  private enters: number[] = [];
  private functions: readonly FunctionTable[] = [];
  private targets: CompiledProgram['targets'] = [];
  private isDebug = false;
  private readonly ports: DebuggerPorts;

  constructor(ports: DebuggerPorts) {
    this.ports = ports;
    this.profile = new Profile(ports.realClock);
  }

  /** Whether broadcasts are told. */
  get tells(): boolean {
    return this.options.console;
  }

  /** The thread that steps; null when it ended and no other was chosen. */
  get focus(): Thread | null {
    return this.focused?.status === DONE || this.focused?.listed === false ? null : this.focused;
  }

  /** Another version of the program. */
  load(program: CompiledProgram): void {
    this.functions = program.stepped?.functions ?? [];
    this.enters = this.functions.map(({ sites }) => sites.findIndex((site) => siteOf(site).kind === 'enter'));
    this.targets = program.targets;
    this.isDebug = program.stepped?.debug === true;
    this.profile.load(this.functions, program.targets);
    this.set(this.options);
  }

  /** A frame was carried over to another version: it is still the place where the program halted. */
  moved(frame: Frame): void {
    if (this.place?.frame === frame) this.place.pc = frame.pc;
  }

  set(options: DebugOptions): void {
    this.options = options;
    const wanted = new Set(options.breakpoints.map(({ target, block }) => `${target}\n${block}`));
    this.stops = this.functions.map(({ target, sites }) => {
      const id = this.targets[target]!.id;
      return Uint8Array.from(sites, (site) => (wanted.has(`${id}\n${siteOf(site).block}`) ? 1 : 0));
    });
    if (options.slowMs === 0) this.waitsUntil = null;
    this.look();
  }

  focusOn(thread: Thread): void {
    this.focused = thread;
  }

  pause(): void {
    const thread = this.place?.thread ?? this.focus ?? this.firstAlive;
    if (!this.paused) this.halt('asked', thread);
  }

  /** Goes on at full speed. */
  resume(): void {
    this.step = null;
    this.goOn();
  }

  /** Runs until the thread in focus comes to another block. */
  stepOn(kind: StepKind): void {
    const thread = this.focus ?? this.firstAlive;
    if (thread === null) return;
    this.step = { thread, kind, depth: depthOf(thread) };
    this.goOn();
  }

  /** Forgets where it was: the program begins anew or ends. */
  reset(): void {
    this.step = null;
    this.place = null;
    this.waitsUntil = null;
    if (this.paused) this.goOn();
  }

  /** Whether the frame that is due may run. */
  get mayRun(): boolean {
    if (this.waitsUntil === null) return !this.paused;
    if (this.ports.realClock.now() < this.waitsUntil) return false;
    this.waitsUntil = null;
    this.ports.clock.goOn();
    this.passing = true;
    return true;
  }

  /** After a frame: a step whose thread came to its end is over. */
  afterFrame(): void {
    const { step } = this;
    if (step === null || this.paused) return;
    if (step.thread.status === DONE || !step.thread.listed) this.halt('ended', step.thread);
  }

  /** Asked by generated code before a block: whether to halt there. */
  readonly at = (machine: Machine, frame: Frame, pc: number): boolean => {
    const { thread } = machine;
    if (this.passing && this.place?.frame === frame && this.place.pc === pc) {
      this.passing = false;
      this.place = null;
      if (this.options.profile) this.profile.block(frame.fn, pc);
      return false;
    }
    const reason = this.reasonAt(thread, frame, pc);
    if (reason === null) {
      if (this.options.profile) this.profile.block(frame.fn, pc);
      return false;
    }
    frame.pc = pc;
    this.place = { thread, frame, pc };
    if (reason === 'slow') {
      this.ports.clock.stop();
      this.waitsUntil = this.ports.realClock.now() + this.options.slowMs;
      this.tellPlace(thread, false, null);
    } else this.halt(reason, thread);
    return true;
  };

  /** A machine begins or ends a turn. */
  turn(machine: Machine | null): void {
    if (!this.options.profile) return;
    const top = machine?.top;
    if (top !== undefined) this.profile.begin(top.fn, top.pc);
    else this.profile.end();
  }

  /** The block at which a frame stands. */
  blockOf(frame: Frame | undefined): string | null {
    const site = frame && this.functions[frame.fn]?.sites[frame.pc];
    return site ? siteOf(site).block || null : null;
  }

  private get firstAlive(): Thread | null {
    return this.ports.scheduler.threads.find(({ status }) => status !== DONE) ?? null;
  }

  private reasonAt(thread: Thread, frame: Frame, pc: number): 'breakpoint' | 'step' | 'slow' | null {
    if (this.stops[frame.fn]?.[pc] === 1) return 'breakpoint';
    if (this.enters[frame.fn] === pc) return null;
    const { step } = this;
    if (step?.thread === thread) {
      const depth = depthOf(thread);
      if (step.kind === 'into' || depth < step.depth || (step.kind === 'over' && depth === step.depth)) return 'step';
    }
    return this.options.slowMs > 0 ? 'slow' : null;
  }

  private halt(reason: PauseReason, thread: Thread | null): void {
    this.paused = true;
    this.step = null;
    this.waitsUntil = null;
    this.focused = thread;
    this.ports.clock.stop();
    this.ports.audio.setPaused(true);
    this.look();
    this.tellPlace(thread, true, reason);
  }

  private goOn(): void {
    const wasPaused = this.paused;
    this.paused = false;
    if (this.place?.thread.status === DONE) this.place = null;
    this.passing = this.place !== null;
    this.waitsUntil = null;
    this.ports.clock.goOn();
    if (wasPaused) this.ports.audio.setPaused(false);
    this.look();
    if (wasPaused) this.ports.emit({ type: 'paused', on: false, reason: null, target: null, block: null });
  }

  private tellPlace(thread: Thread | null, on: boolean, reason: PauseReason | null): void {
    const block = reason === 'ended' ? null : this.blockOf(thread?.machine?.top);
    this.ports.emit({ type: 'paused', on, reason, target: thread?.target.table.id ?? null, block });
  }

  /** Generated code asks only when somebody wants to know. */
  private look(): void {
    const { breakpoints, slowMs, profile } = this.options;
    const wanted = breakpoints.length > 0 || slowMs > 0 || profile || this.step !== null || this.place !== null;
    this.watch.on = this.isDebug && wanted;
  }
}

/** A value as a debugger shows it. */
export type ShownValue = Scalar | { items: Scalar[]; length: number };

/** The values of a target's variables and lists, by name. At most `most` items of each list. */
export function variablesOf(target: StageTarget, most: number): { id: string; name: string; value: ShownValue }[] {
  const { variables, lists } = target.table;
  return [
    ...variables.map(({ id, name, storage, slot }) => ({
      id,
      name,
      value: storage === 'number' ? target.numbers[slot]! : target.values[slot]!,
    })),
    ...lists.map(({ id, name, slot }) => {
      const items = target.lists[slot]!;
      return { id, name, value: { items: items.slice(0, most), length: items.length } };
    }),
  ];
}

/** Calls deep; a thread whose first turn is still to come will begin in its outermost. */
const depthOf = ({ machine }: Thread): number => machine?.frames.length ?? 1;
