import type { Core } from '../core.ts';
import { DONE, type CompiledProgram } from '../program.ts';
import type { Thread } from '../thread.ts';
import { carriedValues, PlaceFinder, type NewPlace } from './carry-over.ts';
import { misfits, type TakeOverRefusal } from './fits.ts';
import type { Frame, SteppedFunction } from './frame.ts';
import { siteOf } from './site.ts';

/** Turns, of half a second each, that blocks without screen refresh get to come to their end. */
const FINISHING_TURNS = 4;

/** What becomes of a thread: its frames' new places, or that it ends. */
export type Plan = Map<Thread, NewPlace[] | null>;

/**
 * Whether another version of the program may take over now, and what becomes of the threads. Scripts that stand in a block that is
 * no more end. Nothing is changed but that blocks without screen refresh are finished, in the version they began in.
 */
export function planTakeOver(core: Core, before: CompiledProgram, next: CompiledProgram): Plan | TakeOverRefusal {
  if (before.stepped === undefined || next.stepped === undefined) return { why: 'busy' };
  // Another project altogether.
  if (before.targets[0]!.id !== next.targets[0]!.id) return { why: 'busy' };
  const { threads } = core.scheduler;
  for (const thread of threads) {
    for (let turns = 0; isInPlainCode(thread, before); turns++) {
      if (turns === FINISHING_TURNS) return { why: 'busy' };
      core.scheduler.turn(thread);
    }
  }
  const alive = threads.filter(({ status }) => status !== DONE);
  const widen = misfits(next, before, core.targets.order, alive);
  if (Object.keys(widen).length > 0) return { why: 'kinds', widen };
  const finder = new PlaceFinder(before, next);
  const plan: Plan = new Map();
  for (const thread of alive) {
    const places = (thread.machine?.frames ?? []).map((frame) => finder.find(frame));
    if (places.includes('none')) return { why: 'place' };
    plan.set(thread, places.includes('gone') ? null : (places as NewPlace[]));
  }
  return plan;
}

const isInPlainCode = ({ machine, status }: Thread, { stepped }: CompiledProgram): boolean => {
  const top = status === DONE ? undefined : machine?.top;
  return top !== undefined && siteOf(stepped!.functions[top.fn]!.sites[top.pc]!).kind === 'run';
};

/** Puts the threads into the other version; targets have their new tables already. */
export function carryThreads(
  core: Core,
  plan: Plan,
  before: CompiledProgram,
  next: CompiledProgram,
  functions: readonly SteppedFunction[],
  moved: (frame: Frame) => void,
): void {
  const scripts = new Map(next.scripts.map(({ target, topBlock }, index) => [`${target} ${topBlock}`, index]));
  for (const [thread, places] of plan) {
    const { target, script, machine } = thread;
    const bottom = places?.[0] === undefined ? undefined : next.stepped!.functions[places[0].fn]!;
    // Blocks that were carried to another stack go on there.
    const index = scripts.get(`${target.index} ${bottom?.block ?? script.topBlock}`);
    if (target.disposed || places === null || index === undefined) {
      core.scheduler.stop(thread);
      continue;
    }
    thread.index = index;
    thread.script = next.scripts[index]!;
    machine?.frames.forEach((frame, depth) => {
      const { fn, pc } = places[depth]!;
      frame.v = carriedValues(frame, before.stepped!.functions[frame.fn]!, next.stepped!.functions[fn]!);
      frame.fn = fn;
      frame.pc = pc;
      frame.run = functions[fn]!;
      moved(frame);
    });
  }
}

/** Edge hats remember what they last saw by their script's place, which is another now. */
export function carryEdges(core: Core, before: CompiledProgram, next: CompiledProgram): void {
  for (const target of core.targets.order) {
    const id = target.table.id;
    const seen = new Map<string, boolean>();
    for (const [index, value] of target.edges) {
      const script = before.scripts[index]!;
      if (before.targets[script.target]!.id === id) seen.set(script.topBlock, value);
    }
    target.edges.clear();
    next.scripts.forEach(({ target: owner, topBlock }, index) => {
      const value = owner === target.index ? seen.get(topBlock) : undefined;
      if (value !== undefined) target.edges.set(index, value);
    });
  }
}
