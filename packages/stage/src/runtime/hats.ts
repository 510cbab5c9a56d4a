import { DONE, type CompiledProgram, type ScriptTable } from './program.ts';
import type { Scheduler } from './scheduler.ts';
import type { StageTarget } from './target.ts';
import type { Targets } from './targets.ts';
import type { Thread } from './thread.ts';

interface HatScript {
  script: ScriptTable;
  index: number;
}

/** The scripts with a hat, by target; those whose field has a certain value are looked up once. */
interface HatScripts {
  all: HatScript[][];
  byField: Map<string, Map<string, HatScript[][]>>;
}

/** Starts scripts by events: front-most target first, in each target in the order of its scripts. */
export class Hats {
  private readonly byHat = new Map<string, HatScripts>();
  private readonly scheduler: Scheduler;
  private readonly targets: Targets;

  constructor(program: CompiledProgram, scheduler: Scheduler, targets: Targets) {
    this.scheduler = scheduler;
    this.targets = targets;
    program.scripts.forEach((script, index) => {
      if (script.hat === null) return;
      let scripts = this.byHat.get(script.hat);
      if (scripts === undefined) {
        this.byHat.set(script.hat, (scripts = { all: program.targets.map(() => []), byField: new Map() }));
      }
      scripts.all[script.target]!.push({ script, index });
    });
  }

  has(hat: string): boolean {
    return this.byHat.has(hat);
  }

  /**
   * Starts every script with this hat, of all targets or of one. Answers the threads.
   * @param match a field and the value that it must have, without regard to case
   */
  start(hat: string, match: { field: string; value: string } | null = null, only: StageTarget | null = null): Thread[] {
    const started: Thread[] = [];
    const scripts = this.byHat.get(hat);
    if (scripts === undefined) return started;
    const byTarget = match === null ? scripts.all : matching(scripts, match.field, match.value);
    const { order } = this.targets;
    if (only !== null) this.startFor(only, byTarget, started);
    else for (let i = order.length - 1; i >= 0; i--) this.startFor(order[i]!, byTarget, started);
    return started;
  }

  private startFor(target: StageTarget, byTarget: readonly HatScript[][], started: Thread[]): void {
    for (const { script, index } of byTarget[target.index]!) {
      const thread = this.startScript(target, script, index);
      if (thread !== null) started.push(thread);
    }
  }

  /** Starts scripts whose edge-activated condition has just become true. Running ones are not looked at. */
  checkEdges(conditions: readonly (((t: StageTarget) => boolean) | undefined)[]): void {
    for (const { all: byTarget } of this.byHat.values()) {
      if (!byTarget.some((scripts) => scripts[0]?.script.edge)) continue;
      for (const target of this.targets.order.toReversed()) {
        for (const { script, index } of byTarget[target.index]!) {
          const condition = conditions[index];
          if (condition === undefined || this.running(target, index)) continue;
          const before = target.edges.get(index) ?? false;
          const now = condition(target);
          target.edges.set(index, now);
          if (now && !before) this.scheduler.start(target, script, index);
        }
      }
    }
  }

  private startScript(target: StageTarget, script: ScriptTable, index: number): Thread | null {
    const running = this.find(target, index);
    if (running === undefined) return this.scheduler.start(target, script, index);
    if (script.restarts) return this.scheduler.restart(running);
    return running.status === DONE ? this.scheduler.start(target, script, index) : null;
  }

  private find(target: StageTarget, index: number): Thread | undefined {
    return this.scheduler.threads.find(
      (thread) => thread.index === index && thread.target === target && !thread.clicked,
    );
  }

  private running(target: StageTarget, index: number): boolean {
    return this.scheduler.threads.some(
      (thread) => thread.index === index && thread.target === target && !thread.clicked && thread.status !== DONE,
    );
  }
}

/** Messages are many in no program, but texts that were put together may be broadcast. */
const MAX_VALUES = 1000;

/** The scripts of a hat whose field has a value. */
function matching({ all, byField }: HatScripts, field: string, value: string): HatScript[][] {
  let byValue = byField.get(field);
  if (byValue === undefined) byField.set(field, (byValue = new Map()));
  let found = byValue.get(value);
  if (found === undefined) {
    if (byValue.size >= MAX_VALUES) byValue.clear();
    const wanted = value.toUpperCase();
    found = all.map((scripts) => scripts.filter(({ script }) => script.fields[field]?.toUpperCase() === wanted));
    byValue.set(value, found);
  }
  return found;
}
