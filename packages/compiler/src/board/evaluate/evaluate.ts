import type { Program, Script } from '../ir/nodes.ts';
import { Hardware } from './hardware.ts';
import { Interpreter, RunError, type Pause, type Scheduler } from './interpreter.ts';
import type { TraceEvent, World } from './world.ts';

interface Thread {
  script: Script;
  /** Null while it does not run. */
  running: Generator<Pause, void> | null;
  /** Not before this time. */
  until: number;
  /** For pin hats: the level at the last look. */
  level: boolean | null;
}

/** Board time that a round takes in which some script could go on: looking again and again must not stop the clock. */
const ROUND_MILLISECONDS = 0.05;

/** Settings of an evaluation. */
export interface EvaluateOptions {
  /** Milliseconds of board time. */
  until: number;
}

/**
 * What a program for the Uno does in a world: the reference that the other back ends are held to. Everything takes no time
 * but waiting (and looking again, a little).
 */
export function evaluate(program: Program, world: World, { until }: EvaluateOptions): TraceEvent[] {
  const hardware = new Hardware(world);
  const threads = program.scripts.map((script): Thread => {
    return { script, running: null, until: 0, level: null };
  });
  let current: Thread | null = null;

  const start = (thread: Thread): void => {
    thread.running = interpreter.script(thread.script.body);
    thread.until = 0;
  };
  const receivers = (message: number): Thread[] =>
    threads.filter(({ script: { hat } }) => hat.kind === 'message' && hat.message === message);
  const scheduler: Scheduler = {
    broadcast(message) {
      const started = receivers(message);
      started.forEach(start);
      return current !== null && started.includes(current);
    },
    anyRunning: (message) => receivers(message).some(({ running }) => running !== null),
    stopAll() {
      for (const thread of threads) thread.running = null;
    },
    stopOthers() {
      for (const thread of threads) if (thread !== current) thread.running = null;
    },
  };
  const interpreter = new Interpreter(program, hardware, scheduler, world.random ?? Math.random);

  /** Runs a thread until it gives way. */
  function turn(thread: Thread): void {
    const running = thread.running!;
    current = thread;
    try {
      const { done, value } = running.next();
      // A script that was started anew or stopped meanwhile is not this generator any more.
      if (thread.running === running) {
        if (done === true) thread.running = null;
        else thread.until = value.until;
      }
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      if (thread.running === running) thread.running = null;
      hardware.note({ kind: 'error', script: thread.script.index, code: error.code });
    }
    current = null;
  }

  function lookAtInputs(): void {
    for (const thread of threads) {
      const { hat } = thread.script;
      if (hat.kind !== 'pin') continue;
      const level = hardware.level(hat.pin);
      const fires = thread.level !== null && level !== thread.level && level === hat.rising;
      thread.level = level;
      if (fires && thread.running === null) start(thread);
    }
    if (!hardware.takeLine()) return;
    for (const thread of threads) if (thread.script.hat.kind === 'line' && thread.running === null) start(thread);
  }

  for (const thread of threads) if (thread.script.hat.kind === 'start') start(thread);
  while (hardware.now <= until) {
    hardware.timeline.advance(hardware.now);
    for (const thread of threads) if (thread.running !== null && thread.until <= hardware.now) turn(thread);
    lookAtInputs();
    const ready = hardware.hasBytes || threads.some((t) => t.running !== null && t.until <= hardware.now);
    const wakes = threads.flatMap((t) => (t.running !== null ? [t.until] : []));
    const next = Math.min(hardware.timeline.upcoming, ...wakes.filter((at) => at > hardware.now));
    hardware.now = ready ? Math.min(hardware.now + ROUND_MILLISECONDS, Math.max(next, hardware.now)) : next;
    if (next === Infinity && !ready) break;
  }
  return hardware.trace;
}
