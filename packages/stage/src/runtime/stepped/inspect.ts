import type { Scalar } from '@paperkite/project';
import type { Core } from '../core.ts';
import { DONE, HALTED, IDLE, NEXT_FRAME, type CompiledProgram } from '../program.ts';
import type { StageTarget } from '../target.ts';
import type { Thread } from '../thread.ts';
import { variablesOf, type Debugger, type ShownValue } from './debugger.ts';
import type { BlockCost } from './profile.ts';

/** More threads than this nobody reads. */
const MAX_THREADS = 400;
/** Items of a list that are shown. */
const MAX_ITEMS = 100;
/** Calls of a thread that are shown, innermost first. */
const MAX_CALLS = 50;
/** Blocks of the profile, costliest first. */
const MAX_COSTS = 500;

/** One running script. */
export interface ShownThread {
  /** Stays the same while the script runs. */
  id: number;
  target: string;
  name: string;
  /** 1-based number among the sprite's living clones, 0 for the original. */
  clone: number;
  /** Top block of the script. */
  script: string;
  /** The block where it stands. */
  block: string | null;
  state: 'running' | 'waiting' | 'asking' | 'halted';
}

export interface ShownValues {
  id: string;
  name: string;
  value: ShownValue;
}

/** What a debugger shows at one moment. */
export interface Inspection {
  paused: boolean;
  threads: ShownThread[];
  /** Id of the thread that steps. */
  focus: number | null;
  /** Calls of the thread in focus, innermost first: where each stands, and its procedure. */
  calls: { block: string | null; procedure: string | null }[];
  /** Parameters of the innermost call. */
  parameters: { name: string; value: Scalar }[];
  /** Of the stage. */
  globals: ShownValues[];
  /** Of the sprite or clone of the thread in focus, or that was asked for. */
  locals: ShownValues[];
  /** Costliest first. */
  profile: BlockCost[];
}

/** Ids of threads, for as long as they live. */
export class ThreadIds {
  readonly #ids = new WeakMap<Thread, number>();
  #last = 0;

  of(thread: Thread): number {
    let id = this.#ids.get(thread);
    if (id === undefined) this.#ids.set(thread, (id = ++this.#last));
    return id;
  }
}

/** Looks at everything a debugger shows, without changing anything. `of` names a target whose variables are shown when no thread is in focus. */
export function inspect(
  core: Core,
  debug: Debugger,
  ids: ThreadIds,
  program: CompiledProgram,
  of: string | null,
): Inspection {
  const alive = core.scheduler.threads.filter(({ status }) => status !== DONE);
  const focus = debug.focus;
  const top = focus?.machine?.top;
  const table = top && program.stepped?.functions[top.fn];
  const { stage, originals } = core.targets;
  const local =
    (debug.paused ? focus?.target : undefined) ?? originals.find((target) => target.table.id === of) ?? null;
  return {
    paused: debug.paused,
    threads: alive.slice(0, MAX_THREADS).map((thread) => shown(core, debug, ids, thread)),
    focus: focus === null ? null : ids.of(focus),
    calls: [...(focus?.machine?.frames ?? [])]
      .reverse()
      .slice(0, MAX_CALLS)
      .map((frame) => ({
        block: debug.blockOf(frame),
        procedure: program.stepped?.functions[frame.fn]?.procedure ?? null,
      })),
    parameters: table?.parameters.map((name, index) => ({ name, value: top!.v[index]! })) ?? [],
    globals: variablesOf(stage, MAX_ITEMS),
    locals: local === null || local.isStage ? [] : variablesOf(local, MAX_ITEMS),
    profile: debug.profile
      .costs()
      .sort((a, b) => b.ms - a.ms || b.count - a.count)
      .slice(0, MAX_COSTS),
  };
}

function shown(core: Core, debug: Debugger, ids: ThreadIds, thread: Thread): ShownThread {
  const { target, script, status, machine } = thread;
  return {
    id: ids.of(thread),
    target: target.table.id,
    name: target.table.name,
    clone: cloneNumber(core, target),
    script: script.topBlock,
    block: debug.blockOf(machine?.top) ?? script.topBlock,
    state: stateOf(core, target, status),
  };
}

const stateOf = (core: Core, target: StageTarget, status: number): ShownThread['state'] => {
  if (status === HALTED) return 'halted';
  if (status !== NEXT_FRAME && status !== IDLE) return 'running';
  return core.questions.isAsking(target) ? 'asking' : 'waiting';
};

const cloneNumber = (core: Core, target: StageTarget): number =>
  target.isClone
    ? core.targets.order.filter(({ isClone, index }) => isClone && index === target.index).indexOf(target) + 1
    : 0;
